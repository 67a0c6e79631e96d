import { expect, test } from "vitest";
import type { OutputQuestion } from "../../../src/engine/question/question.ts";
import { bounds } from "../../../src/interpreter/rules/budget.ts";
import { type Files, goodBank, misconception, readFiles } from "../bank-folder.ts";

const question = `id: two-queues
kind: output
program: |
  setTimeout(() => console.log("timer"), 0);
  process.nextTick(() => console.log("tick"));
  Promise.resolve().then(() => console.log("then"));
  console.log("main");
explanation: The script ends, then ticks, then microtasks, then timers.
source:
  title: "Node.js: The Node.js Event Loop"
  url: https://nodejs.org/en/learn/
objectives: [A17]
`;

const misconceptionFiles = (...ids: readonly string[]): Files =>
  Object.fromEntries(
    ids.map((id) => [
      `misconceptions/${id}.yaml`,
      misconception.replace("waits-always-add", id).replace("sync-and-async", "event-loop"),
    ]),
  );

const bank: Files = {
  ...goodBank,
  ...misconceptionFiles("timers-before-promises", "nexttick-is-next-loop", "async-scrambles-order"),
  "event-loop/two-queues.yaml": question,
};

test("a program question states its program; its choices are computed", async () => {
  const { read, texts } = await readFiles(bank);
  expect(texts).toEqual([]);
  const found = "bank" in read ? read.bank.questions.find(({ id }) => id === "two-queues") : undefined;
  const program = found as OutputQuestion;
  expect(program).toMatchObject({
    topic: "event-loop",
    kind: "output",
    module: "commonjs",
    difficulty: 2,
    position: 16,
    race: null,
    right: { output: ["main", "tick", "then", "timer"] },
  });
  const wrong = program.wrong.map(({ output, misconceptions, pair }) => [
    output?.join(" "),
    (pair ?? misconceptions).join(),
  ]);
  expect(wrong.sort()).toEqual([
    ["main then tick timer", "nexttick-is-next-loop"],
    ["main timer then tick", "nexttick-is-next-loop,timers-before-promises"],
    ["main timer tick then", "timers-before-promises"],
  ]);
});

test("module and difficulty are optional, and so are objectives in a file of one's own", async () => {
  const own = question
    .replace("two-queues", "my-queues")
    .replace("program:", "module: module\ndifficulty: 3\nprogram:")
    .replace("objectives: [A17]\n", "");
  const { read, texts } = await readFiles(bank, {
    "event-loop/my-queues.yaml": own,
    ...misconceptionFiles("then-runs-now-if-resolved", "esm-same-as-cjs"),
  });
  expect(texts).toEqual([]);
  expect("bank" in read && read.bank.questions.find(({ id }) => id === "my-queues")).toMatchObject({
    module: "module",
    difficulty: 3,
    right: { output: ["main", "then", "tick", "timer"] },
  });
});

test.each<[name: string, from: string | RegExp, to: string, message: string]>([
  [
    "a slip of the pen",
    'console.log("main");',
    'console.log("main";',
    "7 program: is rejected at column 19 (Unexpected token); fix it until Node.js runs it, or name the module kind with module: module",
  ],
  [
    "an unsupported construct",
    'console.log("main");',
    "console.log(/a/);",
    "7 program: is rejected at column 13 (A regular expression is not supported. Use string methods such as includes and split); write the program without it",
  ],
  [
    "a program that never ends",
    'console.log("main");',
    "for (;;) { Promise.resolve(); }",
    `7 program: is rejected at column 1 (The program takes more than ${bounds.steps} steps. Does every loop end?); make its loops shorter`,
  ],
  [
    "an await in CommonJS",
    'console.log("main");',
    "await 1;",
    "7 program: is rejected at column 7 (Unexpected token. If it is an ES module, run it as one); fix it until Node.js " +
      "runs it, or name the module kind with module: module",
  ],
  ["one line printed", /(?<=program: \|\n)(?:.*\n){3}/, "", "3 program: prints 1 line; make it print 2 to 8"],
  [
    "what no misconception sees otherwise",
    /(?<=program: \|\n)(?:.*\n){3}/,
    '  console.log("first");\n',
    "3 program: gives too few wrong answers (no other outcomes that at most 6 misconceptions predict, and 3 are " +
      "needed); add a timer, a then, an await or another step whose order people get wrong",
  ],
  [
    "a wide line",
    '"main"',
    `"${"x".repeat(50)}"`,
    "3 program: has 66 columns in its line 4, and the limit is 60; break that line",
  ],
  [
    "a long program",
    '  console.log("main");',
    '  console.log("main");\n'.repeat(13),
    "3 program: has 16 lines, and the limit is 15; shorten it",
  ],
  [
    "a long printed line",
    '"main"',
    '"the main script"+"!!"',
    '3 program: prints "the main script!!"; print letters or short words, at most 16 characters a line, ' +
      "without spaces around them, backticks or middle dots",
  ],
  ["no program", /program: \|\n(?: .*\n)+/, "", "1 program: is missing; write the program below program: |"],
  [
    "a prompt of its own",
    "program: |",
    "prompt: What?\nprogram: |",
    "3 prompt: is the same for every program; remove it",
  ],
  [
    "choices of its own",
    "explanation:",
    "choices: []\nexplanation:",
    "8 choices: is computed from the program; remove it",
  ],
  ["an unknown module kind", "program: |", "module: esm\nprogram: |", '3 module: is "esm"; write commonjs or module'],
  ["no kind", "kind: output\n", "", "1 kind: is missing; write output, timing or ordering"],
])("%s is reported with its line and what to do", async (_, from, to, message) => {
  const broken = question.replace(from, to);
  expect(broken).not.toBe(question);
  const { texts } = await readFiles({ ...bank, "event-loop/two-queues.yaml": broken });
  expect(texts).toEqual([`event-loop/two-queues.yaml:${message}`]);
});

test("a program in a question in words is reported with the kinds it could have", async () => {
  const words = `${goodBank["blocking/two-waits.yaml"]}program: x\n`;
  const { texts } = await readFiles({ ...bank, "blocking/two-waits.yaml": words });
  expect(texts).toEqual([
    "blocking/two-waits.yaml:24 program: belongs to questions of the kind output, timing or ordering; name that kind, or call this code:",
  ]);
});
