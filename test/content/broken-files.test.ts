import { describe, expect, test } from "vitest";
import { readBank } from "../../src/content/read-bank.ts";
import type { WrittenQuestion } from "../../src/engine/question/question.ts";
import { diagnosticText } from "../../src/engine/review/diagnostic.ts";
import { type Files, goodBank, misconception, question, readFiles } from "./bank-folder.ts";

/** A change to a valid file, and the `line field: message` that its author then reads. */
type Broken = readonly [name: string, from: string | RegExp, to: string, messages: readonly string[]];

const refutationAdvice = "say in a sentence or two what is wrong with this answer";
const choicesAdvice = "write 3 to 5 choices, the correct one first";
const misconceptionAdvice = "name the misconception that leads to this answer";
const rightOnly = "is set on the first choice, which is the correct one; move the correct choice up, or remove this";
const theFields =
  "the fields are id, kind, difficulty, prompt, code, language, choices, explanation, source, objectives and idea";
const colonInText =
  'reads as a second field on its line; quote text that holds ": ", and start each field on a line of its own';

const brokenFields: readonly Broken[] = [
  ["another id", "two-waits", "two-weights", ['1 id: is "two-weights"; write two-waits, the name of the file']],
  ["no id", "id: two-waits\n", "", ["1 id: is missing; write two-waits, the name of the file"]],
  ["a map for the id", "id: two-waits", "id: {}", ["1 id: is a map, not text; write two-waits, the name of the file"]],
  [
    "no kind",
    "kind: scenario\n",
    "",
    ["1 kind: is missing; write misconception, scenario, output, timing, ordering or choose-all"],
  ],
  [
    "an unknown kind",
    "kind: scenario",
    "kind: riddle",
    ['2 kind: is "riddle"; write misconception, scenario, output, timing, ordering or choose-all'],
  ],
  ["an unknown difficulty", "difficulty: 2", "difficulty: 4", ['3 difficulty: is "4"; write 1, 2 or 3']],
  ["an empty difficulty", "difficulty: 2", "difficulty:", ["3 difficulty: is empty; write 1, 2 or 3"]],
  [
    "a slip in a field's name",
    "difficulty: 2",
    "dificulty: 2",
    ["1 difficulty: is missing; write 1, 2 or 3", "3 dificulty: is not a field here; did you mean difficulty?"],
  ],
  ["the topic", "kind: scenario", "kind: scenario\ntopic: x", ["3 topic: is set by the folder; remove it"]],
  [
    "a name like nothing",
    "language: javascript",
    "language: javascript\nqqqqqq: 1",
    [`10 qqqqqq: is not a field here; ${theFields}`],
  ],
  ["a list for text", "difficulty: 2", "difficulty: [2]", ["3 difficulty: is a list, not text; write 1, 2 or 3"]],
  [
    "a map for text",
    "text: 150 ms",
    "text: {ms: 150}",
    ["15 choices[2].text: is a map, not text; write what people can choose"],
  ],
  [
    "text for a list",
    "[A5, A7]",
    "A5",
    ["23 objectives: is text, not a list; name the learning objectives it serves, as [A2, A5]"],
  ],
  [
    "text for a map",
    '\n  title: "MDN: Promise.all()"\n  url: https://developer.mozilla.org/',
    " MDN",
    ["20 source: is text, not a map; name a page that supports this, as title: and url:"],
  ],
  ["code without language", "language: javascript\n", "", ["1 language: is missing; name the language of the code"]],
  [
    "language without code",
    "code: |\n  await Promise.all([wait(300), wait(300)]);\n",
    "",
    ["7 language: is set without code; remove it"],
  ],
  ["a tab in code", "  await P", "  a\tP", ["7 code: contains a tab; indent with two spaces"]],
  [
    "wide code",
    "  await P",
    `  one();\n  ${"x".repeat(61)}\n  await P`,
    ["7 code: has 61 columns in its line 2, and the limit is 60; break that line"],
  ],
  [
    "long code",
    "  await P",
    `${"  a();\n".repeat(15)}  await P`,
    ["7 code: has 16 lines, and the limit is 15; shorten it"],
  ],
  [
    "a long prompt",
    "How long do they take?",
    "x".repeat(400),
    ["4 prompt: is 436 characters long, and the limit is 320; shorten it"],
  ],
  [
    "a prompt in lines",
    "prompt: >-",
    "prompt: |",
    ["4 prompt: contains a line break; write one paragraph, with >- if it needs several lines"],
  ],
  [
    "a control character by escape",
    "text: 150 ms",
    'text: "150\\e[2J"',
    ["15 choices[2].text: contains the control character U+001B; remove it"],
  ],
  [
    "half a character by escape",
    "text: 150 ms",
    'text: "150 \\ud83d"',
    ["15 choices[2].text: contains the control character U+D83D; remove it"],
  ],
  [
    "a mark that turns the writing by escape",
    "text: 150 ms",
    'text: "150 \\u200f"',
    ["15 choices[2].text: contains the control character U+200F; remove it"],
  ],
  [
    "a refutation at the margin",
    "    refutation: No wait",
    "refutation: No wait",
    [`15 choices[2].refutation: is missing; ${refutationAdvice}`, `18 refutation: is not a field here; ${theFields}`],
  ],
  [
    "a name out of JavaScript's own",
    "language: javascript",
    "language: javascript\n__proto__: 1",
    [`10 __proto__: is not a field here; ${theFields}`],
  ],
  ["text for a choice", "  - text: 300 ms", "  - 300 ms", [`11 choices[0]: is text, not a map; ${choicesAdvice}`]],
  [
    "six choices",
    "explanation:",
    `${[1, 2, 3].map((ms) => `  - text: ${ms} ms\n    misconceptions: [waits-always-add]\n    refutation: No.\n`).join("")}explanation:`,
    [`10 choices: has 6 items; ${choicesAdvice}`],
  ],
  [
    "an empty source",
    /source:\n.*\n.*/,
    "source:",
    ["20 source: is empty; name a page that supports this, as title: and url:"],
  ],
  ["a source without its title", / {2}title: .*\n/, "", ["20 source.title: is missing; write the name of the page"]],
  [
    "a long choice",
    "300 ms\n",
    `${"x".repeat(111)}\n`,
    ["11 choices[0].text: is 111 characters long, and the limit is 110; shorten it"],
  ],
  [
    "a long refutation",
    "No wait gets shorter.",
    "x".repeat(301),
    ["18 choices[2].refutation: is 301 characters long, and the limit is 300; shorten it"],
  ],
  [
    "a long explanation",
    "Waits that start together end together.",
    "x".repeat(401),
    ["19 explanation: is 401 characters long, and the limit is 400; shorten it"],
  ],
  [
    "no refutation",
    "\n    refutation: No wait gets shorter.",
    "",
    [`15 choices[2].refutation: is missing; ${refutationAdvice}`],
  ],
  [
    "no belief",
    "    misconceptions: [waits-always-add]\n",
    "",
    [`12 choices[1].misconceptions: is missing; ${misconceptionAdvice}`],
  ],
  ["an empty belief", "[waits-always-add]", "[]", [`13 choices[1].misconceptions: is empty; ${misconceptionAdvice}`]],
  [
    "an unknown belief",
    "- async-means-faster",
    "- async-means-fast",
    [
      '17 choices[2].misconceptions[0]: is not a known misconception: "async-means-fast"; did you mean async-means-faster?',
    ],
  ],
  [
    "a belief like nothing",
    "- async-means-faster",
    "- zzz",
    [
      '17 choices[2].misconceptions[0]: is not a known misconception: "zzz"; use one that has a file in misconceptions/',
    ],
  ],
  [
    "a belief twice",
    "- async-means-faster",
    "- async-means-faster\n      - async-means-faster",
    ["18 choices[2].misconceptions[1]: repeats async-means-faster; name it once"],
  ],
  [
    "the right choice not first",
    "  - text: 300 ms\n",
    "",
    [
      `10 choices: has 2 items; ${choicesAdvice}`,
      `12 choices[0].misconceptions: ${rightOnly}`,
      `13 choices[0].refutation: ${rightOnly}`,
    ],
  ],
  [
    "no choices",
    "choices:",
    "choices: []\nchoises:",
    [`10 choices[0]: is missing; ${choicesAdvice}`, "11 choises: is not a field here; did you mean choices?"],
  ],
  [
    "the same choice twice",
    "text: 600 ms",
    'text: "300  MS."',
    ["12 choices[1].text: says the same as choices[0].text; write something else, or remove it"],
  ],
  [
    "an unknown objective",
    "A7",
    "A22",
    ['23 objectives[1]: is not a known learning objective: "A22"; did you mean A2?'],
  ],
  ["no objective", "[A5, A7]", "[]", ["23 objectives: is empty; name the learning objectives it serves, as [A2, A5]"]],
  [
    "an address without encryption",
    "https://dev",
    "http://dev",
    ['22 source.url: is not a web address: "http://developer.mozilla.org/"; write one that begins with https://'],
  ],
  [
    "an address with a user's name",
    "https://dev",
    "https://me@dev",
    ['22 source.url: is not a web address: "https://me@developer.mozilla.org/"; write one that begins with https://'],
  ],
  [
    "an address that runs a script",
    "https://developer.mozilla.org/",
    "javascript:alert(1)",
    ['22 source.url: is not a web address: "javascript:alert(1)"; write one that begins with https://'],
  ],
];

