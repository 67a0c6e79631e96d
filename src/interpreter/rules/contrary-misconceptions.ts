// Two misconceptions explain an answer together only if one person can hold both. It would be absurd to ask somebody
// about two opposite ones, so this table lists with a misconception those that hardly anybody holds beside it.

/** Waits or calculations take place beside each other. */
const besideEachOther = [
  "async-means-parallel",
  "async-speeds-up-cpu",
  "sync-call-in-async-fn-is-fine",
  "sequential-awaits-overlap",
  "timer-interrupts-code",
];

/** Something that was started runs, or begins, only later. */
const startsLater = [
  "async-fn-starts-later",
  "executor-is-async",
  "callback-means-async",
  "listeners-run-later",
  "promise-is-lazy",
  "waits-begin-after-script",
  "delay-starts-after-script",
];

/** What waits never runs. */
const endsEarly = ["program-ends-with-last-line", "unawaited-work-is-dropped"];

/** Timers or other callbacks come before some microtasks. */
const microtasksLater = [
  "one-queue-for-all",
  "timers-before-promises",
  "one-microtask-per-turn",
  "microtasks-cannot-starve",
  "all-timers-then-microtasks",
];

/** How the event loop chooses among callbacks that are ready. */
const queueRules = [...microtasksLater, "microtasks-at-function-end"];

export const contraryMisconceptions: Readonly<Record<string, readonly string[]>> = {
  // "Everything waits for what is above" leaves nothing that could run later, beside it, or from a queue.
  "everything-in-code-order": [
    ...besideEachOther,
    ...startsLater,
    ...endsEarly,
    ...queueRules,
    "async-await-is-asynchrony",
    "async-calls-queue-up",
    "nexttick-is-next-loop",
  ],
  "waits-always-add": [
    ...besideEachOther,
    ...endsEarly,
    "async-await-is-asynchrony",
    "created-then-awaited-adds",
    "promise-is-lazy",
    "replies-in-request-order",
    "all-runs-one-by-one",
    "async-calls-queue-up",
  ],
  "waiting-uses-the-thread": [...besideEachOther, "async-await-is-asynchrony"],
  "await-blocks-program": [...besideEachOther, ...queueRules, "async-await-is-asynchrony"],
  "settimeout-is-sleep": [
    "timer-interrupts-code",
    "delay-starts-after-script",
    "timers-fire-in-code-order",
    "timers-before-promises",
    "one-queue-for-all",
    "async-await-is-asynchrony",
    "waits-begin-after-script",
    ...endsEarly,
  ],
  "async-await-is-asynchrony": endsEarly,
  "all-runs-one-by-one": besideEachOther,
  "timeout-zero-runs-now": ["one-queue-for-all", "timers-before-promises", "zero-timer-always-first"],
  "setimmediate-is-immediate": ["one-queue-for-all", "immediate-always-first", "zero-timer-always-first"],
  "then-runs-now-if-resolved": queueRules,
  "chain-runs-in-one-go": ["one-microtask-per-turn", "one-queue-for-all"],
  "microtasks-at-function-end": microtasksLater,
  "catch-ends-the-chain": ["handlers-run-after-rejection"],
  "await-skips-if-ready": ["await-costs-three-ticks", "one-queue-for-all"],
  "callback-means-async": ["foreach-awaits"],
  "timer-interrupts-code": ["delay-starts-after-script", "waits-begin-after-script", "timers-fire-in-code-order"],
  // Either waits overlap by themselves, or something makes them take turns.
  "sequential-awaits-overlap": [
    "created-then-awaited-adds",
    "async-calls-queue-up",
    "foreach-awaits",
    "promise-is-lazy",
    "single-thread-means-no-races",
  ],
  "async-means-parallel": ["async-calls-queue-up", "single-thread-means-no-races"],
  "promise-is-lazy": ["created-then-awaited-adds", "waits-begin-after-script", ...endsEarly],
  "program-ends-with-last-line": [
    "async-calls-queue-up",
    "all-runs-one-by-one",
    "waits-begin-after-script",
    "delay-starts-after-script",
    "await-blocks-program",
  ],
};

/** Whether hardly anybody holds both misconceptions. */
export function areContrary(one: string, other: string): boolean {
  return Boolean(contraryMisconceptions[one]?.includes(other)) || Boolean(contraryMisconceptions[other]?.includes(one));
}
