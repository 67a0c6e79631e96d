import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importCommand, importQuestions } from "../../../src/cli/commands/import.ts";
import type { BankFolder } from "../../../src/content/bank-files.ts";
import { bareEnvironment, builtProgram, runProgram, temporaryFolder, until } from "../../end-to-end/program.ts";
import { resultOf, usageError } from "../command-results.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let own: string;
/** A small bank, since every import reads all of it. */
let shipped: BankFolder;
let tests = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  shipped = { path: join(folder.path, "shipped"), level: "built-in" };
  await mkdir(join(shipped.path, "concurrency-and-parallelism"), { recursive: true });
  await cp("quizzes/misconceptions", join(shipped.path, "misconceptions"), { recursive: true });
  const taken = "concurrency-and-parallelism/broken-egg.yaml";
  await cp(join("quizzes", taken), join(shipped.path, taken));
});
beforeEach(() => {
  own = join(folder.path, `own-${++tests}`);
});
afterAll(() => folder.remove());

const source = "Source: MDN https://developer.mozilla.org/";

function gift(name: string, over: { wrong?: string; end?: string } = {}): string {
  const { wrong = "#They overlap.", end = `####They overlap. ${source}` } = over;
  return `::${name}::How long do ${name} take?{\n=300 ms\n~600 ms${wrong}\n~150 ms#No wait gets shorter.${end === "" ? "" : `\n${end}`}\n}\n`;
}

async function imported(name: string, text: string | Uint8Array, options: Parameters<typeof importQuestions>[1] = {}) {
  const file = join(folder.path, name);
  await writeFile(file, text);
  const result = await resultOf(importQuestions(file, { into: own, topic: "blocking", ...options }, [shipped]));
  return { ...result, error: result.error.replaceAll(`${folder.path}/`, "") };
}