const brokenYaml: readonly Broken[] = [
  [
    "a doubled field whose second value is wrong",
    "kind: scenario",
    "kind: scenario\nkind: riddle",
    [
      "3 kind: appears twice; keep one of the two",
      '3 kind: is "riddle"; write misconception, scenario, output, timing, ordering or choose-all',
    ],
  ],
  [
    "a doubled field",
    "kind: scenario",
    "kind: scenario\nkind: scenario",
    ["3 kind: appears twice; keep one of the two"],
  ],
  [
    "a doubled field within a list",
    "    refutation: N",
    "    text: x\n    refutation: N",
    ["18 choices[2].text: appears twice; keep one of the two"],
  ],
  ["a tab", "    refutation: N", "\t  refutation: N", ["18: is indented with a tab; indent with two spaces"]],
  ["a control character", "two-waits", "two\u0007waits", ["1: contains the control character U+0007; remove it"]],
  ["a mark that turns the writing", "150 ms", "\u202e150 ms", ["15: contains the control character U+202E; remove it"]],
  ["an anchor", "text: 150 ms", "text: &x 150 ms", ["15: contains an anchor (&name); remove it"]],
  ["an alias", "text: 150 ms", "text: *x", ["15: is an alias (*name); write the text out"]],
  [
    "a tag",
    "text: 150 ms",
    "text: !!int 150",
    ["15: contains a tag (tag:yaml.org,2002:int); remove it, since every value is text"],
  ],
  ["a colon in text", "explanation: Waits", "explanation: Waits: they", [`19: ${colonInText}`]],
  [
    "an open quote",
    "text: 150 ms",
    "text: '150 ms",
    ["15: opens a quote that is never closed; add the closing quote at the end of the text"],
  ],
  [
    "words after a quote",
    "text: 150 ms",
    "text: '150'ms",
    ["15: does not fit what comes before it; put text with special characters in quotes"],
  ],
  [
    "a backtick first",
    "text: 150 ms",
    "text: `150` ms",
    ["15: begins with a character that is reserved in YAML; put the text in quotes"],
  ],
  [
    "a second document",
    "explanation:",
    "---\nexplanation:",
    ["19: begins a second document; put one question or misconception in each file, without ---"],
  ],
  ["a list for a name", "difficulty: 2", "? [a]\n: 2", ["3: uses a list or a map as a field name; write a word"]],
];

