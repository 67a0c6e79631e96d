import type { Reliability } from "./evidence.ts";

/** Numbers of the model. */
export interface LearnerParameters extends Reliability {
  /** How likely a person holds a misconception, before any evidence. */
  readonly prior: number;
  /** How many misconceptions of a person it takes to count as much as the usual share. */
  readonly priorWeight: number;
  /** How many answers of a person it takes to count as much as `follows` and `slips`. */
  readonly reliabilityWeight: number;
  /** How likely a verdict corrects the misconception that it names. */
  readonly corrects: number;
  /** How likely a right answer and its explanation correct a misconception of the question. */
  readonly explains: number;
  /** How much more likely people reply with a misconception if they hold it. */
  readonly replyRatio: number;
  /** How much more a sure answer says about a misconception than one without a rating, and that more than a guess. */
  readonly sureRatio: number;
  /** How likely a person who no longer remembers a correction holds the misconception again. */
  readonly relapse: number;
  /** Answers between a shown misconception and its first return. */
  readonly firstReturn: number;
  /** Days between a return and the next one. */
  readonly returnDays: readonly number[];
}

export const learnerParameters: LearnerParameters = {
  follows: 0.7,
  slips: 0.1,
  prior: 0.25,
  priorWeight: 8,
  reliabilityWeight: 12,
  corrects: 0.45,
  explains: 0.05,
  replyRatio: 8,
  sureRatio: 2,
  relapse: 0.3,
  firstReturn: 1,
  returnDays: [1, 3, 8],
};
