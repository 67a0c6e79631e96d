import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReadBank, readBank } from "../../src/formats/read-bank.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "async-quiz-bank-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  await rm(folder, { recursive: true });
  await mkdir(folder);
});

const belief = `id: faster
belief: Async is faster.
tempting: It looks so.
truth: It is about waiting.
topic: blocking
prerequisites: []
statements: [A2]
sources:
  - title: A page
    url: https://example.org/
`;

const question = `id: mine
kind: scenario
difficulty: 1
prompt: What happens?
code: |
  wait();
language: javascript
choices:
  - text: It waits.
  - text: It runs faster.
    misconceptions: [faster]
    refutation: It does not.
  - text: It stops.
    misconceptions: [faster]
    refutation: It goes on.
explanation: That is so.
source:
  title: A page
  url: https://example.org/
statements: [A2]
`;

async function read(
  files: Readonly<Record<string, string | Buffer>>,
  level: "built-in" | "own" = "built-in",
): Promise<ReadBank> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return readBank([{ path: folder, level }]);
}

/** `line field: message` of each fault, without the file. */
function faultsOf(result: ReadBank): readonly string[] {
  if (!("faults" in result)) return [];
  return result.faults.map(({ line, field, message }) => `${line} ${field}: ${message}`);
}

const good = { "misconceptions/faster.yaml": belief, "blocking/mine.yaml": question };

test("a good bank is read, right choice first, in whichever folder it stands", async () => {
  const result = await read(good);
  expect(faultsOf(result)).toEqual([]);
  if ("faults" in result) return;
  expect(result.bank.questions).toMatchObject([
    {
      id: "mine",
      topic: "blocking",
      difficulty: 1,
      code: { language: "javascript", text: "wait();" },
      right: { text: "It waits." },
      wrong: [{ misconceptions: ["faster"], refutation: "It does not." }, { text: "It stops." }],
    },
  ]);
  expect(result.statements.get(result.bank.questions[0]?.id ?? expect.unreachable())).toEqual(["A2"]);
});

/** What is changed in the good question, and which line and field the fault names, with a word of its mend. */
const broken: readonly [string, (text: string) => string, string][] = [
  ["a missing field", (text) => text.replace(/explanation:.*\n/, ""), "1 explanation"],
  ["a missing refutation", (text) => text.replace("    refutation: It goes on.\n", ""), "13 choices[2].refutation"],
  [
    "a wrong choice without a belief",
    (text) => text.replace("    misconceptions: [faster]\n", ""),
    "10 choices[1].misconceptions",
  ],
  ["a belief that has no file", (text) => text.replace("[faster]", "[slower]"), "11 choices[1].misconceptions[0]"],
  [
    "a right choice with a refutation",
    (text) => text.replace("It waits.", "It waits.\n    refutation: No."),
    "10 choices[0].refutation",
  ],
  ["a misspelt field", (text) => text.replace("kind:", "kin:"), "did you mean kind"],
  ["an unknown kind", (text) => text.replace("scenario", "riddle"), "2 kind"],
  ["a difficulty of its own", (text) => text.replace("difficulty: 1", "difficulty: 9"), "3 difficulty"],
  ["a doubled field", (text) => `${text}kind: scenario\n`, "21 kind"],
  ["an anchor", (text) => text.replace("It waits.", "&a It waits."), "9 "],
  ["an alias", (text) => text.replace("It waits.", "*a"), "9 "],
  ["a list where a text is meant", (text) => text.replace("What happens?", "[a, b]"), "4 prompt"],
  ["a text where choices are meant", (text) => text.replace(/choices:\n(?: {2}.*\n)+/, "choices: none\n"), "8 choices"],
  ["two choices", (text) => text.replace(/ {2}- text: It stops\.\n(?: {4}.*\n)+/, ""), "choices"],
  ["doubled choices", (text) => text.replace("It stops.", "It runs faster."), "13 choices[2]"],
  ["code without its language", (text) => text.replace("language: javascript\n", ""), "language"],
  ["a language without code", (text) => text.replace("code: |\n  wait();\n", ""), "language"],
  ["code that is too wide", (text) => text.replace("wait();", "x".repeat(61)), "61 columns"],
  ["code that is too long", (text) => text.replace("  wait();\n", "  wait();\n".repeat(16)), "16 lines"],
  [
    "a statement that there is not",
    (text) => text.replace("statements: [A2]", "statements: [A22]"),
    "20 statements[0]",
  ],
  ["a source without https", (text) => text.replace("https://example.org/", "http://example.org/"), "19 source.url"],
  ["an id that is not the file's", (text) => text.replace("id: mine", "id: yours"), "1 id"],
  ["a prompt that is too long", (text) => text.replace("What happens?", "What? ".repeat(60)), "4 prompt"],
  ["an empty text", (text) => text.replace("What happens?", '""'), "4 prompt"],
  ["a tab that indents", (text) => text.replace("  - text: It waits.", "\t- text: It waits."), "9 "],
  ["text that is no map", () => "just words\n", "1 "],
  ["an open quote", (text) => text.replace("What happens?", '"What happens?'), ""],
  ["an empty file", () => "", "1 "],
];

