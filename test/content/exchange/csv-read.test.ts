import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../../src/content/exchange/csv-read.ts";
import { guarded, unguarded } from "../../../src/content/exchange/csv-write.ts";
import { propertyRuns } from "../../property-runs.ts";

test.each([",", ";", "\t"])("a table with %j between its fields is read, each row with its line", (mark) => {
  const lines = [
    ["Prompt", "choice1", "choice2", "feedback2", "choice3", "topic"],
    ["How long?", "300 ms", "600 ms", '"They\noverlap."', "150 ms", "blocking"],
    [""],
    ['"Why ""so""?"', "a", "b", "", "c"],
  ];
  const { drafts, skipped, diagnostics } = readCsv(lines.map((fields) => fields.join(mark)).join("\n"), "x.csv");
  expect([skipped, diagnostics]).toEqual([[], []]);
  expect(drafts.map(({ line, name, topic }) => ({ line, name, topic }))).toEqual([
    { line: 2, name: "How long?", topic: "blocking" },
    { line: 5, name: 'Why "so"?', topic: null },
  ]);
  expect(drafts[0]?.fields).toMatchObject({
    kind: "scenario",
    choices: [
      { text: "300 ms", right: true },
      { text: "600 ms", right: false, refutation: "They\noverlap." },
      { text: "150 ms", right: false },
    ],
  });
});

test.each([
  ["2", "scenario", ["b", "a", "c"]],
  ["1 3", "choose-all", ["a", "b", "c"]],
  ["", "scenario", ["a", "b", "c"]],
])("right %j makes a %s", (right, kind, texts) => {
  const [draft] = readCsv(`prompt,right,choice1,choice2,choice3\nWhat?,${right},a,b,c`, "x.csv").drafts;
  expect([draft?.fields.kind, draft?.fields.choices?.map(({ text }) => text)]).toEqual([kind, texts]);
});

test("an order and a program are read by their kind, and computed columns are ignored", () => {
  const head = "kind,code,module,prompt,choice1,choice2,choice3,mistake1,mistake1_feedback";
  const { drafts } = readCsv(
    `${head}\nordering,,,In which order?,x,y,z,"2 1 3",No.\nordering,"a();",module,,x,y,z,,`,
    "x.csv",
  );
  expect(drafts[0]?.fields).toMatchObject({ steps: ["x", "y", "z"], mistakes: [{ order: ["2", "1", "3"] }] });
  const { program, module, steps, choices, prompt } = drafts[1]?.fields ?? {};
  expect({ program, module, steps, choices, prompt }).toEqual({ program: "a();", module: "module" });
});

describe("is reported by line", () => {
  test.each([
    ["", 1, /^is empty/],
    ["a,b\n1,2", 1, /^contains no known column name/],
    ["prompt,prompt\n1,2", 1, /^names the column "prompt" twice/],
    ['prompt,id\nx,"y\nz', 3, /^has a quote.* never closed/],
    ['prompt,id\nx,"y"z\n', 2, /^has text after a closing quote/],
    ['prompt,id\nx,y"z"\n', 2, /^has a quote inside an unquoted field/],
    [`prompt,id\nx,"${"y".repeat(70_000)}"`, 2, /^is too long a row/],
    ["prompt,topic\nx,Blocking", 2, /^has the unknown topic "Blocking"; write sync-and-async, /],
    ["prompt,right,choice1\nx,4,a", 2, /^marks choice "4" as correct, but there is none/],
    ["prompt,right,kind,choice1,choice2\nx,1 2,scenario,a,b", 2, /^has several correct choices/],
  ])("%j", (text, line, message) => {
    expect(readCsv(text, "x.csv").diagnostics).toEqual([
      { file: "x.csv", line, field: "", rule: "import", message: expect.stringMatching(message) },
    ]);
  });

  test("an unknown column", () => {
    expect(readCsv("prompt,explanaton\nx,y", "x.csv").skipped).toMatchObject([
      { line: 1, message: 'the column "explanaton" (did you mean explanation?)' },
    ]);
  });
});

test("a guarded field never begins like a formula, and is restored on import", () => {
  const field = fc
    .tuple(fc.constantFrom("", "'", "''", "=", "+", "-", "@", "\t", "\r", "\n", "'=", "''+", "\uff1d"), fc.string())
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(field, (text) => {
      expect(guarded(text)).not.toMatch(/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/);
      expect(unguarded(guarded(text))).toBe(text);
    }),
  );
});

test("any file is read or reported, and nothing is thrown", () => {
  const sign = fc.constantFrom(
    '"',
    ",",
    "\n",
    "\r",
    ";",
    "\t",
    "prompt",
    "id",
    "choice1",
    "right",
    "1",
    "kind",
    "ordering",
    "=",
    "'",
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const { drafts, diagnostics } = readCsv(signs.join(""), "x.csv");
      for (const { line } of [...drafts, ...diagnostics]) expect(line).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: propertyRuns(1000) },
  );
});
