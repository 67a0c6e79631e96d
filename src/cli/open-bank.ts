import type { Bank } from "../engine/bank.ts";
import { faultText } from "../formats/fault.ts";
import { readBank } from "../formats/read-bank.ts";
import { bankFolders } from "./bank-folders.ts";
import { Refused } from "./refused.ts";

/**
 * The built-in questions, and a teacher's own where there are some.
 * @throws Refused where they have faults
 */
export async function openBank(quizzesFolder: string | null): Promise<Bank> {
  const read = await readBank(bankFolders(quizzesFolder), "built-in");
  if ("faults" in read) {
    const count = read.faults.length === 1 ? "a fault" : `${read.faults.length} faults`;
    throw new Refused([...read.faults.map(faultText), `The questions have ${count}; mend them, then start again.`]);
  }
  return read.bank;
}