test.each(broken)("%s is told with its line and field", async (_name, change, told) => {
  const changed = change(question);
  expect(changed).not.toBe(question);
  const faults = faultsOf(await read({ ...good, "blocking/mine.yaml": changed }));
  expect(faults.join("\n")).toContain(told);
  expect(faults.length).toBeGreaterThan(0);
});

test("a teacher's own question may leave out beliefs and statements, and may not take a built-in id", async () => {
  const own = question.replaceAll("    misconceptions: [faster]\n", "").replace("statements: [A2]\n", "");
  expect(faultsOf(await read({ "blocking/mine.yaml": own }, "own"))).toEqual([]);
  await rm(folder, { recursive: true });
  const taken = "one-coffee-two-baristas";
  await read({ [`blocking/${taken}.yaml`]: own.replace("id: mine", `id: ${taken}`) }, "own");
  const both = await readBank([
    { path: folder, level: "own" },
    { path: resolve("quizzes"), level: "built-in" },
  ]);
  expect(faultsOf(both).join("\n")).toMatch(/1 id: /);
});

test("what is wrong with files and folders is told too", async () => {
  expect(faultsOf(await readBank([{ path: join(folder, "nowhere"), level: "own" }]))).toHaveLength(1);
  expect(faultsOf(await read({ ...good, "blocking/mine.yaml": Buffer.from([0x69, 0x64, 0xff, 0xfe]) }))).toHaveLength(
    1,
  );
  expect(faultsOf(await read({ ...good, "blocking/mine.yaml": `${question}# ${"x".repeat(70_000)}` }))).toHaveLength(1);
  const circle = belief.replace("prerequisites: []", "prerequisites: [faster]");
  expect(faultsOf(await read({ ...good, "misconceptions/faster.yaml": circle })).join()).toContain("6 prerequisites");
});

test("all faults are told at once, by file and line", async () => {
  const faults = await read({
    "misconceptions/faster.yaml": belief.replace("truth: ", "thruth: "),
    "blocking/mine.yaml": question.replace("kind: scenario", "kind: riddle").replace("[A2]", "[A99]"),
  });
  const places = "faults" in faults ? faults.faults.map(({ file, line }) => `${file} ${String(line).padStart(3)}`) : [];
  expect(places.length).toBeGreaterThanOrEqual(3);
  expect(places).toEqual([...places].sort());
});

describe("whatever is done to a file", () => {
  const lines = question.split("\n");
  const place = fc.nat(lines.length - 1);
  const damage = fc.oneof(
    place.map((at) => lines.filter((_, index) => index !== at)),
    place.map((at) => lines.flatMap((line, index) => (index === at ? [line, line] : [line]))),
    place.map((at) => lines.map((line, index) => (index === at ? ` ${line}` : line))),
    place.map((at) => lines.map((line, index) => (index === at ? line.trimStart() : line))),
    fc
      .tuple(place, fc.string({ unit: "binary", maxLength: 12 }))
      .map(([at, junk]) => lines.map((line, index) => (index === at ? `${line}${junk}` : line))),
    fc
      .tuple(place, place)
      .map(([a, b]) => lines.map((line, index) => lines[index === a ? b : index === b ? a : index] ?? line)),
  );

  test("it is read or told, never thrown, and the line lies in the file", async () => {
    await read(good);
    await fc.assert(
      fc.asyncProperty(damage, async (damaged) => {
        const text = damaged.join("\n");
        await writeFile(join(folder, "blocking/mine.yaml"), text);
        const result = await readBank([{ path: folder, level: "built-in" }]);
        const length = (await readFile(join(folder, "blocking/mine.yaml"), "utf8")).split(
          /\r\n|[\n\r\u2028\u2029]/,
        ).length;
        for (const fault of "faults" in result ? result.faults : []) {
          expect(fault.line).toBeGreaterThanOrEqual(1);
          expect(fault.line).toBeLessThanOrEqual(length);
          expect(fault.message).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
  });
});
