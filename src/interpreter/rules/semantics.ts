/** How a file is loaded. It decides whether ticks or microtasks come first after the main script. */
export const moduleKinds = ["commonjs", "module"] as const;
export type ModuleKind = (typeof moduleKinds)[number];

/** A release line of Node. The interpreter prints what that line prints. */
export const nodeLines = [20, 22, 24] as const;
export type NodeLine = (typeof nodeLines)[number];

/** Where people disagree about the event loop. The first value is what Node does; misconceptions assume the others. */
const loopDecisions = {
  /** What `setTimeout` with a delay does. */
  timer: ["schedules", "sleeps"],
  /** What `setTimeout(f, 0)` does. */
  zeroTimer: ["schedules", "runs-now"],
  delayCountsFrom: ["call", "end-of-script"],
  /** What happens when a timer becomes due while code is running. */
  dueTimer: ["waits-for-the-stack", "interrupts", "runs-beside"],
  timerOrder: ["due-time", "code-order"],
  waits: ["overlap", "add-up"],
  queues: ["microtasks-first", "one-queue", "timers-first"],
  microtaskDrain: ["until-empty", "one-a-turn", "ten-a-turn"],
  drain: ["after-each-callback", "after-each-phase"],
  nextTick: ["before-microtasks", "next-turn", "between-microtasks", "once-a-phase", "runs-now"],
  /** What runs between two callbacks of `nextTick`. */
  betweenTicks: ["nothing", "microtasks"],
  moduleTicks: ["after-microtasks", "before-microtasks"],
  microtask: ["queued", "runs-now"],
  immediate: ["check-phase", "runs-now"],
  zeroTimerAndImmediate: ["by-the-clock", "timer-first", "immediate-first"],
  /** When an interval fires that is due right after a timer. */
  dueInterval: ["after-microtasks", "before-microtasks"],
  /** When the wait for a reply of the network, the disk or a worker begins. */
  waitBegins: ["at-the-call", "at-the-end-of-the-script"],
} as const;

/** The same about promises. */
const promiseDecisions = {
  executor: ["runs-now", "queued"],
  resolveCall: ["continues", "ends-the-function"],
  settling: ["first-wins", "last-wins"],
  promiseWork: ["starts-at-creation", "starts-when-used"],
  thenOnSettled: ["queued", "runs-now"],
  thenOnPending: ["registers", "waits-here"],
  chains: ["interleave", "run-through"],
  fork: ["branches", "one-chain"],
  promiseNotReturned: ["not-waited-for", "waited-for"],
  returnedPromise: ["two-ticks", "no-tick"],
  thenArgument: ["function", "anything"],
  afterCatch: ["recovered", "ended"],
  thenAfterRejection: ["skipped", "called"],
  secondHandler: ["for-what-came-before", "for-its-sibling-too"],
  finallyHandler: ["sees-and-changes-nothing", "sees-and-replaces"],
  unhandledRejection: ["ends-the-process", "warns"],
  awaitTicks: ["one", "three"],
} as const;

/** The same about who learns of the outcome of a promise. */
const outcomeDecisions = {
  /** A promise whose executor never uses `resolve` and `reject`. */
  unresolved: ["stays-pending", "fulfils-after-the-executor"],
  /** A promise that has settled before anything was registered on it. */
  settledUnused: ["keeps-its-result", "is-missed"],
  /** What stands for a promise: `await f`, `Promise.all([f])`. */
  functionForPromise: ["is-a-value", "is-called"],
  /** Which rejections a `catch` on a promise with several branches handles. */
  catchOnBranch: ["of-its-chain", "of-all-branches"],
  raceHandler: ["once", "for-each-input"],
  /** When `then` on the promise of an async function calls its handler. */
  thenOnCall: ["after-the-call", "at-the-first-await"],
} as const;

