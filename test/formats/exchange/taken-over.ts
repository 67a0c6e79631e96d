import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ReadExchange } from "../../../src/formats/exchange/draft.ts";
import { type Defaults, questionFiles } from "../../../src/formats/exchange/question-files.ts";
import { faultText } from "../../../src/formats/fault.ts";
import type { BankFolder } from "../../../src/formats/bank-files.ts";
import { readBank } from "../../../src/formats/read-bank.ts";

export const noDefaults: Defaults = {
  topic: null,
  difficulty: "2",
  sourceTitle: null,
  sourceUrl: null,
  explanation: null,
  refutation: null,
};

/** The bank that has what was read, beside these folders; a fault anywhere is thrown. */
export async function takenOver(read: ReadExchange, beside: readonly BankFolder[]) {
  const { files, faults } = questionFiles(read.drafts, noDefaults);
  const said = [...read.faults, ...faults].map(({ line, message }) => `${line} ${message}`);
  if (said.length > 0) throw new Error(said.join("\n"));
  const path = await mkdtemp(join(tmpdir(), "taken-over-"));
  try {
    for (const { topic, id, yaml } of files) {
      const file = join(path, topic, `${id}.yaml`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, yaml);
    }
    const bank = await readBank([...beside, { path, level: "own" }]);
    if ("faults" in bank) throw new Error(bank.faults.map(faultText).join("\n"));
    return bank;
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