async function diagnosticsOfQuestion(text: string): Promise<string[]> {
  const { texts } = await readFiles({ ...goodBank, "blocking/two-waits.yaml": text });
  return texts.map((each) => each.replace(/^blocking\/two-waits\.yaml:/, ""));
}

test("the valid bank has no problems", async () => {
  const { read, texts } = await readFiles(goodBank);
  expect(texts).toEqual([]);
  if ("diagnostics" in read) throw new Error("unreachable");
  expect(read.bank.questions[0]).toEqual({
    id: "two-waits",
    topic: "blocking",
    kind: "scenario",
    difficulty: 2,
    idea: "waits-always-add",
    about: [],
    prompt: "Two waits of 300 ms start together. How long do they take?",
    position: 4,
    code: { language: "javascript", text: "await Promise.all([wait(300), wait(300)]);" },
    right: { text: "300 ms" },
    wrong: [
      { text: "600 ms", misconceptions: ["waits-always-add"], refutation: "Both waits run down together." },
      { text: "150 ms", misconceptions: ["async-means-faster"], refutation: "No wait gets shorter." },
    ],
    explanation: "Waits that start together end together.",
    source: { title: "MDN: Promise.all()", url: "https://developer.mozilla.org/" },
  });
  expect(read.bank.misconceptions.map(({ id, prerequisites }) => [id, prerequisites])).toEqual([
    ["async-means-faster", ["waits-always-add"]],
    ["waits-always-add", []],
  ]);
  expect([...read.objectives]).toEqual([["two-waits", ["A5", "A7"]]]);
});

