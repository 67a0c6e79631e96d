import { itemIdOf } from "../bank/bank.ts";
import type { Topic } from "../question/curriculum.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { Question } from "../question/question.ts";
import { type Forecast, forecastOf, mostBits, type Reliability } from "./evidence.ts";
import type { Candidate, LearnerModel } from "./learner-model.ts";
import {
  beliefOn,
  type LearnerParameters,
  type LearnerRecord,
  learnerParameters,
  priorOf,
  reliabilityOf,
} from "./learner-record.ts";

/** Why a question was chosen: the part of the score that decided. */
export type ChoiceReason =
  /** One of the curated first questions. */
  | { readonly type: "first" }
  /** The misconception was shown a few questions ago. */
  | { readonly type: "return"; readonly misconception: MisconceptionId }
  /** A review is due, on a fresh question of the same idea. */
  | { readonly type: "review"; readonly misconception: MisconceptionId }
  /** Earlier answers fit this misconception. */
  | { readonly type: "likely"; readonly misconception: MisconceptionId; readonly belief: number }
  /** The answer tells most about this misconception. */
  | { readonly type: "unclear"; readonly misconception: MisconceptionId; readonly belief: number };

export interface ChosenQuestion {
  readonly question: Question;
  readonly reason: ChoiceReason;
  /** How likely a right answer is. */
  readonly right: number;
}

/** Weights of the parts of a score, which is in bits. A weight of 0 turns a part off. */
export interface ChoiceWeights {
  /** For each misconception that the answer is expected to correct. */
  readonly treatment: number;
  readonly forced: number;
  readonly load: number;
  /** For each misconception whose review is due, and for what may be forgotten of the others. */
  readonly review: number;
  readonly memory: number;
  /** Subtracted for each probed misconception with an open prerequisite, by how likely it is open. */
  readonly prerequisites: number;
  /** Subtracted for each tenth that the chance of success lies outside `band`. */
  readonly difficulty: number;
  /** Subtracted for the topic or kind of the last question. */
  readonly monotony: number;
  /** Subtracted if the person has answered the question before; part of it for another variant of a template. */
  readonly repetition: number;
  /** Subtracted too if that was just now; a third of it after six answers. */
  readonly recency: number;
}

export const choiceWeights: ChoiceWeights = {
  treatment: 1.5,
  forced: 1,
  load: 8,
  review: 0.4,
  memory: 0,
  prerequisites: 0,
  difficulty: 0,
  monotony: 0.02,
  repetition: 0.3,
  recency: 0,
};

/** The chance of success that keeps people going. */
const band = { least: 0.5, most: 0.9 } as const;

export interface ChoiceRequest {
  readonly topic: Topic | null;
  /** The curated questions that come first, in order. */
  readonly first: readonly QuestionId[];
  /** The local day of the person, as a day number. */
  readonly day: number;
  /** Breaks ties in another way for each person. */
  readonly seed: number;
  readonly weights?: ChoiceWeights;
  readonly parameters?: LearnerParameters;
}

interface Scored {
  readonly candidate: Candidate;
  readonly score: number;
  readonly forecast: Forecast;
}

/** Chooses the question that is worth most now. Null if the topic has no questions. */
export function chooseQuestion(
  model: LearnerModel,
  record: LearnerRecord,
  request: ChoiceRequest,
): ChosenQuestion | null {
  const { first, topic } = request;
  const today = todayOf(model, record, request);
  const opening = first.find((id) => !record.seen.has(id));
  const opener = opening === undefined ? null : model.candidate(opening);
  if (opener) {
    const { right } = forecastOf(opener.evidence, beliefsIn(opener, today), today.reliability);
    return { question: opener.question, reason: { type: "first" }, right };
  }
  const inTopic = topic === null ? model.candidates : model.candidates.filter((one) => one.topic === topic);
  const last = record.recent.at(0);
  const lastItem = last && itemIdOf(last);
  const lastIdea = last && model.candidate(last)?.question.idea;
  const unlike = inTopic.filter(({ item, question }) => item !== lastItem && question.idea !== lastIdea);
  const candidates = unlike.length > 0 ? unlike : inTopic;
  const returning =
    today.returning.size === 0 ? [] : candidates.filter(({ probed }) => probed.some((index) => today.returning.has(index)));
  const best = bestOf(returning.length > 0 ? returning : candidates, model, record, today, request);
  return (
    best && { question: best.candidate.question, right: best.forecast.right, reason: reasonOf(best, model, today) }
  );
}

/** The candidate with the highest score. Those whose bound is lower than the best score are not computed. */
function bestOf(
  candidates: readonly Candidate[],
  model: LearnerModel,
  record: LearnerRecord,
  today: Today,
  request: ChoiceRequest,
): Scored | null {
  const bounds = new Float64Array(candidates.length);
  for (const [index, candidate] of candidates.entries()) bounds[index] = boundOf(candidate, record, today, request);
  const order = new Uint32Array(candidates.keys()).sort((one, other) => (bounds[other] ?? 0) - (bounds[one] ?? 0));
  let best: Scored | null = null;
  for (const index of order) {
    const candidate = candidates[index];
    if (!candidate || (best !== null && (bounds[index] ?? 0) < best.score)) break;
    const scored = scoreOf(candidate, model, record, today, request);
    if (best === null || scored.score > best.score) best = scored;
  }
  return best;
}

