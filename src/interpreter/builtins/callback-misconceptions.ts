import type { TaskKind } from "../event-loop/job.ts";
import { endAfterScript, endWithAwaitedWork } from "../execution/ending-misconceptions.ts";
import type { Layer, Layers, MisconceptionRun } from "../promises/misconception-run.ts";
import type { CallbackDecision } from "../rules/semantics.ts";

/** Runs a call later, as the callback of a timer of 0 ms. */
export function callLater({ agent, loop }: MisconceptionRun, kind: TaskKind, call: () => void): void {
  loop.addTimer("timer", 0, { task: { kind }, line: agent.line(), run: () => agent.runJob(call) });
}

const queueListeners: Layer = (_base, run) => ({ callListener: (call) => callLater(run, "listener", call) });

/** A reply that would arrive before the reply to an earlier request arrives right after it. */
const answerInOrder: Layer = (base, { loop }) => {
  const lastAnswers = new Map<string, number>();
  return {
    addTimer: (wait, delay, job, promise) => {
      if (wait === "timer" || wait === "interval") return base.addTimer(wait, delay, job, promise);
      const timer = base.addTimer(wait, Math.max(delay, (lastAnswers.get(wait) ?? 0) - loop.now), job, promise);
      lastAnswers.set(wait, timer.due);
      return timer;
    },
  };
};

/** Misconceptions about which callbacks run, in which order and with which values. */
export const callbackMisconceptions = {
  programEnd: { "after-the-last-line": [endAfterScript], "when-all-awaited-work-is-done": [endWithAwaitedWork] },
  replies: { "in-the-order-of-requests": [answerInOrder] },
  listeners: { queued: [queueListeners] },
  scheduledCall: { "is-the-callback": [() => ({ passesCallAsCallback: () => true })] },
  loopVariable: { copied: [() => ({ copiesLoopVariables: () => true })] },
} satisfies Layers<CallbackDecision>;
