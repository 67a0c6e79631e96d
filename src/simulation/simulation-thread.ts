import { parentPort, workerData } from "node:worker_threads";
import { type BankData, type PersonTrial, type TrialResult, trialsOn } from "./experiment.ts";

// Runs in a thread of its own: receives a bank once, and then one trial at a time.

/** What a thread sends back: the number that came with the trial, and the results. */
export interface TrialReply {
  readonly number: number;
  readonly results: readonly TrialResult[];
}

export interface TrialOrder {
  readonly number: number;
  readonly trial: PersonTrial;
}

const bank: BankData = workerData;
const run = trialsOn(bank);

parentPort?.on("message", ({ number, trial }: TrialOrder) => {
  parentPort?.postMessage({ number, results: run(trial) } satisfies TrialReply);
});
