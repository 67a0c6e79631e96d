import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ImportOptions, importQuestions } from "../../../src/cli/commands/import.ts";
import type { BankFolder } from "../../../src/content/bank-files.ts";
import { bareEnvironment, builtProgram, runProgram, temporaryFolder, until } from "../../end-to-end/program.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let own: string;
/** A small one, since every import reads all of it. */
let shipped: BankFolder;
let tests = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  shipped = { path: join(folder.path, "shipped"), level: "built-in" };
  await mkdir(join(shipped.path, "concurrency-and-parallelism"), { recursive: true });
  await cp("quizzes/misconceptions", join(shipped.path, "misconceptions"), { recursive: true });
  const taken = "concurrency-and-parallelism/two-photos-and-a-click.yaml";
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

async function imported(name: string, text: string | Uint8Array, options: ImportOptions = {}) {
  const file = join(folder.path, name);
  await writeFile(file, text);
  const told = await importQuestions(file, { into: own, topic: "blocking", ...options }, [shipped]);
  return { ...told, error: told.error.replaceAll(`${folder.path}/`, "") };
}

/** All files below a folder, hidden ones too. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

describe("all questions are written", () => {
  test("one file each, in the folder of its topic, with what was left out told", async () => {
    const text = `${gift("two waits")}\n${gift("Two waits")}\nHow many?{#3}\n`;
    const { output, error, exitCode } = await imported("a.gift", text);
    expect([error, exitCode]).toEqual(["a.gift:15 left out: a numerical question\n", 0]);
    expect(output).toBe(
      `2 questions written to ${own}; left out: 1, as listed:\n  blocking/two-waits.yaml\n  blocking/two-waits-2.yaml\n`,
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

  test("with what the command line says for those that lack it", async () => {
    const bare = gift("bare", { wrong: "", end: "" });
    const options = { difficulty: "3", sourceTitle: "Course", sourceUrl: "https://example.org/", refutation: "See 2." };
    const { error, exitCode } = await imported("b.txt", bare, { ...options, explanation: "See chapter 2." });
    expect([error, exitCode]).toEqual(["", 0]);
    const yaml = await readFile(join(own, "blocking/bare.yaml"), "utf8");
    for (const said of ["difficulty: 3", "refutation: See 2.", "explanation: See chapter 2.", "title: Course"]) {
      expect(yaml).toContain(said);
    }
  });

  test("but with --dry-run they are only named", async () => {
    const { output, exitCode } = await imported("c.gift", gift("two waits"), { dryRun: true });
    expect([output, exitCode]).toEqual([`1 question would be written to ${own}:\n  blocking/two-waits.yaml\n`, 0]);
    expect(await filesIn(own)).toEqual([]);
  });
});

describe("none is written", () => {
  test("where any of them has a fault: each is told by its line and what to do", async () => {
    const text = [
      gift("good one"),
      gift("one", { wrong: "" }),
      gift("two", { end: "####Just so." }),
      gift("two-photos-and-a-click"),
      "Broken? {=a ~b",
    ].join("\n");
    const { output, error, exitCode } = await imported("d.gift", text);
    expect([output, exitCode]).toEqual(["", 2]);
    expect(error.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^d\.gift:8 \(one\) refutation of "600 ms": is missing; .*# .*--refutation/),
      expect.stringMatching(/^d\.gift:15 \(two\) source: is missing; .*Source: TITLE.*--source-title/),
      expect.stringMatching(/^d\.gift:22 \(two-photos-and-a-click\): has the name of .*\.yaml; give it another title/),
      expect.stringMatching(/^d\.gift:29 is not GIFT from here on; /),
      "Nothing was written.",
    ]);
    expect(await filesIn(own)).toEqual([]);
  });

  test("where one stands there already, which keeps its content", async () => {
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
      expect.stringMatching(/^e\.gift:8 \(first\): has the name of .*first\.yaml/),
    ]);
    expect(await filesIn(own)).toEqual(["first.yaml"]);
    expect(await readFile(join(own, "blocking/first.yaml"), "utf8")).toBe(before);
  });

  test.each([
    ["f.gift", Buffer.from([0x61, 0x0a, 0xff]), {}, /^f\.gift:2 is not UTF-8; save the file as UTF-8\nNothing was/],
    ["f.gift", gift("two"), { topic: undefined }, /^f\.gift:1 tells no topic; give --topic sync-and-async, /],
    ["f.gift", "Why? {}", {}, /^It holds no question that can be taken\.\nf\.gift:1 left out: an essay question\n/],
    [
      "f.csv",
      "prompt,choice1\nx,y",
      {},
      /^(f\.csv:2 \(x\) .*\n)*f\.csv:2 \(x\) choices: has 1 items; .*\nNothing was written\.\n$/,
    ],
    ["f.gift", gift("x y").repeat(2001).replaceAll("}\n", "}\n\n"), {}, /^f\.gift:14001 begins question 2001; split/],
  ])("from %s with a fault (%#)", async (name, text, options, error) => {
    expect(await imported(name, text, options)).toEqual({
      output: "",
      error: expect.stringMatching(error),
      exitCode: 2,
    });
    expect(await filesIn(own)).toEqual([]);
  });

  test.each([
    ["g.gift", { into: " " }, /^Say where the questions go: --into FOLDER, or set QUIZZES_DIR\.\n$/],
    ["g.gift", { topic: "x" }, /^--topic knows no "x": it is one of sync-and-async, /],
    ["g.gift", { difficulty: "4" }, /^--difficulty is 1, 2 or 3\.\n$/],
    ["g.gift", { format: "xml\u001b" }, /^--format knows no "xml\ufffd": it is gift or csv\.\n$/],
    ["g.xml", {}, /^The name .*g\.xml does not tell what it holds: give --format gift or csv\.\n$/],
  ])("from %s with %j: it cannot be tried", async (name, options, error) => {
    expect(await imported(name, gift("x"), options)).toEqual({
      output: "",
      error: expect.stringMatching(error),
      exitCode: 1,
    });
  });

  test.each([
    ["missing.gift", /^There is no file .*missing\.gift\.\n$/],
    [".gift/", /cannot be read \(ENOTDIR\)|There is no file/],
  ])("from %s", async (name, error) => {
    const told = await importQuestions(join(folder.path, name), { into: own, format: "gift" }, [shipped]);
    expect(told).toEqual({ output: "", error: expect.stringMatching(error), exitCode: 1 });
  });

  test("from a file that is too large, which is not even opened", async () => {
    const { error, exitCode } = await imported("h.gift", Buffer.alloc(5 * 1024 * 1024 + 1, " "));
    expect([error, exitCode]).toEqual(["h.gift has 5242881 bytes, and the limit is 5242880. Split it.\n", 1]);
  });
});

describe("the built program", { timeout: 120_000 }, () => {
  test("writes to QUIZZES_DIR and ends with 0, and with 2 when asked to do so again", async () => {
    await writeFile(join(folder.path, "i.gift"), gift("from outside"));
    const args = [builtProgram, "import", "i.gift", "--topic", "event-loop"];
    const env = bareEnvironment({ QUIZZES_DIR: own });
    const run = () => spawnSync(process.execPath, args, { cwd: folder.path, env, encoding: "utf8" });
    const [first, second] = [run(), run()];
    expect([first.status, first.stderr, await filesIn(own)]).toEqual([0, "", ["from-outside.yaml"]]);
    expect([second.status, second.stdout]).toEqual([2, ""]);
  });

  test("killed while it works it leaves no question, and the next run leaves nothing else", async () => {
    const many = Array.from({ length: 1500 }, (_, place) => gift(`wait number ${place}`)).join("\n");
    await writeFile(join(folder.path, "many.gift"), many);
    const args = [builtProgram, "import", "many.gift", "--topic", "blocking"];
    const program = runProgram(process.execPath, args, { cwd: folder.path, env: { QUIZZES_DIR: own } });
    let waiting: string[] = [];
    const look = async () => {
      waiting = await readdir(own).catch(() => []);
    };
    // As soon as anything stands there it is killed: mostly while the hidden folder is filled.
    while (waiting.length === 0 && program.child.exitCode === null) await look();
    await program.stop("SIGKILL");
    await until(
      () => program.child.exitCode !== null || program.child.signalCode !== null,
      () => "still running",
    );
    const placed = await filesIn(join(own, "blocking"));
    // It may have been done already.
    if (placed.length < 1500) expect(await leftAfterNextRun()).toBe(0);
  });

  /** How many questions of the killed run are left when another run has ended. */
  async function leftAfterNextRun(): Promise<number> {
    expect((await imported("j.gift", gift("another"))).exitCode).toBe(0);
    const left = await filesIn(own);
    expect(left).toContain("another.yaml");
    return left.length - 1;
  }
});