describe.each([...brokenFields, ...brokenYaml])("%s", (_, from, to, messages) => {
  test("is reported with its line and what to do", async () => {
    const broken = question.replace(from, to);
    expect(broken).not.toBe(question);
    expect(await diagnosticsOfQuestion(broken)).toEqual(messages);
  });
});

// U+FFFD is what a decoder puts for invalid bytes. In a file it is valid UTF-8.
const notUtf8 = new Uint8Array([...new TextEncoder().encode("id: \ufffd\nkind: "), 0xff, 0x0a]);

test.each<[string, string | Uint8Array, string]>([
  ["an empty file", "", "1: is empty; write the fields of a question or a misconception, or delete the file"],
  ["comments only", "# later\n", "1: is empty; write the fields of a question or a misconception, or delete the file"],
  ["bytes that are no UTF-8", notUtf8, "2: is not UTF-8 from here on; save the file as UTF-8"],
  [
    "a large file",
    `#${"x".repeat(65_536)}`,
    "1: has 65537 bytes, and the limit is 65536; put one question in each file",
  ],
  [
    "endless nesting",
    "[".repeat(60_000),
    "1: is nested more than 16 levels deep; write plain fields, one below the other",
  ],
  [
    "a list of lists in a line",
    "- ".repeat(30_000),
    "1: is nested more than 16 levels deep; write plain fields, one below the other",
  ],
  [
    "text alone",
    "hello",
    "1: is text, not a map; write the fields id, kind, difficulty, prompt, choices, explanation, source and objectives",
  ],
])("%s is one diagnostic", async (_, content, message) => {
  const { texts } = await readFiles({ ...goodBank, "blocking/two-waits.yaml": content });
  expect(texts.filter((text) => !text.includes(" id: is missing"))).toEqual([`blocking/two-waits.yaml:${message}`]);
});

const other = (name: string, prerequisites: string) =>
  misconception.replace("waits-always-add", name).replace("[]", prerequisites);

test.each<[string, Files, readonly string[]]>([
  [
    "an id in two topics",
    { "event-loop/two-waits.yaml": question },
    ["event-loop/two-waits.yaml:1 id: is already the id of blocking/two-waits.yaml; choose another name for this file"],
  ],
  ["an unknown topic", { "bloking/x.yaml": question }, ["bloking:1: is not a topic; did you mean blocking?"]],
  [
    "a file outside the topics",
    { "x.yaml": question },
    [
      "x.yaml:1: is outside the topic folders; move it into sync-and-async, blocking, callbacks-promises-async-await, " +
        "event-loop, concurrency-and-parallelism, misconceptions or templates",
    ],
  ],
  [
    "another ending",
    { "blocking/x.yml": "" },
    ["blocking/x.yml:1: does not end in .yaml; rename it, or move it elsewhere"],
  ],
  [
    "a folder within a topic",
    { "blocking/more/x.yaml": "" },
    ["blocking/more:1: is a folder within a topic; move its files one level up"],
  ],
  [
    "a name with capitals",
    { "blocking/X.yaml": question.replace("two-waits", "X") },
    [
      "blocking/X.yaml:1 id: may contain only lowercase letters, digits and single hyphens; rename the file and this id",
    ],
  ],
  [
    "an unknown prerequisite",
    { "misconceptions/waits-always-add.yaml": other("waits-always-add", "[zzz]") },
    [
      'misconceptions/waits-always-add.yaml:6 prerequisites[0]: is not a known misconception: "zzz"; use one that has a file, or write []',
    ],
  ],
  [
    "a circle",
    { "misconceptions/waits-always-add.yaml": other("waits-always-add", "[async-means-faster]") },
    [
      "misconceptions/waits-always-add.yaml:6 prerequisites: form a cycle: " +
        "async-means-faster -> waits-always-add -> async-means-faster; remove one of these links",
    ],
  ],
  [
    "a prerequisite of itself",
    { "misconceptions/waits-always-add.yaml": other("waits-always-add", "[waits-always-add]") },
    ["misconceptions/waits-always-add.yaml:6 prerequisites[0]: refers to this file itself; remove it"],
  ],
  [
    "a misconception's empty sources",
    {
      "misconceptions/x.yaml": misconception
        .replace("waits-always-add", "x")
        .replace(/sources:\n.*\n.*/, "sources: []"),
    },
    [
      "misconceptions/x.yaml:7 sources: is empty; " +
        "list at least one page that supports the truth, with title: and url:",
    ],
  ],
  [
    "a file's name that moves the cursor",
    { "blocking/x\u001b[2J.txt": "" },
    ["blocking/x\ufffd[2J.txt:1: does not end in .yaml; rename it, or move it elsewhere"],
  ],
  [
    "a prerequisite of itself in quotes",
    { "misconceptions/waits-always-add.yaml": other("waits-always-add", '[" waits-always-add"]') },
    ["misconceptions/waits-always-add.yaml:6 prerequisites[0]: refers to this file itself; remove it"],
  ],
  ["notes and hidden files", { "README.md": "x", "blocking/.draft": "x" }, []],
])("%s, between files", async (_, files, messages) => {
  expect((await readFiles({ ...goodBank, ...files })).texts).toEqual(messages);
});

