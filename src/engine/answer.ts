import type { AccountId, AskedId, CommunityId, MisconceptionId, QuestionId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { Question } from "./question.ts";
import type { Topic } from "./topic.ts";

/** Why a question was put: it decides nothing about points, but people may ask. */
export const askedReasons = ["play", "practice", "daily", "sample"] as const;
export type AskedReason = (typeof askedReasons)[number];

/** One question as it was put once. */
export interface Asked {
  readonly id: AskedId;
  readonly community: CommunityId | null;
  /** Who may answer: one account, or with null everybody who sees it. */
  readonly account: AccountId | null;
  readonly question: QuestionId;
  /** `digestOf` the question at that time. */
  readonly digest: string;
  /** Indexes into `choicesOf(question)`, in the order of the letters. */
  readonly shown: readonly number[];
  readonly reason: AskedReason;
  /** The topic the person wants to stay in; null for the whole path. */
  readonly topic: Topic | null;
  readonly askedAt: Instant;
  readonly closedAt: Instant | null;
}

/** What a person chose: an index into `choicesOf(question)`, or that they do not know. */
export type Choice = number | "unknown";

/** One answer as it was kept. */
export interface Answer {
  readonly asked: AskedId;
  readonly account: AccountId;
  readonly question: QuestionId;
  readonly choice: Choice;
  readonly right: boolean;
  readonly points: number;
  /** The beliefs behind the chosen option, as the bank named them then. */
  readonly misconceptions: readonly MisconceptionId[];
  readonly answeredAt: Instant;
  /** The day it belongs to, in the community's zone. */
  readonly localDate: string;
}

/** What one choice says about a person. */
export interface Grade {
  readonly right: boolean;
  readonly misconceptions: readonly MisconceptionId[];
}

/** @throws RangeError where the question has no such choice: whoever calls has checked it. */
export function grade(question: Question, choice: Choice): Grade {
  if (choice === "unknown") return { right: false, misconceptions: [] };
  if (choice === 0) return { right: true, misconceptions: [] };
  const wrong = question.wrong[choice - 1];
  if (!wrong) throw new RangeError(`${question.id} has no choice ${choice}`);
  return { right: false, misconceptions: wrong.misconceptions };
}

/** A right first answer earns the question's difficulty; everything else earns nothing, and speed never counts. */
export function pointsFor(right: boolean, difficulty: number, answeredBefore: boolean): number {
  return right && !answeredBefore ? difficulty : 0;
}