/** All files below a folder, hidden ones too. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

describe("all questions are written", () => {
  test("one file each, in the folder of its topic, with a list of what was skipped", async () => {
    const text = `${gift("two waits")}\n${gift("Two waits")}\nHow many?{#3}\n`;
    const { output, error, exitCode } = await imported("a.gift", text);
    expect([error, exitCode]).toEqual(["a.gift:15: skipped: a numerical question\n", 0]);
    expect(output).toBe(
      `Wrote 2 questions to ${own}, and skipped 1 (listed on standard error):\n  blocking/two-waits.yaml\n  blocking/two-waits-2.yaml\n`,
    );
    expect(await readdir(own)).toEqual(["blocking"]);
    expect(await readFile(join(own, "blocking/two-waits.yaml"), "utf8")).toBe(`id: two-waits
kind: scenario
difficulty: 2
prompt: How long do two waits take?
choices:
  - text: 300 ms
  - text: 600 ms
    refutation: They overlap.
  - text: 150 ms
    refutation: No wait gets shorter.
explanation: They overlap.
source:
  title: MDN
  url: https://developer.mozilla.org/
`);
  });

  test("with defaults from the command line", async () => {
    const bare = gift("bare", { wrong: "", end: "" });
    const options = { difficulty: "3", sourceTitle: "Course", sourceUrl: "https://example.org/", refutation: "See 2." };
    const { error, exitCode } = await imported("b.txt", bare, { ...options, explanation: "See chapter 2." });
    expect([error, exitCode]).toEqual(["", 0]);
    const yaml = await readFile(join(own, "blocking/bare.yaml"), "utf8");
    for (const fragment of ["difficulty: 3", "refutation: See 2.", "explanation: See chapter 2.", "title: Course"]) {
      expect(yaml).toContain(fragment);
    }
  });

  test("but with --dry-run they are only listed", async () => {
    const { output, exitCode } = await imported("c.gift", gift("two waits"), { dryRun: true });
    expect([output, exitCode]).toEqual([`Would write 1 question to ${own}:\n  blocking/two-waits.yaml\n`, 0]);
    expect(await filesIn(own)).toEqual([]);
  });
});

describe("none is written", () => {
  test("if any of them has an error: each is reported with its line and what to do", async () => {
    const text = [
      gift("good one"),
      gift("one", { wrong: "" }),
      gift("two", { end: "####Just so." }),
      gift("broken-egg"),
      "Broken? {=a ~b",
    ].join("\n");
    const { output, error, exitCode } = await imported("d.gift", text);
    expect([output, exitCode]).toEqual(["", 2]);
    expect(error.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^d\.gift:8 \(one\) refutation of "600 ms": is missing; .*# .*--refutation/),
      expect.stringMatching(/^d\.gift:15 \(two\) source: is missing; .*Source: TITLE.*--source-title/),
      expect.stringMatching(/^d\.gift:22 \(broken-egg\): is already the name of .*\.yaml; change the title/),
      expect.stringMatching(/^d\.gift:29: is not GIFT from here on; /),
      "Nothing was written.",
    ]);
    expect(await filesIn(own)).toEqual([]);
  });

  test("if one exists already, and that keeps its content", async () => {
    await mkdir(join(own, "blocking"), { recursive: true });
    expect((await imported("e.gift", gift("first"))).exitCode).toBe(0);
    const before = await readFile(join(own, "blocking/first.yaml"), "utf8");
    const { error, exitCode } = await imported("e.gift", `${gift("second")}\n${gift("first", { end: "" })}`, {
      explanation: "New.",
      sourceTitle: "New",
      sourceUrl: "https://example.org/",
    });
    expect([exitCode, error]).toEqual([
      2,
      expect.stringMatching(/^e\.gift:8 \(first\): is already the name of .*first\.yaml/),
    ]);
    expect(await filesIn(own)).toEqual(["first.yaml"]);
    expect(await readFile(join(own, "blocking/first.yaml"), "utf8")).toBe(before);
  });

  test.each([
    ["f.gift", Buffer.from([0x61, 0x0a, 0xff]), {}, /^f\.gift:2: is not UTF-8; save the file as UTF-8\nNothing was/],
    ["f.gift", gift("two"), { topic: undefined }, /^f\.gift:1: has no topic; add --topic sync-and-async, /],
    [
      "f.gift",
      "Why? {}",
      {},
      /^The file contains no question that can be imported\.\nf\.gift:1: skipped: an essay question\n/,
    ],
    [
      "f.csv",
      "prompt,choice1\nx,y",
      {},
      /^(f\.csv:2 \(x\) .*\n)*f\.csv:2 \(x\) choices: has 1 items; .*\nNothing was written\.\n$/,
    ],
    [
      "f.gift",
      gift("x y").repeat(2001).replaceAll("}\n", "}\n\n"),
      {},
      /^f\.gift:14001: begins question 2001, and the limit is 2000; split/,
    ],
  ])("from %s with a problem (%#)", async (name, text, options, error) => {
    expect(await imported(name, text, options)).toEqual({
      output: "",
      error: expect.stringMatching(error),
      exitCode: 2,
    });
    expect(await filesIn(own)).toEqual([]);
  });

  test.each([
    ["g.gift", { into: " " }, /^Name the folder to write to: --into FOLDER, or set QUIZZES_DIR\.\n$/],
    ["g.xml", {}, /^The name .*g\.xml does not show the format: add --format gift or csv\.\n$/],
  ])("from %s with %j: it cannot be tried", async (name, options, error) => {
    expect(await imported(name, gift("x"), options)).toEqual({
      output: "",
      error: expect.stringMatching(error),
      exitCode: 1,
    });
  });

  test.each([
    [["--topic", "x"], /'x' is invalid\. Allowed choices are sync-and-async, /],
    [["--difficulty", "4"], /'4' is invalid\. Allowed choices are 1, 2, 3\./],
    [["--format", "xml"], /'xml' is invalid\. Allowed choices are gift, csv\./],
  ])("with %j, which is a usage error", async (args, error) => {
    expect(await usageError(importCommand(), ["g.gift", ...args])).toMatch(error);
  });

  test.each([
    ["missing.gift", /^Cannot read .*missing\.gift: there is no such file or folder\.\n$/],
    [".gift/", /^Cannot read .*: (part of its path is not a folder|there is no such file or folder)\.\n$/],
  ])("from %s", async (name, error) => {
    const run = importQuestions(join(folder.path, name), { into: own, format: "gift" }, [shipped]);
    expect(await resultOf(run)).toEqual({ output: "", error: expect.stringMatching(error), exitCode: 1 });
  });

  test("from a file that is too large, which is not even opened", async () => {
    const { error, exitCode } = await imported("h.gift", Buffer.alloc(5 * 1024 * 1024 + 1, " "));
    expect([error, exitCode]).toEqual(["h.gift has 5242881 bytes, and the limit is 5242880. Split the file.\n", 1]);
  });
});

describe("the built program", { timeout: 120_000 }, () => {
  test("writes to QUIZZES_DIR and exits with 0, and with 2 if asked to do so again", async () => {
    await writeFile(join(folder.path, "i.gift"), gift("from outside"));
    const args = [builtProgram, "import", "i.gift", "--topic", "event-loop"];
    const env = bareEnvironment({ QUIZZES_DIR: own });
    const run = () => spawnSync(process.execPath, args, { cwd: folder.path, env, encoding: "utf8" });
    const [first, second] = [run(), run()];
    expect([first.status, first.stderr, await filesIn(own)]).toEqual([0, "", ["from-outside.yaml"]]);
    expect([second.status, second.stdout]).toEqual([2, ""]);
  });

  test("killed at any time, it leaves no question, or all of them once the next run has ended", async () => {
    const many = Array.from({ length: 400 }, (_, index) => gift(`wait number ${index}`)).join("\n");
    await writeFile(join(folder.path, "many.gift"), many);
    const args = [builtProgram, "import", "many.gift", "--topic", "blocking"];
    const program = runProgram(process.execPath, args, { cwd: folder.path, env: { QUIZZES_DIR: own } });
    let found: string[] = [];
    const poll = async () => {
      found = await readdir(own).catch(() => []);
    };
    // Killed as soon as anything is written: mostly while the staging folder is being filled.
    while (found.length === 0 && program.child.exitCode === null) await poll();
    await program.stop("SIGKILL");
    await until(
      () => program.child.exitCode !== null || program.child.signalCode !== null,
      () => "still running",
    );
    expect((await imported("j.gift", gift("another"))).exitCode).toBe(0);
    expect(await readdir(own)).toEqual(["blocking"]);
    const left = await filesIn(join(own, "blocking"));
    expect(left).toContain("another.yaml");
    expect([1, 401]).toContain(left.length);
  });
});