test("all diagnostics of all files are reported together, by file and line", async () => {
  const { texts } = await readFiles({
    ...goodBank,
    "blocking/two-waits.yaml": question.replace("kind: scenario", "kind: x").replace("A7", "B7"),
    "misconceptions/async-means-faster.yaml": "belief: [",
  });
  expect(texts.map((text) => text.split(" ")[0])).toEqual([
    "blocking/two-waits.yaml:2",
    "blocking/two-waits.yaml:23",
    "misconceptions/async-means-faster.yaml:1:",
  ]);
});

test.each<[string, string]>([
  ["Windows' line ends", question.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\ufeff${question}`],
  ["no line feed at its end", question.trimEnd()],
  ["an opening ---", `---\n${question}`],
])("a file with %s reads the same", async (_, text) => {
  const { read } = await readFiles({ ...goodBank, "blocking/two-waits.yaml": text });
  const plain = await readFiles(goodBank);
  if ("diagnostics" in read || "diagnostics" in plain.read) throw new Error("unreachable");
  expect(read.bank.questions).toEqual(plain.read.bank.questions);
});

test("values that other YAML readers take for numbers, dates or nothing are text as written", async () => {
  const text = question.replace("300 ms\n", "1.50\n").replace("600 ms", "0x10").replace("150 ms", "null");
  const { read } = await readFiles({ ...goodBank, "blocking/two-waits.yaml": text });
  if ("diagnostics" in read) throw new Error("unreachable");
  const [{ right, wrong }] = read.bank.questions as readonly WrittenQuestion[] as [WrittenQuestion];
  expect([right.text, ...wrong.map((choice) => choice.text)]).toEqual(["1.50", "0x10", "null"]);
});

describe("an own folder", () => {
  const withoutCatalogue = question
    .replace("two-waits", "my-waits")
    .replace("    misconceptions: [waits-always-add]\n", "")
    .replace("objectives: [A5, A7]\n", "");

  test("may leave out misconceptions, and may add its own", async () => {
    const { read, texts } = await readFiles(goodBank, {
      "blocking/my-waits.yaml": withoutCatalogue.replace("async-means-faster", "my-belief"),
      "misconceptions/my-belief.yaml": other("my-belief", "[async-means-faster]"),
    });
    expect(texts).toEqual([]);
    if ("diagnostics" in read) throw new Error("unreachable");
    expect(read.bank.questions.map(({ id }) => id)).toEqual(["two-waits", "my-waits"]);
    expect((read.bank.questions[1] as WrittenQuestion).wrong.map((choice) => choice.misconceptions)).toEqual([
      [],
      ["my-belief"],
    ]);
  });

  test("cannot replace built-in files", async () => {
    const { texts } = await readFiles(goodBank, {
      "event-loop/two-waits.yaml": question,
      "misconceptions/waits-always-add.yaml": misconception,
    });
    expect(texts).toEqual([
      "own/event-loop/two-waits.yaml:1 id: is already the id of blocking/two-waits.yaml; choose another name for this file",
      "own/misconceptions/waits-always-add.yaml:1 id: is already the id of misconceptions/waits-always-add.yaml; " +
        "choose another name for this file",
    ]);
  });

  test("is reported if it does not exist", async () => {
    const read = await readBank([{ path: "/nowhere/at-all", level: "own" }]);
    expect("diagnostics" in read && read.diagnostics.map(diagnosticText)).toEqual([
      "/nowhere/at-all:1: is not a readable folder; create it, or fix the setting that names it",
    ]);
  });
});
