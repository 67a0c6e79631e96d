import type { Bank } from "../engine/bank.ts";
import { faultText } from "../formats/fault.ts";
import { readBank } from "../formats/read-bank.ts";
import { inPackage } from "./package-root.ts";
import { Refused } from "./refused.ts";

/**
 * The built-in questions, and a teacher's own where there are some.
 * @throws Refused where they have faults
 */
export async function openBank(quizzesFolder: string | null): Promise<Bank> {
  const own = quizzesFolder === null ? [] : [{ path: quizzesFolder, level: "own" as const }];
  const read = await readBank([{ path: inPackage("quizzes"), level: "built-in" }, ...own]);
  if ("faults" in read) {
    const count = read.faults.length === 1 ? "a fault" : `${read.faults.length} faults`;
    throw new Refused([...read.faults.map(faultText), `The questions have ${count}; mend them, then start again.`]);
  }
  return read.bank;
}
