/** How a file is loaded: it decides whether ticks or microtasks come first after the main script. */
export type ModuleKind = "commonjs" | "module";

/** A line of Node whose event loop the true record equals. */
export type NodeLine = 20 | 22 | 24;

/**
 * What a program does where people disagree, one named decision a line. The first value of each is what Node does;
 * every other value is what some false belief takes for granted. An interpreter that follows a record with one value
 * changed is a mind that holds one misconception.
 */
export interface Semantics {
  // Timers and waits.
  /** What `setTimeout` with a delay does. */
  readonly timer: "schedules" | "sleeps";
  /** What `setTimeout(f, 0)` does. */
  readonly zeroTimer: "schedules" | "runs-now";
  readonly delayCountsFrom: "call" | "end-of-script";
  /** What a timer does that comes due while code is running. */
  readonly dueTimer: "waits-for-the-stack" | "interrupts";
  readonly timerOrder: "due-time" | "code-order";
  readonly waits: "overlap" | "add-up";
  /** Who waits for the network and the disk. */
  readonly networkWait: "nobody" | "the-thread";
  /** What a loop over callbacks does with them: `forEach`, `emit`. */
  readonly callbackOfLoop: "runs-now" | "queued";

  // The thread.
  readonly cpuInAsync: "holds-the-thread" | "costs-nothing" | "runs-beside";
  /** What `diskSync` and its like do inside an async function. */
  readonly blockingCallInAsync: "holds-the-thread" | "waits-beside";

  // Promises.
  readonly executor: "runs-now" | "queued";
  readonly resolveCall: "goes-on" | "ends-the-function";
  readonly settling: "first-wins" | "last-wins";
  readonly promiseWork: "starts-at-creation" | "starts-when-used";
  readonly thenOnSettled: "queued" | "runs-now";
  readonly thenOnPending: "registers" | "waits-here";
  readonly chains: "interleave" | "run-through";
  readonly fork: "branches" | "one-chain";
  readonly promiseNotReturned: "not-waited-for" | "waited-for";
  readonly returnedPromise: "two-ticks" | "one-tick" | "no-tick";
  readonly thenArgument: "function" | "anything";
  readonly afterCatch: "recovered" | "ended";
  readonly thenAfterRejection: "skipped" | "called";
  readonly secondHandler: "for-what-came-before" | "for-its-sibling-too";
  readonly finallyHandler: "sees-and-changes-nothing" | "sees-and-replaces";
  readonly unhandledRejection: "ends-the-process" | "warns";
  readonly tryCovers: "its-own-run" | "timers-set-in-it" | "promises-made-in-it";

  // Combinators.
  readonly all: "waits-for-what-runs" | "runs-one-by-one";
  readonly allResults: "input-order" | "finishing-order";
  readonly allFailure: "others-go-on" | "others-stop";
  readonly raceLosers: "go-on" | "stop";

  // async and await.
  readonly asyncCall: "runs-to-the-first-await" | "queued";
  readonly asyncResult: "promise" | "value";
  readonly await: "pauses-the-function" | "blocks-the-program";
  readonly readyAwait: "gives-up-the-turn" | "goes-straight-on";
  readonly awaitTicks: 1 | 3;
  readonly awaitsInARow: "one-after-another" | "overlap";
  readonly awaitedWait: "began-when-started" | "begins-at-the-await";
  readonly forEachAsync: "ignores-promises" | "awaits-each";
  readonly asyncFunctions: "interleave" | "one-at-a-time";

  // The event loop.
  readonly queues: "microtasks-first" | "one-queue" | "timers-first";
  readonly microtaskDrain: "until-empty" | "one-a-turn" | "those-waiting" | "ten-a-turn";
  readonly microtasksWait: "for-the-empty-stack" | "for-the-function-end";
  readonly drain: "after-each-callback" | "after-each-phase";
  readonly nextTick: "before-microtasks" | "next-turn" | "between-microtasks" | "runs-now";
  readonly moduleTicks: "after-microtasks" | "before-microtasks";
  readonly microtask: "queued" | "runs-now";
  /** What `queueMicrotask` does with its function. */
  readonly queueMicrotask: "queues" | "runs-now";
  readonly immediate: "check-phase" | "runs-now" | "before-microtasks";
  readonly zeroTimerAndImmediate: "by-the-clock" | "timer-first";
}

/** What Node does. The lines differ in one thing a record does not decide: see `EventLoop.start`. */
export const trueSemantics: Semantics = {
  timer: "schedules",
  zeroTimer: "schedules",
  delayCountsFrom: "call",
  dueTimer: "waits-for-the-stack",
  timerOrder: "due-time",
  waits: "overlap",
  networkWait: "nobody",
  callbackOfLoop: "runs-now",
  cpuInAsync: "holds-the-thread",
  blockingCallInAsync: "holds-the-thread",
  executor: "runs-now",
  resolveCall: "goes-on",
  settling: "first-wins",
  promiseWork: "starts-at-creation",
  thenOnSettled: "queued",
  thenOnPending: "registers",
  chains: "interleave",
  fork: "branches",
  promiseNotReturned: "not-waited-for",
  returnedPromise: "two-ticks",
  thenArgument: "function",
  afterCatch: "recovered",
  thenAfterRejection: "skipped",
  secondHandler: "for-what-came-before",
  finallyHandler: "sees-and-changes-nothing",
  unhandledRejection: "ends-the-process",
  tryCovers: "its-own-run",
  all: "waits-for-what-runs",
  allResults: "input-order",
  allFailure: "others-go-on",
  raceLosers: "go-on",
  asyncCall: "runs-to-the-first-await",
  asyncResult: "promise",
  await: "pauses-the-function",
  readyAwait: "gives-up-the-turn",
  awaitTicks: 1,
  awaitsInARow: "one-after-another",
  awaitedWait: "began-when-started",
  forEachAsync: "ignores-promises",
  asyncFunctions: "interleave",
  queues: "microtasks-first",
  microtaskDrain: "until-empty",
  microtasksWait: "for-the-empty-stack",
  drain: "after-each-callback",
  nextTick: "before-microtasks",
  moduleTicks: "after-microtasks",
  microtask: "queued",
  queueMicrotask: "queues",
  immediate: "check-phase",
  zeroTimerAndImmediate: "by-the-clock",
};
