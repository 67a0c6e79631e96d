import { describe, expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { ankiOf } from "../../../src/content/exchange/anki-write.ts";
import { csvOf } from "../../../src/content/exchange/csv-write.ts";
import { type ExportFormat, exportLimitations } from "../../../src/content/exchange/export-limitations.ts";
import { exportQuestion } from "../../../src/content/exchange/export-question.ts";
import { giftOf } from "../../../src/content/exchange/gift-write.ts";
import { textOfImport } from "../../../src/content/exchange/question-draft.ts";
import type { MisconceptionId, QuestionId } from "../../../src/engine/question/ids.ts";
import type { ChooseAllQuestion, StepsQuestion } from "../../../src/engine/question/question.ts";
import { sampleProgram } from "../../engine/samples.ts";

const misconception = "waits-always-add" as MisconceptionId;
const end = {
  topic: "blocking" as const,
  difficulty: 2 as const,
  explanation: "So it is.",
  source: { title: "A page", url: "https://example.org/" },
  position: 0,
};

const chooseAll: ChooseAllQuestion = {
  ...end,
  id: "which-apply" as QuestionId,
  idea: "which-apply",
  about: [],
  kind: "choose-all",
  prompt: "Which?",
  code: { language: "javascript", text: '\ta("x");\n\n  b();' },
  options: [
    { text: "=one", right: true, misconceptions: [], refutation: "It belongs." },
    { text: "two", right: false, misconceptions: [misconception], refutation: "It does not." },
    { text: "three", right: true, misconceptions: [], refutation: "So does this." },
  ],
};

const steps: StepsQuestion = {
  ...end,
  id: "toast" as QuestionId,
  idea: "toast",
  about: [],
  kind: "ordering",
  program: null,
  prompt: "In which order?",
  items: [{ text: "put" }, { text: "slice" }, { text: "pop" }],
  mistakes: [{ order: [0, 2, 1], misconceptions: [misconception], refutation: "It waits." }],
};

const program = sampleProgram([["A", "B"], ["B", "A"], null], { topic: "blocking", id: "prints" as QuestionId });
const questions = [chooseAll, steps, program];
const exported = questions.map((question) => exportQuestion(wordsEn, question, ["A5"]));

describe("GIFT", () => {
  const gift = giftOf(exported);

  test("gives each of several right choices its share, and any wrong one loses all marks", () => {
    expect(gift).toMatch(/^~%50%\[html\]\\=one#\[html\]It belongs\.$/m);
    expect(gift).toMatch(/^~%-100%\[html\]two#/m);
    const three = { ...chooseAll, options: chooseAll.options.map((option) => ({ ...option, right: true })) };
    expect(giftOf([exportQuestion(wordsEn, three, [])])).toMatch(/^~%33\.33333%/m);
  });

  test("writes an ordering as a matching question, and a program with its computed choices", () => {
    expect(gift).toContain("{\n=1 -> put\n=2 -> slice\n=3 -> pop\n####");
    expect(gift).toMatch(/^=\[html\]<code>A · B<\/code>$/m);
    expect(gift).toMatch(/^~\[html\]The order is not guaranteed\.#/m);
    expect(gift).toContain('<pre><code class\\="language-javascript">console.log(&quot;A&quot;);\\nconsole.log(');
  });

  test("has one category for each topic, and empty lines only between questions", () => {
    expect(gift.match(/^\$CATEGORY: /gm)).toEqual(["$CATEGORY: "]);
    expect(gift.split(/\n\n/).length).toBe(1 + questions.length);
  });
});

describe("Anki", () => {
  const [separator, html, guid, tags, ...notes] = ankiOf(wordsEn, exported).trimEnd().split("\n");

  test("begins with its header, and has one line of four fields for each question", () => {
    expect([separator, html, guid, tags]).toEqual(["#separator:tab", "#html:true", "#guid column:1", "#tags column:4"]);
    expect(notes.map((note) => note.split("\t").length)).toEqual([4, 4, 4]);
    expect(notes[0]?.split("\t")[3]).toBe("blocking kind-choose-all difficulty-2 A5 misconception-waits-always-add");
  });

  test("keeps line breaks in code, says what to do, and shows the answer only on the back", () => {
    const [, front, back] = (notes[0] ?? "").split("\t");
    expect(front).toContain("&#9;a(&quot;x&quot;);<br><br>  b();");
    expect(front).toContain("Choose all that apply.");
    expect(front).not.toContain("It belongs.");
    expect(back).toMatch(/<b>=one<\/b>: It belongs\..*Not:.*two: It does not\..*So it is\..*https:\/\/example\.org\//);
  });
});

test("CSV defuses formulas, and has only the columns that are filled", () => {
  const csv = csvOf(exported);
  expect(csv.startsWith('\ufeff"id","topic","kind","difficulty","prompt","code","language","module","right",')).toBe(
    true,
  );
  expect(csv).toContain(`"'=one"`);
  expect(csv).toContain(`"'\ta(""x"");\n\n  b();"`);
  expect(csv).not.toContain("choice4");
  expect(csv.endsWith("\r\n")).toBe(true);
});

test.each<[ExportFormat, readonly string[]]>([
  ["gift", ["2 templates", "4 wrong answers' misconceptions", "1 refutation of a wrong order"]],
  ["csv", ["2 templates"]],
  ["anki", ["2 templates", "4 wrong answers' misconceptions", "3 questions' buttons"]],
])("what %s leaves out is counted", (format, expected) => {
  const limitations = exportLimitations({ format, exported, templates: 2 });
  expect(limitations.map(({ count, what: [one, many] }) => `${count} ${count === 1 ? one : many}`)).toEqual(expected);
});

describe("a file's text", () => {
  test("loses its byte order mark and its carriage returns", () => {
    expect(textOfImport(Buffer.from("\ufeffa\r\nb\rc\n"), "x")).toEqual({ text: "a\nb\nc\n" });
  });

  test.each([
    [Buffer.from([0x61, 0x0a, 0x62, 0xff]), 2, /^is not UTF-8/],
    [Buffer.from("\ufeffa", "utf16le"), 1, /^is UTF-16/],
    [Buffer.from("a\n\n\ufdd0"), 3, /Unicode noncharacter/],
    [Buffer.alloc(5 * 1024 * 1024 + 1, "a"), 1, /^has 5242881 bytes/],
  ])("is rejected with its line (%#)", (bytes, line, message) => {
    expect(textOfImport(bytes, "x")).toMatchObject({ diagnostic: { line, message: expect.stringMatching(message) } });
  });
});
