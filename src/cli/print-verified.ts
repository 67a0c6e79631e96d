import { progressBar } from "../oracle/progress.ts";
import { bankFolders } from "./bank-folders.ts";
import { Refused } from "./refused.ts";
import { ordinaryJobs, type Verified, verify } from "./verify.ts";

interface VerifyOptions {
  readonly json?: boolean | undefined;
  readonly seeds: string;
  readonly jobs?: string | undefined;
}

/** Checks the bank and tells each fault by file and line; ends with exit code 1 on any. */
export async function printVerified(options: VerifyOptions): Promise<void> {
  const seeds = countOf("--seeds", options.seeds);
  const jobs = options.jobs === undefined ? ordinaryJobs : countOf("--jobs", options.jobs);
  const verified = await verify({ folders: bankFolders(), seeds, jobs, progress: progressBar });
  process.stdout.write(options.json ? `${JSON.stringify(verified)}\n` : verifiedText(verified));
  if (verified.faults.length > 0) process.exitCode = 1;
}

function countOf(option: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Refused([`${option} is ${JSON.stringify(text)}; write a number from 1 to 9999.`]);
}

function verifiedText({ questions, families, misconceptions, programs, faults }: Verified): string {
  const told = faults.map(({ file, line, rule, message }) => `${file}:${line} (${rule}) ${message}\n`).join("");
  const counts = `${questions} questions, ${families} families, ${misconceptions} misconceptions`;
  const outcome = faults.length === 0 ? "no fault" : `${faults.length} faults`;
  return `${told}${counts}; ${programs} programs run on Node: ${outcome}.\n`;
}
