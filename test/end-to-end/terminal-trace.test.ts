import { expect, onTestFinished, test } from "vitest";
import { builtProgram, exitCode, runProgram, temporaryFolder } from "./program.ts";

test("in the terminal a program is typed line by line, a dot ends it, keys step through it, and a bad one is refused", async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const walked = ["trace", "await null;", "", "console.log(1);", ".", "module", "1", "3", "3", "4"];
  const refused = ["trace", "while (true) {}", ".", "", "trace", ".", "help"];
  const input = `${[...walked, ...refused].join("\n")}\n`;
  const args = [builtProgram, "start", "--chat", "terminal"];
  const program = runProgram(process.execPath, args, { cwd: folder.path, input });
  expect(await exitCode(program), program.output()).toBe(0);
  const output = program.output();
  expect(output).toContain("commonjs or module [commonjs]");
  expect(output.match(/^(Step \d of \d)$/gm)).toEqual(["Step 1 of 3", "Step 2 of 3", "Step 3 of 3", "Step 3 of 3"]);
  expect(output).toContain("▶ 3 │ console.log(1);");
  expect(output).toContain("[1 First]  [2 Back]  [3 Next]  [4 Last]  [5 Summary]");
  expect(output).toContain("Let every loop end sooner");
  expect(output).toContain("Nothing was changed.");
  expect(output).toContain("/async-quiz trace");
});
