import { itemIdOf } from "../bank/bank.ts";
import type { Topic } from "../question/curriculum.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { Question } from "../question/question.ts";
import { type Forecast, forecastOf } from "./evidence.ts";
import type { Candidate, LearnerModel } from "./learner-model.ts";
import { beliefOn, type LearnerParameters, type LearnerRecord, learnerParameters } from "./learner-record.ts";

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
}

export const choiceWeights: ChoiceWeights = {
  treatment: 1.5,
  review: 0.4,
  memory: 0,
  prerequisites: 0,
  difficulty: 0,
  monotony: 0.02,
  repetition: 1,
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

/** What is true of each misconception today. */
interface Today {
  readonly beliefs: readonly number[];
  /** 0 if no review is due, 1 if it is; more for a return in the same session. */
  readonly due: readonly number[];
  readonly forgetting: readonly number[];
}

interface Scored {
  readonly candidate: Candidate;
  readonly score: number;
  readonly forecast: Forecast;
}

/** Chooses the question that is worth most now. Null if the topic has no questions. */
export function chooseQuestion(model: LearnerModel, record: LearnerRecord, request: ChoiceRequest): ChosenQuestion | null {
  const { first, topic, parameters = learnerParameters } = request;
  const today = todayOf(model, record, request.day, parameters);
  const opening = first.find((id) => !record.seen.has(id));
  const opener = opening === undefined ? null : model.candidate(opening);
  if (opener) {
    const { right } = forecastOf(opener.evidence, beliefsIn(opener, today), parameters);
    return { question: opener.question, reason: { type: "first" }, right };
  }
  const inTopic = topic === null ? model.candidates : model.candidates.filter((one) => one.topic === topic);
  const last = record.recent.at(0);
  const lastItem = last && itemIdOf(last);
  const lastIdea = last && model.candidate(last)?.question.idea;
  const unlike = inTopic.filter(({ item, question }) => item !== lastItem && question.idea !== lastIdea);
  const candidates = unlike.length > 0 ? unlike : inTopic;
  const returning = mostUrgent(today);
  const forced = returning === null ? [] : candidates.filter(({ probed }) => probed.includes(returning));
  let best: Scored | null = null;
  for (const candidate of forced.length > 0 ? forced : candidates) {
    const scored = scoreOf(candidate, model, record, today, request);
    if (best === null || scored.score > best.score) best = scored;
  }
  return best && { question: best.candidate.question, right: best.forecast.right, reason: reasonOf(best, model, today) };
}

function todayOf(model: LearnerModel, record: LearnerRecord, day: number, parameters: LearnerParameters): Today {
  const beliefs: number[] = [];
  const due: number[] = [];
  const forgetting: number[] = [];
  for (const id of model.misconceptions) {
    const known = record.misconceptions.get(id);
    const shown = known?.shown ?? null;
    const belief = known ? beliefOn(known, day, parameters) : parameters.prior;
    const isDue = shown !== null && day >= shown.dueDay && record.answers >= shown.dueAfter;
    beliefs.push(Math.min(0.995, Math.max(0.005, belief)));
    due.push(isDue ? (shown.step === 0 ? 2 : 1) : 0);
    forgetting.push(known && shown ? belief - known.belief : 0);
  }
  return { beliefs, due, forgetting };
}

function beliefsIn({ probed }: Candidate, { beliefs }: Today): number[] {
  return probed.map((index) => beliefs[index] ?? 0);
}

/** The misconception whose return in the same session is due; null if none is. */
function mostUrgent(_today: Today): number | null {
  return null;
}

function scoreOf(
  candidate: Candidate,
  model: LearnerModel,
  record: LearnerRecord,
  today: Today,
  { seed, weights = choiceWeights, parameters = learnerParameters }: ChoiceRequest,
): Scored {
  const { question, evidence, probed } = candidate;
  const forecast = forecastOf(evidence, beliefsIn(candidate, today), parameters);
  let score = forecast.bits;
  for (const show of forecast.shows) score += weights.treatment * parameters.corrects * show;
  for (const index of probed) {
    score += weights.review * (today.due[index] ?? 0);
    score += weights.memory * (today.forgetting[index] ?? 0);
  }
  const outside = Math.max(0, band.least - forecast.right, forecast.right - band.most);
  score -= weights.difficulty * 10 * outside;
  const seen = record.seen.get(question.id);
  if (seen) score -= weights.repetition * (1 + seen.times / 10);
  const last = record.recent.at(0);
  const lastQuestion = last === undefined ? null : model.candidate(last)?.question;
  if (lastQuestion?.kind === question.kind) score -= weights.monotony;
  if (lastQuestion?.topic === question.topic) score -= weights.monotony;
  return { candidate, score: score + 1e-6 * (seed % 7), forecast };
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