/** The same about `Promise.all`, `race` and `any`. */
const combinatorDecisions = {
  /** What `Promise.all` does with its inputs. */
  all: ["waits-for-what-runs", "runs-one-by-one"],
  allResults: ["input-order", "finishing-order"],
  allFailure: ["others-continue", "others-stop", "in-the-list"],
  raceLosers: ["continue", "stop"],
} as const;

/** The same about async functions, `await` and the call stack. */
const asyncDecisions = {
  asyncCall: ["runs-to-the-first-await", "queued"],
  asyncResult: ["promise", "value"],
  await: ["pauses-the-function", "blocks-the-program"],
  /** What timers, handlers and waits outside of async functions are. */
  codeWithoutAsync: ["asynchronous", "synchronous"],
  /** Whether the result of an asynchronous call is there on the next line. */
  resultOnNextLine: ["missing", "ready"],
  readyAwait: ["gives-up-the-turn", "continues-at-once"],
  awaitedWait: ["began-when-started", "begins-at-the-await"],
  asyncFunctions: ["interleave", "one-at-a-time"],
  callsOfOneFunction: ["interleave", "queue-up"],
  microtasksWait: ["for-the-empty-stack", "for-the-function-end"],
  tryCovers: ["its-own-run", "timers-set-in-it", "promises-made-in-it"],
} as const;

/** The same about timers, callbacks and work that takes time. */
const hostDecisions = {
  awaitsInARow: ["one-after-another", "overlap"],
  /** What `forEach` does with its callbacks. */
  callbackOfLoop: ["runs-now", "queued"],
  forEachAsync: ["ignores-promises", "awaits-each"],
  /** What waits while the network or the disk answers. */
  networkWait: ["nothing", "the-thread"],
  /** What a call of `network`, `disk` or `worker` does. */
  hostCall: ["returns-at-once", "blocks"],
  cpuInAsync: ["blocks-the-thread", "runs-beside"],
  /** Where callbacks of the event loop and of promises run. */
  callbacks: ["on-the-thread", "beside-it"],
  /** What `diskSync` and similar calls do inside an async function. */
  blockingCallInAsync: ["blocks-the-thread", "waits-beside"],
} as const;

/** The same about callbacks: whether they run at all, in which order, and with which values. */
const callbackDecisions = {
  /** When the program ends. */
  programEnd: ["when-nothing-is-left", "after-the-last-line", "when-all-awaited-work-is-done"],
  replies: ["when-they-arrive", "in-the-order-of-requests"],
  /** When `emit` calls listeners. */
  listeners: ["called-at-once", "queued"],
  /** What `f()` in `setTimeout(f(), 0)` is. */
  scheduledCall: ["runs-now", "is-the-callback"],
  /** What a callback sees of a `var` that its loop changes. */
  loopVariable: ["shared", "copied"],
} as const;

/** Every decision with its values. */
export const decisions = {
  ...loopDecisions,
  ...promiseDecisions,
  ...outcomeDecisions,
  ...combinatorDecisions,
  ...asyncDecisions,
  ...hostDecisions,
  ...callbackDecisions,
};

type Decisions = typeof decisions;
export type Decision = keyof Decisions;
export type LoopDecision = keyof typeof loopDecisions;
export type PromiseDecision = keyof typeof promiseDecisions;
export type OutcomeDecision = keyof typeof outcomeDecisions;
export type CombinatorDecision = keyof typeof combinatorDecisions;
export type AsyncDecision = keyof typeof asyncDecisions;
export type HostDecision = keyof typeof hostDecisions;
export type CallbackDecision = keyof typeof callbackDecisions;

/** The values of a decision that are not Node's. */
export type Misconceived<Name extends Decision> = Decisions[Name] extends readonly [unknown, ...infer Wrong]
  ? Wrong[number] & string
  : never;

/** How a program would run if Node decided otherwise. Every decision without an entry is Node's. */
export type Overrides = { readonly [Name in Decision]?: Misconceived<Name> };
