import type { Instant } from "../community/calendar.ts";
import type { Topic } from "./curriculum.ts";
import type { AccountId, CommunityId, MisconceptionId, PresentationId, QuestionId } from "./ids.ts";
import {
  type ChooseAllQuestion,
  type ComposedQuestion,
  choicesOf,
  type OrderingQuestion,
  type Question,
} from "./question.ts";

/** Why a question was presented. It does not change the points. */
export const presentationReasons = ["play", "practice", "daily", "sample"] as const;
type PresentationReason = (typeof presentationReasons)[number];

/** Why a question was chosen for a person. It can be said to them in one sentence. */
export type ChoiceReason =
  /** It is one of the curated first questions. */
  | { readonly type: "first" }
  /** They asked for one more like the last question. */
  | { readonly type: "similar" }
  | {
      /**
       * `return`: the misconception was shown a few questions ago. `review`: a review of it is due. `likely`: earlier
       * answers fit it. `unclear`: the answer tells most about it. `chosen`: they chose to work on it.
       */
      readonly type: "return" | "review" | "likely" | "unclear" | "chosen";
      readonly misconception: MisconceptionId;
    };

/** A question as it was shown once. */
export interface Presentation {
  readonly id: PresentationId;
  readonly community: CommunityId | null;
  /** The account that may answer; null when everybody who sees it may. */
  readonly account: AccountId | null;
  readonly question: QuestionId;
  /** `digestOf` the question at that time. */
  readonly digest: string;
  /** Indexes into `choicesOf(question)`, in the order of the letters. */
  readonly shown: readonly number[];
  readonly reason: PresentationReason;
  /** Null if it was not chosen for one person. */
  readonly chosen: ChoiceReason | null;
  /** The topic that the person wants to stay in; null for the whole curriculum. */
  readonly topic: Topic | null;
  readonly presentedAt: Instant;
  readonly closedAt: Instant | null;
}

/**
 * What a person answered: an index into `choicesOf(question)`; for a composed question, indexes in the given order or
 * ascending; or that they do not know.
 */
export type Choice = number | readonly number[] | "unknown";

/** How sure a person says they were when they answered. */
export const confidences = ["sure", "guess"] as const;
export type Confidence = (typeof confidences)[number];

/** An answer as it was saved. */
export interface Answer {
  readonly presentation: PresentationId;
  readonly account: AccountId;
  readonly question: QuestionId;
  readonly choice: Choice;
  readonly right: boolean;
  /** As `pointsFor` counts it, so that a right answer earned nothing. */
  readonly answeredBefore: boolean;
  readonly points: number;
  /** What the choice said about the person, as the bank had it at that time. */
  readonly diagnosis: Diagnosis;
  /** What the person said when the verdict asked; null if they have not said anything. */
  readonly reply: VerdictReply | null;
  /** Null if they have not said it, which is optional. */
  readonly confidence: Confidence | null;
  readonly answeredAt: Instant;
  /** The day that it belongs to, in the community's time zone. */
  readonly localDate: string;
}

/**
 * What a wrong answer says about a person. It names one misconception, or asks which of a few the person thinks, or
 * neither. Only a named one is evidence: those that the verdict asks about are not, until a reply.
 */
export interface Diagnosis {
  readonly named: MisconceptionId | null;
  /** At most four; empty if one is named. For one alone the question is "Did you think this?". */
  readonly asked: readonly MisconceptionId[];
}

/** The misconception that a person says they think; null for none of those the verdict asked about. */
export interface VerdictReply {
  readonly thought: MisconceptionId | null;
}

/** The misconception that an answer shows: the named one, or the one in the reply. */
export function shownBy({ diagnosis, reply }: Pick<Answer, "diagnosis" | "reply">): MisconceptionId | null {
  return diagnosis.named ?? reply?.thought ?? null;
}

/** @throws RangeError when the question has no such choice, which callers check first */
export function isRight(question: Question, choice: Choice): boolean {
  if (choice === "unknown") return false;
  switch (question.kind) {
    case "ordering": {
      const order = listed(question, choice);
      if (order.length !== question.items.length) throw new RangeError(`${question.id} has no order ${order}`);
      return order.every((item, index) => item === index);
    }
    case "choose-all":
      return mistakenOptions(question, listed(question, choice)).length === 0;
    default:
      if (choice === 0) return true;
      if (typeof choice === "number" && question.wrong[choice - 1]) return false;
      throw new RangeError(`${question.id} has no choice ${choice}`);
  }
}

/** The known mistake that gives this order; null when the order is right, or wrong in another way. */
export function mistakeIn<Mistake extends OrderingQuestion["mistakes"][number]>(
  { mistakes }: { readonly mistakes: readonly Mistake[] },
  order: readonly number[],
): Mistake | null {
  return mistakes.find((mistake) => mistake.order.join() === order.join()) ?? null;
}

/** Indexes of the options that are chosen and wrong, and then of those that are right and not chosen. */
export function mistakenOptions({ options }: ChooseAllQuestion, chosen: readonly number[]): readonly number[] {
  const indexes = [...options.keys()];
  const isChosen = (index: number) => chosen.includes(index);
  return [
    ...indexes.filter((index) => isChosen(index) && !options[index]?.right),
    ...indexes.filter((index) => !isChosen(index) && options[index]?.right),
  ];
}

function listed(question: Question, choice: Exclude<Choice, "unknown">): readonly number[] {
  const isList = typeof choice !== "number" && new Set(choice).size === choice.length;
  const count = choicesOf(question).length;
  if (isList && choice.every((index) => index >= 0 && index < count)) return choice;
  throw new RangeError(`${question.id} has no answer ${choice}`);
}

/**
 * A right first answer earns the question's difficulty. Everything else earns nothing, and speed never counts.
 *
 * @param answeredBefore whether the learner has answered the same question before, with any account; for a daily, only
 *   an earlier daily counts, so that the daily is worth points for everybody
 */
export function pointsFor(right: boolean, difficulty: number, answeredBefore: boolean): number {
  return right && !answeredBefore ? difficulty : 0;
}

/**
 * The answer after a press, which adds a choice or removes it again. In an order, a choice is added at the end.
 *
 * @param pressed indexes into `choicesOf(question)`; ascending for a set
 */
export function pressedAfter(
  question: ComposedQuestion,
  pressed: readonly number[],
  choice: number,
): readonly number[] {
  if (pressed.includes(choice)) return pressed.filter((one) => one !== choice);
  return question.kind === "ordering" ? [...pressed, choice] : [...pressed, choice].sort((a, b) => a - b);
}

/** An order is complete when it has every item. For a set, one option is enough. */
export function isComplete(question: ComposedQuestion, pressed: readonly number[]): boolean {
  return question.kind === "ordering" ? pressed.length === question.items.length : pressed.length > 0;
}
