import { itemIdOf } from "../bank/bank.ts";
import type { Topic } from "../question/curriculum.ts";
import { mostBits, type Reliability } from "./evidence.ts";
import type { LearnerModel, QuestionCandidate } from "./learner-model.ts";
import { type LearnerParameters, learnerParameters } from "./learner-parameters.ts";
import {
  beliefOn,
  clamped,
  type LearnerRecord,
  type MisconceptionRecord,
  priorOf,
  reliabilityOf,
} from "./learner-record.ts";

/** Weights of the parts of a question's score, which is in bits. A weight of 0 turns a part off. */
export interface ChoiceWeights {
  /** For each misconception that the answer is expected to correct. */
  readonly treatment: number;
  /** For each probed misconception whose review is due. It counts less while much is left to correct. */
  readonly review: number;
  /** So many misconceptions left to correct make reviews count nothing. */
  readonly load: number;
  /** Subtracted for each open prerequisite of a probed misconception, by how likely it is open. */
  readonly prerequisites: number;
  /** Subtracted for each tenth that the chance of a right answer lies outside 0.5 to 0.9. */
  readonly difficulty: number;
  /** Subtracted if the topic or the kind is that of the last question. */
  readonly monotony: number;
  /** Subtracted if the person has answered the same question before. */
  readonly repetition: number;
  /** Subtracted if the person has just answered a question of the same item; a third of it after six answers. */
  readonly recency: number;
  /** If at most so many shown misconceptions wait for their return, the next question is about one of them. */
  readonly returns: number;
}

export const choiceWeights: ChoiceWeights = {
  treatment: 20,
  review: 0.5,
  load: 8,
  prerequisites: 0,
  difficulty: 0,
  monotony: 0.05,
  repetition: 0.15,
  recency: 5,
  returns: 2,
};

/** A return is not worth a question of its own if the answer that showed the misconception was probably a slip. */
const worthReturning = 0.05;

/** What is left of a belief this low counts as corrected. */
const settled = 0.05;

export interface ChoiceRequest {
  readonly topic: Topic | null;
  /** The local day of the person, as a day number. */
  readonly day: number;
  /** Orders equally good questions in another way for each person. */
  readonly seed: number;
  readonly weights?: ChoiceWeights;
  readonly parameters?: LearnerParameters;
}

/** What is true of a person today. Lists are by index of the misconception in the model. */
export interface LearnerToday {
  readonly reliability: Reliability;
  readonly beliefs: readonly number[];
  /** What a question adds to its score by probing a misconception whose review is due. */
  readonly due: readonly number[];
  /** The most that a question can add to its score by correcting a misconception. */
  readonly treated: readonly number[];
  /** By spread, and then by misconception: the most that a question can add to its score otherwise. */
  readonly most: readonly (readonly number[])[];
  /** Shown a few answers ago, and not answered rightly since. */
  readonly returning: ReadonlySet<number>;
  /** Those of them that the person was sure of. */
  readonly sure: ReadonlySet<number>;
  /** By curriculum item: how many answers the person had given before the last one to it. */
  readonly lastAfter: ReadonlyMap<string, number>;
  /** Shown by the last answer: a question about one would only repeat the verdict. */
  readonly resting: ReadonlySet<number>;
}

export function todayOf(model: LearnerModel, record: LearnerRecord, request: ChoiceRequest): LearnerToday {
  const { weights = choiceWeights, parameters = learnerParameters } = request;
  const day = Math.max(request.day, record.day);
  const prior = priorOf(record, parameters);
  const reliability = reliabilityOf(record, parameters);
  const known = model.misconceptions.map((id) => record.misconceptions.get(id) ?? null);
  const beliefs = known.map((one) => (one ? clamped(beliefOn(one, day, parameters)) : prior));
  const left = beliefs.reduce((sum, belief) => sum + Math.max(0, belief - settled), 0);
  const review = weights.review * Math.max(0, 1 - left / weights.load);
  const due = known.map((one) => (isDue(one, record, day) ? review : 0));
  const treated = weights.treatment * parameters.corrects * reliability.follows;
  const indexes = (is: (one: MisconceptionRecord, belief: number) => boolean) =>
    new Set(known.flatMap((one, index) => (one && is(one, beliefs[index] ?? 0) ? [index] : [])));
  const isBack = (one: MisconceptionRecord) => one.shown?.step === 0 && isDue(one, record, day);
  return {
    reliability,
    beliefs,
    due,
    most: model.spreads.map((spread) =>
      beliefs.map((belief, index) => (due[index] ?? 0) + mostBits(belief, spread, reliability)),
    ),
    treated: beliefs.map((belief) => treated * belief),
    returning: indexes((one, belief) => isBack(one) && belief >= worthReturning),
    sure: indexes((one, belief) => isBack(one) && belief >= worthReturning && one.shown?.isSure === true),
    lastAfter: lastAfterOf(record),
    resting: indexes(({ shown }) => shown?.step === 0 && record.answers < shown.dueAfter),
  };
}

function lastAfterOf({ seen }: LearnerRecord): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const [question, { lastAfter }] of seen) {
    const item = itemIdOf(question);
    last.set(item, Math.max(last.get(item) ?? 0, lastAfter));
  }
  return last;
}

/** The misconceptions to review, by index in the model. */
interface Reviews {
  readonly due: readonly number[];
  /** The day of the next review, if none is due today; null if no misconception was ever shown. */
  readonly nextDay: number | null;
}

export function reviewsOf(model: LearnerModel, record: LearnerRecord, day: number): Reviews {
  const today = Math.max(day, record.day);
  const shown = model.misconceptions.flatMap((id, index) => {
    const one = record.misconceptions.get(id);
    return one?.shown ? [{ one, index, dueDay: Math.max(today, one.shown.dueDay) }] : [];
  });
  const days = shown.map(({ dueDay }) => dueDay);
  return {
    due: shown.flatMap(({ one, index }) => (isDue(one, record, today) ? [index] : [])),
    nextDay: days.length === 0 ? null : Math.min(...days),
  };
}

function isDue(one: MisconceptionRecord | null, { answers }: LearnerRecord, day: number): boolean {
  return !!one?.shown && day >= one.shown.dueDay && answers >= one.shown.dueAfter;
}

export function beliefsIn({ probed }: QuestionCandidate, { beliefs }: LearnerToday): number[] {
  return probed.map((index) => beliefs[index] ?? 0);
}
