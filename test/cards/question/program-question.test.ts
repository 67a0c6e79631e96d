import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/cards/plain-text.ts";
import { type AnswerIds, questionCard } from "../../../src/cards/question/question-card.ts";
import { legendOf, promptOf, refutationOf } from "../../../src/cards/question/question-words.ts";
import { verdictCard } from "../../../src/cards/question/verdict-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import type { Choice, Presentation } from "../../../src/engine/question/answer.ts";
import type { AccountId, MisconceptionId, PresentationId } from "../../../src/engine/question/ids.ts";
import type { Misconception } from "../../../src/engine/question/misconception.ts";
import { digestOf, type OutputQuestion } from "../../../src/engine/question/question.ts";
import type { TaskKind } from "../../../src/interpreter/event-loop/job.ts";
import { sampleProgram } from "../../engine/samples.ts";

const program = sampleProgram([["main", "tick"], ["tick", "main"], ["main"], null], {
  program: 'process.nextTick(() => console.log("tick"));\nconsole.log(`main`);',
});

function presentationOf(question: OutputQuestion): Presentation {
  return {
    id: "presented" as PresentationId,
    community: null,
    account: "account" as AccountId,
    question: question.id,
    digest: digestOf(question),
    shown: [1, 0, 2, 3],
    reason: "play",
    topic: null,
    presentedAt: 0,
    chosen: null,
    closedAt: null,
  };
}

const ids: AnswerIds = {
  pick: String,
  press: (index) => `press ${index}`,
  send: () => "send",
  open: () => "open",
};

const misconception: Misconception = {
  id: "misconception-a" as MisconceptionId,
  belief: "Ticks run at once.",
  tempting: "The name is short.",
  truth: "They run after the script.",
  counterExample: null,
  topic: "event-loop",
  prerequisites: [],
  sources: [],
};

function verdict(choice: Choice): string {
  const wrong = typeof choice === "number" && choice > 0;
  const view = {
    question: program,
    presentation: presentationOf(program),
    choice,
    right: choice === 0,
    points: 0,
    answeredBefore: false,
  };
  return plainText(
    verdictCard(wordsEn, {
      ...view,
      shown: wrong ? misconception : null,
      asking: null,
      replied: false,
      correction: null,
      replacesQuestion: false,
      notes: [],
      buttons: [],
    }),
  );
}

test("a program question asks in fixed words and shows its outputs as code, the fixed choices last", () => {
  const view = {
    question: program,
    presentation: presentationOf(program),
    pressed: [],
    note: "new" as const,
    place: null,
    ids,
  };
  const card = questionCard(wordsEn, view);
  expect(plainText(card)).toBe(
    [
      "The event loop",
      "What does this program print? It is a CommonJS file.",
      '    process.nextTick(() => console.log("tick"));\n    console.log(`main`);',
      "A dot separates printed lines.",
      "A. `tick · main`\nB. `main · tick`\nC. `main`\nD. The order is not guaranteed.",
      "A right first answer earns 1 point.",
    ].join("\n\n"),
  );
  expect(card.buttons.flat().map(({ label }) => label)).toEqual(["A", "B", "C", "D", "I don't know"]);
  expect(card.buttons.flat()[0]?.spoken).toBe("A: tick, main");
});

test.each([
  ["cpu(100);", ["cpu"]],
  ["await network(1);\ndisk(2); worker(3); diskSync(4);", ["network", "disk", "worker", "diskSync"]],
  ["function cpu() {}\ncpu();", []],
  ["this.cpu(1); mycpu(2);", []],
] as const)("the legend of %j explains the functions that are not Node's own", (text, names) => {
  const legend = legendOf(wordsEn, { ...program, program: text });
  const explained = Object.entries({ ...wordsEn.program.waits, ...wordsEn.program.work }).filter(([, words]) =>
    legend.includes(words),
  );
  expect(explained.map(([name]) => name)).toEqual(names);
});

test("the prompt says what kind of file it is where ticks decide, and that an error report does not count", () => {
  const asked = "What does this program print?";
  expect(promptOf(wordsEn, { ...program, program: "f();" })).toBe(asked);
  expect(promptOf(wordsEn, { ...program, module: "module" })).toBe(`${asked} It is an ES module.`);
  const failing = { ...program, program: "f();", fails: true };
  expect(promptOf(wordsEn, failing)).toBe(`${asked} Only \`console.log\` counts, not the error report.`);
});

describe("a wrong output is refuted by the first printed line that differs from Node", () => {
  const id = "misconception-a" as MisconceptionId;
  const refuted = (right: readonly string[], wrong: readonly string[], misconception: MisconceptionId | null = id) =>
    refutationOf(wordsEn, sampleProgram([right, wrong]), 1, misconception);

  test.each([
    [["a", "b", "c"], ["a", "c", "b"], "After `a`, Node prints `b`, not `c`."],
    [["a", "b"], ["b", "a"], "Node first prints `a`, not `b`."],
    [["a", "b"], ["a"], "After `a`, Node prints `b` too."],
    [["a"], ["a", "b"], "After `a`, Node prints nothing more: no `b` follows."],
    [["a", "b", "a", "c"], ["a", "b", "a", "b"], "After the second `a`, Node prints `c`, not `b`."],
  ])("%j against %j", (right, wrong, words) => {
    expect(refuted(right, wrong)).toBe(words);
    expect(refuted(right, wrong, null)).toBe(words);
  });

  test("a guaranteed order is named, and a right answer is not refuted", () => {
    expect(refutationOf(wordsEn, program, 3, id)).toContain("Every run prints these lines in this order");
    expect(refutationOf(wordsEn, program, 4, id)).toBeNull();
    expect(refutationOf(wordsEn, program, 0, null)).toBeNull();
  });

  test("a race is named", () => {
    const callback = (kind: TaskKind, line: number) => ({ task: { kind }, line });
    const first = callback("set-immediate-callback", 2);
    const race = { kind: "callbacks", first, second: callback("set-timeout-callback", 1) } as const;
    const raced = { ...sampleProgram([null, ["A", "B"], ["B", "A"]]), race };
    const refutations = [1, 2].map((choice) => refutationOf(wordsEn, raced, choice, null));
    const said =
      "The setImmediate callback of line 2 and the setTimeout callback of line 1 race: either can come first.";
    expect(refutations).toEqual([said, said]);
  });
});

test("the verdict on a wrong output: the misconception, where the output differs, and what is true", () => {
  expect(verdict(1).split("\n\n")).toEqual([
    "Not A: B is right",
    "Most people who choose A think:",
    "> Ticks run at once.",
    "Node first prints `main`, not `tick`.",
    "What is true: They run after the script.",
  ]);
});

test("not knowing is no misconception: its verdict teaches the answer", () => {
  expect(verdict("unknown").split("\n\n")).toEqual(["No problem: it's B", "So it is."]);
});

test.each([
  ["A", "B", "C", "Not quite: A is right, B is not, and C is missing"],
  ["A, C", "B", "", "Not quite: A and C are right, but B is not"],
  ["A", "", "B, C, D", "Not quite: A is right, but B, C and D are missing"],
  ["", "B", "A, C", "Not quite: B is not right, and A and C are missing"],
])("of a set with %j right, %j wrong and %j missing, the title says so", (right, wrong, missing, title) => {
  expect(wordsEn.verdict.wrongSet(right, wrong, missing)).toBe(title);
});
