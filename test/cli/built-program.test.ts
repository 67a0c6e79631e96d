import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openBuiltProgram } from "../../src/cli/built-program.ts";
import { temporaryFolder } from "../end-to-end/program.ts";

const program = {
  "cli/program.js":
    'const { add } = require("../chunks/sum.js"); require("node:fs").appendFileSync(__dirname + "/out", String(add(1, 2)));',
  "chunks/sum.js": "exports.add = (a, b) => a + b;",
};

test("files run once, and those that they require run first", async () => {
  const folder = await built({
    "a.js":
      'require("./b.js").list.push("a"); require("node:fs").writeFileSync(__filename + ".out", require("./b.js").list.join());',
    "b.js": 'exports.list = ["b"];',
  });
  const { load } = openBuiltProgram(folder);
  load("b.js");
  load("a.js");
  load("a.js");
  expect(readFileSync(join(folder, "a.js.out"), "utf8")).toBe("b,a");
});

test("saved code is used by the next start", async () => {
  const folder = await built(program);
  save(folder, "cli/program.js");
  expect(readdirSync(join(folder, "code")).sort()).toEqual(["chunks-sum.js.v8", "cli-program.js.v8"]);
  // V8 takes the code as it is for a source of the same length: this shows that it has used it.
  change(folder, "chunks/sum.js", "exports.add = (a, b) => a - b;", { secondsLater: -60 });
  openBuiltProgram(folder).load("cli/program.js");
  expect(output(folder)).toBe("33");
});

test("code that is older than its file is not used", async () => {
  const folder = await built(program);
  save(folder, "cli/program.js");
  change(folder, "chunks/sum.js", "exports.add = (a, b) => a - b;", { secondsLater: 60 });
  openBuiltProgram(folder).load("cli/program.js");
  expect(output(folder)).toBe("3-1");
});

test.each([
  ["is damaged", (code: Buffer) => code.fill(1, 64)],
  ["is cut off", (code: Buffer) => code.subarray(0, 40)],
  ["is empty", () => Buffer.alloc(0)],
  ["is of another version of V8", (code: Buffer) => code.fill(1, 4, 8)],
])("code that %s is not used", async (_, damage) => {
  const folder = await built(program);
  save(folder, "cli/program.js");
  for (const name of readdirSync(join(folder, "code"))) {
    const file = join(folder, "code", name);
    writeFileSync(file, damage(readFileSync(file)));
  }
  openBuiltProgram(folder).load("cli/program.js");
  expect(output(folder)).toBe("33");
});

test.each(["compiled", "saved"])("errors name the file, line and column of %s code", async (origin) => {
  const folder = await built({
    "a.js": "null.x",
    "b.js": "function f() {\n  null.x;\n}\nexports.f = f;",
    "c.js": 'require("./b.js").f();',
  });
  if (origin === "saved") save(folder, "b.js");
  expect(stackOf(folder, "a.js")).toContain(`${join(folder, "a.js")}:1:6`);
  expect(stackOf(folder, "c.js")).toContain(`f (${join(folder, "b.js")}:2:8)`);
});

async function built(files: Readonly<Record<string, string>>): Promise<string> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(join(path, file, ".."), { recursive: true });
    writeFileSync(join(path, file), code);
  }
  return path;
}

function save(folder: string, file: string): void {
  const { load, saveCode } = openBuiltProgram(folder);
  load(file);
  saveCode();
}

function change(folder: string, file: string, code: string, { secondsLater }: { secondsLater: number }): void {
  writeFileSync(join(folder, file), code);
  const at = Date.now() / 1_000 + secondsLater;
  utimesSync(join(folder, file), at, at);
}

function output(folder: string): string {
  return readFileSync(join(folder, "cli/out"), "utf8");
}

function stackOf(folder: string, file: string): string {
  try {
    openBuiltProgram(folder).load(file);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? "") : String(error);
  }
  throw new Error("nothing was thrown");
}
