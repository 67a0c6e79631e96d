import type { Timer } from "../event-loop/job.ts";
import type { MisconceptionLoop } from "../event-loop/misconception-loop.ts";
import type { Decision, Misconceived } from "../rules/semantics.ts";
import type { Agent } from "../values/agent.ts";
import { AwaitInstead, type Hooks } from "../values/hooks.ts";
import { type PromiseValue, type Reaction, Thrown, type Value } from "../values/values.ts";
import { react } from "./promise.ts";

/** One run of a program under misconceptions. */
export interface MisconceptionRun {
  readonly agent: Agent;
  readonly loop: MisconceptionLoop;
  readonly waits: PromiseWaits;
  /** Promises whose work was stopped because another promise has decided. */
  readonly stopped: Set<PromiseValue>;
}

/** Overrides some hooks. What it does not decide itself it leaves to `base`. */
export type Layer = (base: Hooks, run: MisconceptionRun) => Partial<Hooks>;

/** How each value of some decisions changes the hooks. Later layers override earlier ones. */
export type Layers<Name extends Decision> = {
  readonly [N in Name]: { readonly [V in Misconceived<N>]: readonly Layer[] };
};

/** The waits that promises stand for. */
export class PromiseWaits {
  /** Every wait of the run in the order in which they began. */
  readonly begun: Timer[] = [];
  readonly #timersOf = new Map<PromiseValue, Timer[]>();
  /** The promises that each promise settles after. */
  readonly #sourcesOf = new Map<PromiseValue, PromiseValue[]>();

  /** The waits that must end before the promise settles, as far as they have begun. */
  of(promise: PromiseValue): readonly Timer[] {
    const found = new Set<PromiseValue>([promise]);
    for (const one of found) for (const source of this.#sourcesOf.get(one) ?? []) found.add(source);
    return [...new Set([...found].flatMap((one) => this.#timersOf.get(one) ?? []))];
  }

  add(promise: PromiseValue, timers: readonly Timer[]): void {
    this.#timersOf.set(promise, [...(this.#timersOf.get(promise) ?? []), ...timers]);
  }

  /** `promise` settles after its sources. */
  derive(promise: PromiseValue, sources: readonly PromiseValue[]): void {
    this.#sourcesOf.set(promise, [...(this.#sourcesOf.get(promise) ?? []), ...sources]);
  }

  /** Runs code; the promise stands for the waits that begin meanwhile. */
  collect(promise: PromiseValue, run: () => void): void {
    const before = this.begun.length;
    run();
    this.add(promise, this.begun.slice(before));
  }
}

/** Finds out which waits each promise stands for. */
export const trackWaits: Layer = (base, { waits }) => ({
  startWork: (promise, work) => {
    if (work.kind === "wait") base.startWork(promise, work);
    else base.startWork(promise, { ...work, run: () => waits.collect(promise, () => work.run()) });
  },
  resumeWork: (promise, run) => base.resumeWork(promise, () => waits.collect(promise, run)),
  addTimer: (wait, delay, job, promise) => {
    const timer = base.addTimer(wait, delay, job, promise);
    waits.begun.push(timer);
    if (promise !== null) waits.add(promise, [timer]);
    return timer;
  },
  follow: (promise, leader, reaction) => {
    waits.derive(promise, [leader]);
    base.follow(promise, leader, reaction);
  },
  linked: (promise, next, method) => {
    waits.derive(next, [promise]);
    base.linked(promise, next, method);
  },
  combined: (result, inputs) => {
    waits.derive(result, inputs);
    base.combined(result, inputs);
  },
});

/** A reaction that runs as part of settling, without a microtask of its own. */
interface ImmediateReaction extends Reaction {
  readonly isImmediate: true;
}

export function isImmediate(reaction: Reaction): boolean {
  return "isImmediate" in reaction;
}

/** Runs a reaction as soon as the promise has settled. */
export function reactImmediately({ agent }: MisconceptionRun, promise: PromiseValue, reaction: Reaction): void {
  promise.handled = true;
  agent.hooks.useResult(promise);
  const immediate: ImmediateReaction = { ...reaction, isImmediate: true };
  if (promise.state === "pending") promise.reactions.push(immediate);
  else react(promise, immediate);
}

/** Makes `reactImmediately` work for pending promises. */
export const immediateReactions: Layer = (base) => ({
  queueReactions: (promise, reactions) => {
    for (const reaction of reactions) {
      if (isImmediate(reaction)) react(promise, reaction);
      else base.queueReactions(promise, [reaction]);
    }
  },
});

/**
 * Runs the event loop in the middle of running code until a promise has settled. The program stands still: nothing
 * else runs meanwhile. Needs `trackWaits`.
 */
export function waitHere({ agent, loop, waits }: MisconceptionRun, promise: PromiseValue): void {
  promise.handled = true;
  agent.hooks.useResult(promise);
  loop.standStillUntil(
    () => promise.state !== "pending",
    () => waits.of(promise),
  );
}

/** Suspends the calling async function, or blocks everything if the caller is not one. */
export function suspendCaller(run: MisconceptionRun, promise: PromiseValue): AwaitInstead {
  return new AwaitInstead(promise, () => {
    waitHere(run, promise);
    if (promise.state === "rejected") throw new Thrown(promise.result);
    return promise.result;
  });
}

/**
 * Waits for a promise in the middle of running code, and returns its value. Its reason goes to the enclosing `catch`;
 * without one, the promise itself is returned, because the program may handle the rejection later.
 */
export function valueHere(run: MisconceptionRun, promise: PromiseValue): Value {
  const wasHandled = promise.handled;
  waitHere(run, promise);
  if (promise.state === "fulfilled") return promise.result;
  if (promise.state === "rejected" && run.agent.enclosingCatch() !== null) throw new Thrown(promise.result);
  promise.handled = wasHandled;
  return promise;
}
