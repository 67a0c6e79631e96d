import type { Job, Task, Timer, WaitKind } from "../event-loop/job.ts";
import type { ObjectValue, PromiseValue, Reaction, Value } from "./values.ts";

/** The handlers that one call of `then`, `catch` or `finally` registers. */
export interface Handlers {
  readonly method: "then" | "catch" | "finally";
  readonly onFulfilled: Value;
  readonly onRejected: Value;
}

/** What the code of a function does, as far as hooks ask. */
export interface FunctionTraits {
  /** Whether it returns a value. */
  readonly returnsValue: boolean;
  /** Whether it contains `await` outside its inner functions. */
  readonly awaits: boolean;
  /** Whether it changes a variable of the code around it, or what such a variable holds. */
  readonly writesOuter: boolean;
  /** Whether it reads such a variable before an `await` and changes it after it. */
  readonly updatesAcrossAwait: boolean;
}

/** Work that a promise stands for: an executor, the call of an async function, or a wait of a known length. */
interface Work {
  readonly kind: "executor" | "call" | "wait";
  readonly task: Task;
  readonly line: number;
  /** The code of the function that is called, for a call. */
  readonly traits?: FunctionTraits;
  run(): void;
}

/** How an `await` whose value is already there continues. */
export interface Settled {
  readonly type: "normal" | "throw";
  readonly value: Value;
}

/** The `await` that suspends a call. */
interface AwaitSite {
  /** The call of the async function. */
  readonly call: object;
  /** Whether the code of the awaited expression uses what an earlier `await` of the function gave. */
  readonly usesEarlier: boolean;
}

/** A call that suspends its caller until a promise settles. No function of Node does this. */
export class AwaitInstead {
  readonly promise: PromiseValue;
  /** Runs the event loop until the promise settles, for a caller that cannot be suspended. */
  readonly settle: () => Value;

  constructor(promise: PromiseValue, settle: () => Value) {
    this.promise = promise;
    this.settle = settle;
  }
}

/**
 * The points at which misconceptions differ from Node, apart from the order of jobs, which is the event loop's. The
 * implementation for Node is in `promises/node-hooks.ts`.
 */
export interface Hooks extends PromiseHooks, CombinatorHooks, CallHooks, HostHooks {}

interface PromiseHooks {
  /** Called for each promise that running code obtains. */
  notePromise(promise: PromiseValue): void;
  /** Whether a promise may still be settled. */
  canSettle(promise: PromiseValue): boolean;
  /**
   * One of the two functions that an executor receives is called.
   * @param isFirst whether neither of the two was called before
   */
  callResolver(promise: PromiseValue, isFirst: boolean, settle: () => void): void;
  /** Calls the executor of a new promise. */
  callExecutor(promise: PromiseValue, executor: ObjectValue, call: () => void): void;
  /** A promise has settled. */
  queueReactions(promise: PromiseValue, reactions: readonly Reaction[]): void;
  /** Lets a promise that was resolved with another, the leader, settle like it. */
  follow(promise: PromiseValue, leader: PromiseValue, reaction: Reaction): void;
  /** Registers the continuation of an `await`. The promise is the awaited value itself if that is a promise. */
  awaitPromise(promise: PromiseValue, reaction: Reaction, value: Value): void;
  /** The program uses the result of a promise: it calls `then` or awaits it. */
  useResult(promise: PromiseValue): void;
  /** The promise that `then`, `catch` or `finally` is called on; null when it is called on something else. */
  receiver(self: Value): PromiseValue | null;
  /** The promise whose outcome the handlers of a `then` on this one receive. */
  chainFrom(promise: PromiseValue): PromiseValue;
  /** `next` is the promise that `then`, `catch` or `finally` returns. */
  linked(promise: PromiseValue, next: PromiseValue, method: Handlers["method"]): void;
  /** Registers what `then`, `catch` or `finally` was given. */
  register(promise: PromiseValue, reaction: Reaction, handlers: Handlers): void;
  /** The promise before `next` was fulfilled. */
  runFulfilled(next: PromiseValue, handlers: Handlers, value: Value): void;
  /** Calls the first handler of `then`; what it returns resolves the next promise. */
  callFulfilled(handlers: Handlers, value: Value): Value;
  /** The promise before `next` was rejected. */
  runRejected(next: PromiseValue, handlers: Handlers, reason: Value): void;
  /** The promise before `next` has settled. */
  runFinally(promise: PromiseValue, next: PromiseValue, handler: Value): void;
  /** Whether an unhandled rejection ends the process. */
  endsOnRejection(): boolean;
}