/** What is true of each misconception today. */
interface Today {
  readonly reliability: Reliability;
  readonly beliefs: readonly number[];
  /** 0 if no review is due, 1 if it is; more for a return in the same session. */
  readonly due: readonly number[];
  /** What a question adds to its score by probing a misconception, without the information. */
  readonly worth: readonly number[];
  /** The most that a question, and a set, can add by probing a misconception. */
  readonly most: readonly number[];
  readonly mostInSet: readonly number[];
  /** The misconceptions that were shown a few questions ago and have not come back since. */
  readonly returning: ReadonlySet<number>;
}

function todayOf(model: LearnerModel, record: LearnerRecord, request: ChoiceRequest): Today {
  const { day, weights = choiceWeights, parameters = learnerParameters } = request;
  const today = { beliefs: [], due: [], worth: [], most: [], mostInSet: [] } as Record<
    "beliefs" | "due" | "worth" | "most" | "mostInSet",
    number[]
  >;
  const prior = priorOf(record, parameters);
  const reliability = reliabilityOf(record, parameters);
  let open = 0;
  for (const { belief } of record.misconceptions.values()) open += Math.max(0, belief - 0.05);
  open += prior * (model.misconceptions.length - record.misconceptions.size);
  const calm = Math.max(0, 1 - open / weights.load);
  const returning = new Set<number>();
  for (const [index, id] of model.misconceptions.entries()) {
    const known = record.misconceptions.get(id);
    const shown = known?.shown ?? null;
    const belief = known ? Math.min(0.995, Math.max(0.005, beliefOn(known, day, parameters))) : prior;
    const isDue = shown !== null && day >= shown.dueDay && record.answers >= shown.dueAfter;
    if (weights.forced > 0 && isDue && shown.step === 0) returning.add(index);
    const due = isDue ? (shown.step === 0 ? 2 : 1) : 0;
    const worth = weights.review * calm * due + (known && shown ? weights.memory * (belief - known.belief) : 0);
    const treated = weights.treatment * parameters.corrects * reliability.follows * belief;
    today.beliefs.push(belief);
    today.due.push(due);
    today.worth.push(worth);
    today.most.push(worth + treated + mostBits(belief, false, reliability));
    today.mostInSet.push(worth + treated + mostBits(belief, true, reliability));
  }
  return { ...today, reliability, returning };
}

function beliefsIn({ probed }: Candidate, { beliefs }: Today): number[] {
  return probed.map((index) => beliefs[index] ?? 0);
}

function boundOf(candidate: Candidate, record: LearnerRecord, today: Today, request: ChoiceRequest): number {
  const most = candidate.question.kind === "choose-all" ? today.mostInSet : today.most;
  let bound = tieBreak(candidate, request) - repetition(candidate, record, request);
  for (const index of candidate.probed) bound += most[index] ?? 0;
  return bound;
}

/** The same question again is worth less, most of all soon. */
function repetition({ question }: Candidate, record: LearnerRecord, { weights = choiceWeights }: ChoiceRequest): number {
  const seen = record.seen.get(question.id);
  if (!seen) return 0;
  const since = record.answers - seen.lastAfter;
  return weights.repetition + weights.recency * Math.exp(-since / 6);
}

/** Too small to outweigh anything. */
function tieBreak({ hash }: Candidate, { seed }: ChoiceRequest): number {
  return ((hash ^ seed) & 1023) * 1e-5;
}

function scoreOf(
  candidate: Candidate,
  model: LearnerModel,
  record: LearnerRecord,
  today: Today,
  request: ChoiceRequest,
): Scored {
  const { weights = choiceWeights, parameters = learnerParameters } = request;
  const { question, evidence, probed } = candidate;
  const forecast = forecastOf(evidence, beliefsIn(candidate, today), today.reliability);
  let score = forecast.bits + tieBreak(candidate, request) - repetition(candidate, record, request);
  for (const [local, show] of forecast.shows.entries()) {
    score += weights.treatment * parameters.corrects * show * (candidate.refutes[local] ?? 1);
  }
  for (const index of probed) score += today.worth[index] ?? 0;
  if (weights.prerequisites > 0) {
    for (const index of probed) {
      for (const before of model.prerequisites[index] ?? []) {
        if (!probed.includes(before)) score -= weights.prerequisites * Math.max(0, (today.beliefs[before] ?? 0) - 0.3);
      }
    }
  }
  const outside = Math.max(0, band.least - forecast.right, forecast.right - band.most);
  score -= weights.difficulty * 10 * outside;
  const last = record.recent.at(0);
  const lastQuestion = last === undefined ? null : model.candidate(last)?.question;
  if (lastQuestion?.kind === question.kind) score -= weights.monotony;
  if (lastQuestion?.topic === question.topic) score -= weights.monotony;
  return { candidate, score, forecast };
}

function reasonOf({ candidate }: Scored, model: LearnerModel, today: Today): ChoiceReason {
  const [first = 0] = candidate.probed;
  const strongest = (values: readonly number[]) =>
    candidate.probed.reduce((best, index) => ((values[index] ?? 0) > (values[best] ?? 0) ? index : best), first);
  const due = strongest(today.due);
  const likely = strongest(today.beliefs);
  const idOf = (index: number) => model.misconceptions[index] ?? candidate.evidence.probed[0];
  const belief = today.beliefs[likely] ?? 0;
  const named = idOf(due);
  if (named !== undefined && (today.due[due] ?? 0) > 0) {
    return { type: today.due[due] === 1 ? "review" : "return", misconception: named };
  }
  const misconception = idOf(likely);
  if (misconception === undefined) return { type: "first" };
  return { type: belief >= 0.5 ? "likely" : "unclear", misconception, belief };
}
