import type { Bank } from "../../src/engine/bank/bank.ts";
import type { Template } from "../../src/engine/generation/template.ts";
import { eventsOf } from "../../src/engine/learner/learner-events.ts";
import { addEvent, type LearnerRecord, newLearnerRecord } from "../../src/engine/learner/learner-record.ts";
import type { Answer, Choice, Diagnosis } from "../../src/engine/question/answer.ts";
import { grade } from "../../src/engine/question/diagnosis.ts";
import {
  type AccountId,
  type MisconceptionId,
  misconceptionId,
  type PresentationId,
  type QuestionId,
  questionId,
} from "../../src/engine/question/ids.ts";
import type { Misconception } from "../../src/engine/question/misconception.ts";
import type {
  ChooseAllQuestion,
  OutputChoice,
  OutputQuestion,
  Question,
  StepsQuestion,
  TimingQuestion,
  WrittenQuestion,
} from "../../src/engine/question/question.ts";

/** A misconception of the topic of the sample questions. */
export function sampleMisconception(id: string, over: Partial<Misconception> = {}): Misconception {
  return {
    id: misconceptionId(id),
    belief: `I believe ${id}.`,
    tempting: `${id} is tempting.`,
    truth: `${id} is not true.`,
    counterExample: null,
    topic: "blocking",
    prerequisites: [],
    sources: [],
    ...over,
  };
}

/** What an answer says that shows this misconception; by default none. */
export function diagnosed(named: string | null = null, asked: readonly string[] = []): Diagnosis {
  return { named: named === null ? null : misconceptionId(named), asked: asked.map(misconceptionId) };
}

/** A question whose wrong choices come from these misconceptions. The texts do not matter unless they are given. */
export function sampleQuestion(
  id: string,
  misconceptions: readonly string[] = ["misconception-a", "misconception-b"],
  over: Partial<WrittenQuestion> = {},
): WrittenQuestion {
  return {
    id: id as QuestionId,
    topic: "blocking",
    kind: "scenario",
    difficulty: 1,
    prompt: `What of ${id}?`,
    code: null,
    right: { text: "right" },
    wrong: misconceptions.map((misconception, index) => ({
      text: `wrong ${index}`,
      misconceptions: [misconception as MisconceptionId],
      refutation: "Not so.",
    })),
    explanation: "So it is.",
    source: { title: "A page", url: "https://example.org/" },
    position: 0,
    idea: id,
    about: [],
    ...over,
  };
}

/** A program question with these outputs, the right one first; null means that the order is not guaranteed. */
export function sampleProgram(
  outputs: readonly OutputChoice["output"][],
  over: Partial<OutputQuestion> = {},
): OutputQuestion {
  const [right = [], ...wrong] = outputs;
  return {
    id: "program" as QuestionId,
    topic: "event-loop",
    kind: "output",
    module: "commonjs",
    difficulty: 1,
    program: 'console.log("A");\nconsole.log("B");',
    fails: false,
    race: null,
    right: { output: right },
    wrong: wrong.map((output) => ({
      output,
      misconceptions: ["misconception-a" as MisconceptionId],
      pair: null,
    })),
    explanation: "So it is.",
    source: { title: "A page", url: "https://example.org/" },
    position: 0,
    idea: "program",
    about: [],
    ...over,
  };
}

/** Steps to put in order, with wrong orders and the misconceptions that lead to each. */
export function sampleSteps(
  steps: readonly string[],
  mistakes: readonly { readonly order: readonly number[]; readonly misconceptions: readonly string[] }[],
): StepsQuestion {
  return {
    ...stated("steps"),
    kind: "ordering",
    program: null,
    prompt: "In which order?",
    items: steps.map((text) => ({ text })),
    mistakes: mistakes.map(({ order, misconceptions }) => ({ order, ...refuted(misconceptions) })),
  };
}

/** A question in which all right options are to be chosen. */
export function sampleChooseAll(
  options: readonly { readonly right: boolean; readonly misconceptions: readonly string[] }[],
): ChooseAllQuestion {
  return {
    ...stated("choose-all"),
    kind: "choose-all",
    prompt: "Which of these hold?",
    code: null,
    options: options.map(({ right, misconceptions }, index) => ({
      text: `option ${index}`,
      right,
      ...refuted(misconceptions),
    })),
  };
}

function stated(id: string) {
  return {
    id: id as QuestionId,
    topic: "blocking" as const,
    difficulty: 2 as const,
    explanation: "So it is.",
    source: { title: "A page", url: "https://example.org/" },
    position: 0,
    idea: id,
    about: [],
  };
}

function refuted(misconceptions: readonly string[]) {
  return { misconceptions: misconceptions as MisconceptionId[], refutation: `Not so, ${misconceptions.join()}.` };
}

/** An answer to a question: right for choice 0, otherwise with the misconception behind the wrong choice. */
export function sampleAnswer(question: Question, choice: Choice, over: Partial<Answer> = {}): Answer {
  return {
    presentation: `asked-${question.id}` as PresentationId,
    account: "account" as AccountId,
    question: question.id,
    choice,
    right: choice === 0,
    answeredBefore: false,
    points: 0,
    diagnosis: grade(question, choice, () => question.topic).diagnosis,
    reply: null,
    confidence: null,
    answeredAt: 0,
    localDate: "2026-11-24",
    ...over,
  };
}

/** What the model has learned from these answers, in the order of the list. */
export function recordOf(bank: Bank, answers: readonly Answer[]): LearnerRecord {
  const record = newLearnerRecord();
  const saved = answers.map((answer, index) => ({
    answer: { ...answer, answeredAt: index },
    repliedAt: null,
    ratedAt: null,
  }));
  for (const event of eventsOf(bank, saved)) addEvent(record, event);
  return record;
}

export function sampleTemplate(id: string): Template {
  const { explanation, source } = sampleQuestion(id);
  return {
    ...{ id, kind: "output", topic: "event-loop", difficulty: 1, about: [], module: "commonjs", explanation, source },
    ...{ slots: [], stories: [], cases: [], mixed: [], program: "", position: 0 },
  };
}

/** A question about time with these choices, and no program behind them. */
export function sampleTiming(id: string, right: number, wrong: readonly number[]): TimingQuestion {
  const { race: _race, fails: _fails, ...stated } = sampleProgram([["a"]], { id: questionId(id) });
  const wrongTime = { misconceptions: [], pair: null, sums: [] };
  return {
    ...stated,
    kind: "timing",
    right: { milliseconds: right },
    parts: [],
    timeline: { elapsedMs: right, thread: [], waits: [] },
    wrong: wrong.map((milliseconds) => ({ ...wrongTime, milliseconds })),
  };
}
