import { Worker } from "node:worker_threads";
import type { BankData, PersonTrial, TrialResult } from "./experiment.ts";
import type { TrialOrder, TrialReply } from "./simulation-thread.ts";

interface TrialRun {
  readonly bank: BankData;
  readonly trials: readonly PersonTrial[];
  /** The compiled `simulation-thread`. */
  readonly thread: URL;
  readonly threads: number;
  readonly onDone: (done: number) => void;
}

/** Runs trials in several threads. The results come in the order of the trials, whatever the threads do. */
export async function runTrials({ bank, trials, thread, threads, onDone }: TrialRun) {
  const results = trials.map((): readonly TrialResult[] => []);
  let next = 0;
  let done = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(thread, { workerData: bank });
      const give = () => {
        const number = next++;
        const trial = trials[number];
        if (trial) worker.postMessage({ number, trial } satisfies TrialOrder);
        else void worker.terminate().then(() => resolve(), reject);
      };
      worker.on("error", reject);
      worker.on("message", (reply: TrialReply) => {
        results[reply.number] = reply.results;
        onDone(++done);
        give();
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.min(threads, trials.length) }, work));
  return results;
}
