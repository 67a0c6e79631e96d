import { expect, onTestFinished, test } from "vitest";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { builtProgram, exitCode, runProgram, temporaryFolder } from "./program.ts";

test("in the terminal a question is reported line by line, and an unknown reason is asked for again", async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const input = ["play", "?", "3", "2", "", "no such reason", "Wrong-Key", "the note", "2", ".", "help"].join("\n");
  const args = [builtProgram, "start", "--chat", "terminal"];
  const program = runProgram(process.execPath, args, { cwd: folder.path, input: `${input}\n` });
  expect(await exitCode(program), program.output()).toBe(0);
  const output = program.output();
  expect(output).toContain("[1 Next question]  [2 Report this question]");
  expect(output.match(/^What is wrong, .*: wrong-key or .* or something-else:$/gm)).toHaveLength(4);
  expect(output.match(/^In your own words, .*:$/gm)).toHaveLength(1);
  expect(output).toContain(wordsEn.report.thanksTitle);
  expect(output).toContain("Nothing was changed.");

  const listed = runProgram(process.execPath, [builtProgram, "reports", "--json"], { cwd: folder.path });
  expect(await exitCode(listed), listed.output()).toBe(0);
  expect(JSON.parse(listed.output()).questions).toMatchObject([
    { reports: 1, reasons: { "wrong-key": 1 }, notes: [{ reason: "wrong-key", note: "the note" }] },
  ]);
});
