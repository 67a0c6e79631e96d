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

  of(promise: PromiseValue): Timer[] {
    const timers = this.#timersOf.get(promise) ?? [];
    this.#timersOf.set(promise, timers);
    return timers;
  }

  /** `other` stands for the same waits as `promise`. */
  share(promise: PromiseValue, other: PromiseValue): void {
    this.#timersOf.set(other, this.of(promise));
  }

  /** Runs code; the promise stands for the waits that begin meanwhile. */
  collect(promise: PromiseValue, run: () => void): void {
    const before = this.begun.length;
    run();
    this.of(promise).push(...this.begun.slice(before));
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
    if (promise !== null) waits.of(promise).push(timer);
    return timer;
  },
  follow: (promise, leader, reaction) => {
    waits.share(leader, promise);
    base.follow(promise, leader, reaction);
  },
  linked: (promise, next, method) => {
    waits.share(promise, next);
    base.linked(promise, next, method);
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

/** Runs the event loop in the middle of running code until a promise has settled. */
export function waitHere({ agent, loop }: MisconceptionRun, promise: PromiseValue): void {
  promise.handled = true;
  agent.hooks.useResult(promise);
  loop.runUntil(() => promise.state !== "pending");
}

/** Suspends the calling async function, or blocks everything if the caller is not one. */
export function suspendCaller(run: MisconceptionRun, promise: PromiseValue): AwaitInstead {
  return new AwaitInstead(promise, () => resultHere(run, promise));
}

/** Waits for a promise in the middle of running code, and returns its value or throws its reason. */
export function resultHere(run: MisconceptionRun, promise: PromiseValue): Value {
  waitHere(run, promise);
  if (promise.state === "rejected") throw new Thrown(promise.result);
  return promise.result;
}