interface CombinatorHooks {
  /** A combinator has registered on all of its inputs; they decide its result. */
  combined(result: PromiseValue, inputs: readonly PromiseValue[]): void;
  /** The same for `Promise.all`, before that. */
  allRegistered(inputs: readonly PromiseValue[]): void;
  /** At which index `Promise.all` stores a value. */
  resultIndex(inputIndex: number, stored: number): number;
  /** One input has decided the result of a combinator. */
  inputDecided(
    combinator: "all" | "any" | "race",
    inputs: readonly PromiseValue[],
    index: number,
    result: PromiseValue,
  ): void;
  /** Whether `Promise.all` stores the reason of a rejection as if it were a value. */
  listsFailures(): boolean;
  /** What a combinator uses for one item of its list. */
  combinatorInput(item: Value): Value;
}

interface CallHooks {
  /** Starts the work that a promise stands for. */
  startWork(promise: PromiseValue, work: Work): void;
  /** Continues an async function after an `await`. */
  resumeWork(promise: PromiseValue, run: () => void): void;
  /** An async function has returned or thrown. */
  workEnded(promise: PromiseValue): void;
  /** What the call of an async function evaluates to. */
  callResult(promise: PromiseValue): Value;
  /** How an `await` continues without giving up its turn; null when it does give it up. */
  settledAwait(value: Value): Settled | null;
  /** What an `await` waits for. */
  awaitedValue(value: Value, site: AwaitSite): Value;
  /** What the value of a call is where the program uses it as a value, not as a promise. */
  callValue(value: Value): Value;
  /** The program calls a function in a statement of its own, and drops the value. */
  callInStatement(value: Value): void;
  /** A plain function calls a function that it was given, in a statement of its own. */
  callGiven(call: () => Value | AwaitInstead): Value | AwaitInstead;
  /** A function has returned or thrown. */
  functionEnded(call: object): void;
  /** What reading a property that does not exist evaluates to. */
  missingProperty(key: string | symbol): Value;
  /** An expression statement inside `try` has this value. */
  expressionInTry(value: Value): void;
  /** An async function returns this value from inside `try`. */
  returnFromTry(value: Value): Value | AwaitInstead;
  /** Whether `f()` in `then(f())` stands for a function that calls `f` later. */
  passesCallAsFunction(): boolean;
  /** Whether `f()` in `setTimeout(f())` stands for a function that calls `f` later. */
  passesCallAsCallback(): boolean;
  /** Whether each function that is created in a loop has its own copies of the variables of the loop. */
  copiesLoopVariables(): boolean;
  /** Where the errors of a callback that `setTimeout` or `setInterval` gets now go; null if they end the program. */
  catchOfTimer(): ((error: Value) => void) | null;
  /** Calls a callback of the event loop, or the first handler of a `then`. */
  callCallback(callee: Value, self: Value, args: readonly Value[]): Value;
  /** Whether errors of the running callback go to the code that it interrupts. */
  throwsIntoScript(): boolean;
}

interface HostHooks {
  /** Sets a timer, on behalf of a promise if it stands for the wait. */
  addTimer(wait: WaitKind, delay: number, job: Omit<Job, "kind">, promise: PromiseValue | null): Timer;
  /** `setTimeout` or `setInterval` has set a timer. */
  timerSet(timer: Timer, callback: Value): void;
  map(elements: Value[], call: (value: Value, index: number) => Value): Value;
  forEach(elements: Value[], call: (value: Value, index: number) => Value): Value | AwaitInstead;
  /** Calls one listener of an event. */
  callListener(call: () => void): void;
  /** `network(ms)`, `disk(ms)` and `worker(ms)`. */
  hostWait(wait: "network" | "disk" | "worker", delay: Value, value: Value, start: () => Value): Value;
  /** `cpu(ms)`: work on the thread. */
  cpuWork(milliseconds: Value): Value | AwaitInstead;
  /** `diskSync(ms, value)`: a blocking call. */
  blockingCall(milliseconds: Value, value: Value): Value | AwaitInstead;
}
