import { type Choice, type Diagnosis, isRight, mistakeIn, mistakenOptions } from "./answer.ts";
import type { Topic } from "./curriculum.ts";
import type { MisconceptionId } from "./ids.ts";
import type {
  ChooseAllQuestion,
  OneChoiceQuestion,
  OrderingQuestion,
  OutputQuestion,
  Question,
  WrongOutput,
} from "./question.ts";

/** The topic of a misconception; null if the bank does not have it. */
export type TopicOf = (misconception: MisconceptionId) => Topic | null;

/** Whether a choice is right, and what it says about the person. */
export interface Grade {
  readonly right: boolean;
  readonly diagnosis: Diagnosis;
}

type WrongAnswer = OneChoiceQuestion["wrong"][number] | OrderingQuestion["mistakes"][number];

const nothing: Diagnosis = { named: null, asked: [] };

/** A card has five rows of buttons: one for each of these misconceptions, and one for everything else. */
const mostAsked = 4;

/** @throws RangeError when the question has no such choice, which callers check first */
export function grade(question: Question, choice: Choice, topicOf: TopicOf): Grade {
  const right = isRight(question, choice);
  return { right, diagnosis: right || choice === "unknown" ? nothing : diagnosisOf(question, choice, topicOf) };
}

/** What a wrong choice says about the person. */
function diagnosisOf(question: Question, choice: Exclude<Choice, "unknown">, topicOf: TopicOf): Diagnosis {
  const chosen = typeof choice === "number" ? [choice] : choice;
  switch (question.kind) {
    case "ordering":
      return ofOrder(question, chosen, topicOf);
    case "choose-all":
      return ofSet(question, chosen, topicOf);
    default: {
      const [index = 0] = chosen;
      const wrong = question.wrong[index - 1];
      return wrong ? behind(question, wrong, topicOf) : nothing;
    }
  }
}

/** What leads to one wrong answer. If two misconceptions do so only together, the verdict asks about both. */
function behind(question: Question, wrong: WrongAnswer, topicOf: TopicOf): Diagnosis {
  const pair = "pair" in wrong ? wrong.pair : null;
  if (pair) return { named: null, asked: pair };
  const found = clearestOf(question, wrong.misconceptions, topicOf);
  const isUnsure = question.kind === "output" && "output" in wrong && looksLikeAnother(question, wrong, found.named);
  return isUnsure ? { named: null, asked: wrong.misconceptions } : found;
}

/**
 * Whether people often have another reason for printed lines than the misconception that predicts them. Where a busy
 * thread would make timers come last, somebody may as well believe that promise handlers always come before timers.
 */
function looksLikeAnother(
  { about, program, right }: OutputQuestion,
  wrong: WrongOutput,
  named: string | null,
): boolean {
  if (named !== "waiting-uses-the-thread" || about.some((id) => id === named)) return false;
  if (!/setTimeout|setInterval|setImmediate/.test(program) || right.output === null || wrong.output === null)
    return false;
  const inNode = right.output;
  const later = wrong.output.filter((line, index) => inNode.includes(line) && index > inNode.indexOf(line));
  return later.length > 0 && wrong.output.slice(-later.length).every((line) => later.includes(line));
}

/**
 * If one misconception leads to an answer, the verdict names it. If several do, it names the one that the question is
 * about. If the question is about none of them, or about several, the verdict asks. A topic is no reason to name one:
 * it says little about what a person thinks, so it only orders the list.
 */
function clearestOf(question: Question, misconceptions: readonly MisconceptionId[], topicOf: TopicOf): Diagnosis {
  const all = [...new Set(misconceptions)];
  const candidates = all.length === 1 ? all : all.filter((id) => question.about.includes(id));
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return { named: only, asked: [] };
  const rank = rankIn(question, topicOf);
  return { named: null, asked: all.toSorted((one, other) => rank(one) - rank(other)).slice(0, mostAsked) };
}

/** The order in which a verdict asks: what the question is about first, then its topic. */
function rankIn({ about, topic }: Question, topicOf: TopicOf): (misconception: MisconceptionId) => number {
  return (id) => (about.includes(id) ? 0 : 2) + (topicOf(id) === topic ? 0 : 1);
}

/**
 * An order that no misconception leads to may be a slip. If exactly one known mistake differs from it by one swap of
 * neighbours, and the right order does not, the verdict asks whether that was meant.
 */
function ofOrder(question: OrderingQuestion, order: readonly number[], topicOf: TopicOf): Diagnosis {
  const mistake = mistakeIn<OrderingQuestion["mistakes"][number]>(question, order);
  if (mistake) return behind(question, mistake, topicOf);
  const right = [...question.items.keys()];
  const [near, ...others] = question.mistakes.filter((one) => isOneSwapAway(one.order, order));
  if (!near || others.length > 0 || isOneSwapAway(right, order)) return nothing;
  const { named } = clearestOf(question, near.misconceptions, topicOf);
  return named === null ? nothing : { named: null, asked: [named] };
}

/** Whether two orders of the same items differ by one swap of neighbours. */
function isOneSwapAway(one: readonly number[], other: readonly number[]): boolean {
  const [first = 0, second, ...more] = [...one.keys()].filter((index) => one[index] !== other[index]);
  return second === first + 1 && more.length === 0 && one[first] === other[second] && one[second] === other[first];
}

/**
 * A misconception leads to a set if it leads to each option that is wrong in it. If none does, the person may think
 * several things, so the verdict asks, first about those that lead to most of these options.
 */
function ofSet(question: ChooseAllQuestion, chosen: readonly number[], topicOf: TopicOf): Diagnosis {
  const mistaken = mistakenOptions(question, chosen).map((option) => question.options[option]?.misconceptions ?? []);
  const all = [...new Set(mistaken.flat())];
  const ledTo = (id: MisconceptionId) => mistaken.filter((misconceptions) => misconceptions.includes(id)).length;
  const ofAll = all.filter((id) => ledTo(id) === mistaken.length);
  if (ofAll.length > 0) return clearestOf(question, ofAll, topicOf);
  const rank = rankIn(question, topicOf);
  const byFit = all.toSorted((one, other) => ledTo(other) - ledTo(one) || rank(one) - rank(other));
  return { named: null, asked: byFit.slice(0, mostAsked) };
}
