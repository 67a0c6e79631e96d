import { describe, expect, test } from "vitest";
import { plainText } from "../../../src/cards/plain-text.ts";
import { type AnswerIds, questionCard } from "../../../src/cards/question/question-card.ts";
import { promptOf, refutationOf } from "../../../src/cards/question/question-words.ts";
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
    closedAt: null,
  };
}

const ids: AnswerIds = {
  pick: String,
  press: (index) => `press ${index}`,
  undo: () => "undo",
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
      notes: [],
      buttons: [],
    }),
  );
}

test("a program question asks in fixed words and shows its outputs as code, the fixed choices last", () => {
  const view = { question: program, presentation: presentationOf(program), pressed: [], note: "new" as const, ids };
  const card = questionCard(wordsEn, view);
  expect(plainText(card)).toBe(
    [
      "The event loop",
      "What does this program print? Node.js runs it as a CommonJS file, `node main.cjs`. The choices show the printed " +
        "lines from first to last, with a dot between them.",
      '    process.nextTick(() => console.log("tick"));\n    console.log(`main`);',
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
] as const)("the prompt of %j explains the functions that are not Node's own", (text, names) => {
  const prompt = promptOf(wordsEn, { ...program, program: text });
  const explained = Object.entries(wordsEn.program.host).filter(([, words]) => prompt.includes(words));
  expect(explained.map(([name]) => name)).toEqual(names);
});

describe("a wrong output is refuted by the first printed line that differs from Node", () => {
  const id = "misconception-a" as MisconceptionId;
  const refuted = (right: readonly string[], wrong: readonly string[], misconception: MisconceptionId | null = id) =>
    refutationOf(wordsEn, sampleProgram([right, wrong]), 1, misconception);

  test.each([
    [["a", "b", "c"], ["a", "c", "b"], "After `a`, Node prints `b`. With this misconception it would print `c`."],
    [["a", "b"], ["b", "a"], "Node prints `a` first. With this misconception it would print `b` first."],
    [["a", "b"], ["a"], "After `a`, Node prints `b`. With this misconception it would print nothing more."],
    [["a"], ["a", "b"], "After `a`, Node prints nothing more. With this misconception it would print `b`."],
    [
      ["a", "b", "a", "c"],
      ["a", "b", "a", "b"],
      "After the second `a`, Node prints `c`. With this misconception it would print `b`.",
    ],
  ])("%j against %j", (right, wrong, words) => {
    expect(refuted(right, wrong)).toBe(words);
  });

  test("without a misconception it speaks of the answer", () => {
    expect(refuted(["a", "b"], ["a", "c"], null)).toBe("After `a`, Node prints `b`. Your answer has `c` there.");
    expect(refuted(["a", "b"], ["b"], null)).toBe("Node prints `a` first. Your answer has `b` first.");
  });

  test("a misconception that does not lead to this answer by itself is not said to print it", () => {
    const other = "misconception-b" as MisconceptionId;
    expect(refuted(["a", "b"], ["a", "c"], other)).toBe("After `a`, Node prints `b`. Your answer has `c` there.");
  });

  test("a guaranteed order is named, and a right answer is not refuted", () => {
    expect(refutationOf(wordsEn, program, 3, id)).toContain("Every run prints these lines in this order.");
    expect(refutationOf(wordsEn, program, 4, id)).toBeNull();
    expect(refutationOf(wordsEn, program, 0, null)).toBeNull();
  });

  test("a race is named", () => {
    const callback = (kind: TaskKind, line: number) => ({ task: { kind }, line });
    const first = callback("set-immediate-callback", 2);
    const race = { kind: "callbacks", first, second: callback("set-timeout-callback", 1) } as const;
    const raced = { ...sampleProgram([null, ["A", "B"], ["B", "A"]]), race };
    const refutations = [1, 2].map((choice) => refutationOf(wordsEn, raced, choice, null));
    for (const words of refutations) {
      expect(words).toContain("the setImmediate callback of line 2 and the setTimeout callback of line 1 race");
    }
    expect(refutations[0]).toMatch(/^One run may print this/);
    expect(refutations[1]).toMatch(/^Nothing guarantees this order/);
  });
});

test("the verdict on a wrong output names the misconception, why it is tempting, where it differs, and what is true", () => {
  const text = verdict(1);
  const parts = [
    "Not A. The right answer is B.",
    "> Ticks run at once.",
    "Why people think so: The name",
    "Here: Node prints `main` first.",
  ];
  for (const part of [...parts, "What is true: They run after", "Why B"]) expect(text).toContain(part);
});

test("not knowing is no misconception: its verdict teaches the answer", () => {
  const text = verdict("unknown");
  expect(text).toContain("No problem. The right answer is B.");
  expect(text).toContain("So it is.");
  expect(text).not.toMatch(/belief|Why it tempts/);
});
