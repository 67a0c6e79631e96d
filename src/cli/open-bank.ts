import type { Bank } from "../engine/bank.ts";
import { readBank } from "../formats/read-bank.ts";
import { bankFolders } from "./bank-folders.ts";
import { faultsText } from "./faults-text.ts";
import { Refused } from "./refused.ts";

/**
 * The built-in questions, and a teacher's own where there are some.
 * @throws Refused where they have faults
 */
export async function openBank(quizzesFolder: string | null): Promise<Bank> {
  const read = await readBank(bankFolders(quizzesFolder), "built-in");
  if ("faults" in read) throw new Refused(faultsText(read.faults));
  return read.bank;
}
