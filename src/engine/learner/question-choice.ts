import { itemIdOf } from "../bank/bank.ts";
import type { ChoiceReason } from "../question/answer.ts";
import type { Question } from "../question/question.ts";
import { type Forecast, forecastOf } from "./evidence.ts";
import type { LearnerModel, QuestionCandidate } from "./learner-model.ts";
import { learnerParameters } from "./learner-parameters.ts";
import type { LearnerRecord } from "./learner-record.ts";
import {
  beliefsIn,
  type ChoiceRequest,
  choiceWeights,
  type LearnerToday,
  reviewsOf,
  todayOf,
} from "./learner-today.ts";

export interface ChosenQuestion {
  readonly question: Question;
  readonly reason: ChoiceReason;
  /** How likely a right answer is. */
  readonly right: number;
}

interface Scored {
  readonly candidate: QuestionCandidate;
  readonly score: number;
  readonly right: number;
}

/** The chance of a right answer that keeps people going. */
const band = { least: 0.5, most: 0.9 } as const;

/** A prerequisite that is held less likely than this does not matter. */
const openPrerequisite = 0.3;

/** Chooses the question that is worth most now. Null if the topic has no questions. */
export function chooseQuestion(
  model: LearnerModel,
  record: LearnerRecord,
  request: ChoiceRequest,
): ChosenQuestion | null {
  const today = todayOf(model, record, request);
  const opener = model.opening(request.topic).find(({ question }) => !record.seen.has(question.id));
  if (opener) {
    const { right } = forecastOf(opener.evidence, beliefsIn(opener, today), today.reliability);
    return { question: opener.question, reason: { type: "first" }, right };
  }
  const best = bestOf(eligible(model, record, today, request), model, record, today, request);
  return best && { question: best.candidate.question, right: best.right, reason: reasonOf(best, model, today) };
}

/** Chooses a question about a misconception whose review is due. Null if none is due, or the topic has no question. */
export function chooseReview(
  model: LearnerModel,
  record: LearnerRecord,
  request: ChoiceRequest,
): ChosenQuestion | null {
  const due = new Set(reviewsOf(model, record, request.day).due);
  const today = todayOf(model, record, request);
  const candidates = eligible(model, record, today, request, (one) => one.probed.some((index) => due.has(index)));
  const best = bestOf(candidates, model, record, today, request);
  const [index] = best?.candidate.probed.filter((one) => due.has(one)) ?? [];
  const misconception = index === undefined ? undefined : model.misconceptions[index];
  if (!best || misconception === undefined) return null;
  return { question: best.candidate.question, right: best.right, reason: { type: "review", misconception } };
}

/** The questions that may come next. Each rule counts only if it leaves any. */
function eligible(
  model: LearnerModel,
  record: LearnerRecord,
  today: LearnerToday,
  { topic, weights = choiceWeights }: ChoiceRequest,
  isWanted: (one: QuestionCandidate) => boolean = () => true,
): readonly QuestionCandidate[] {
  const [last] = record.recent;
  const lastItem = last && itemIdOf(last);
  const lastIdea = last && model.candidate(last)?.question.idea;
  const isAbout = ({ probed }: QuestionCandidate, some: ReadonlySet<number>) => probed.some((index) => some.has(index));
  const isFew = today.returning.size > 0 && today.returning.size <= weights.returns;
  const rules: readonly ((one: QuestionCandidate) => boolean)[] = [
    ({ item, question }) => item !== lastItem && question.idea !== lastIdea,
    (one) => !isAbout(one, today.resting),
    (one) => today.sure.size === 0 || isAbout(one, today.sure),
    (one) => !isFew || isAbout(one, today.returning),
  ];
  let left = model.candidates.filter((one) => (topic === null || one.topic === topic) && isWanted(one));
  for (const rule of rules) {
    const some = left.filter(rule);
    if (some.length > 0) left = some;
  }
  return left;
}

/** The candidate with the highest score. Those whose bound is below the best score so far are not computed. */
function bestOf(
  candidates: readonly QuestionCandidate[],
  model: LearnerModel,
  record: LearnerRecord,
  today: LearnerToday,
  request: ChoiceRequest,
): Scored | null {
  const bounds = Float64Array.from(candidates, (candidate) => boundOf(candidate, record, today, request));
  const order = Uint32Array.from(candidates.keys()).sort((one, other) => (bounds[other] ?? 0) - (bounds[one] ?? 0));
  let best: Scored | null = null;
  for (const index of order) {
    const candidate = candidates[index];
    if (!candidate || (best !== null && (bounds[index] ?? 0) < best.score)) break;
    const scored = scoreOf(candidate, model, record, today, request);
    if (best === null || scored.score > best.score) best = scored;
  }
  return best;
}

/** At least the score, without the costly forecast. */
function boundOf(
  candidate: QuestionCandidate,
  record: LearnerRecord,
  today: LearnerToday,
  request: ChoiceRequest,
): number {
  const most = today.most[candidate.spread] ?? [];
  let bound = tieBreak(candidate, request) - repetition(candidate, record, today, request);
  const { probed, refutes } = candidate;
  for (let local = 0; local < probed.length; local++) {
    const index = probed[local] ?? -1;
    bound += (most[index] ?? 0) + (today.treated[index] ?? 0) * (refutes[local] ?? 0);
  }
  return bound;
}

function scoreOf(
  candidate: QuestionCandidate,
  model: LearnerModel,
  record: LearnerRecord,
  today: LearnerToday,
  request: ChoiceRequest,
): Scored {
  const { weights = choiceWeights } = request;
  const { evidence, probed } = candidate;
  const forecast = forecastOf(evidence, beliefsIn(candidate, today), today.reliability);
  let score = forecast.bits + tieBreak(candidate, request) - repetition(candidate, record, today, request);
  score += weights.treatment * correctedBy(candidate, forecast, request);
  for (const index of probed) score += today.due[index] ?? 0;
  if (weights.prerequisites > 0) score -= weights.prerequisites * openPrerequisites(candidate, model, today);
  const outside = Math.max(0, band.least - forecast.right, forecast.right - band.most);
  score -= weights.difficulty * 10 * outside;
  score -= weights.monotony * likeness(candidate, model, record);
  return { candidate, score, right: forecast.right };
}

/** How many misconceptions the verdict is expected to correct. */
function correctedBy(
  { refutes }: QuestionCandidate,
  { shows }: Forecast,
  { parameters = learnerParameters }: ChoiceRequest,
): number {
  let sum = 0;
  for (const [local, show] of shows.entries()) sum += show * (refutes[local] ?? 0);
  return sum * parameters.corrects;
}

function openPrerequisites(
  { probed }: QuestionCandidate,
  { prerequisites }: LearnerModel,
  today: LearnerToday,
): number {
  let sum = 0;
  for (const index of probed) {
    for (const before of prerequisites[index] ?? []) {
      if (!probed.includes(before)) sum += Math.max(0, (today.beliefs[before] ?? 0) - openPrerequisite);
    }
  }
  return sum;
}

/** How much the question is like the last one: its kind, its topic. */
function likeness({ question }: QuestionCandidate, model: LearnerModel, { recent }: LearnerRecord): number {
  const [last] = recent;
  const lastQuestion = last && model.candidate(last)?.question;
  return Number(lastQuestion?.kind === question.kind) + Number(lastQuestion?.topic === question.topic);
}

/** The same question again is worth less, and so is soon another variant of the same template. */
function repetition(
  { question, item }: QuestionCandidate,
  { seen, answers }: LearnerRecord,
  today: LearnerToday,
  { weights = choiceWeights }: ChoiceRequest,
): number {
  const last = today.lastAfter.get(item);
  if (last === undefined) return 0;
  const again = seen.has(question.id) ? weights.repetition : 0;
  return again + weights.recency * Math.exp((last - answers) / 6);
}

/** Too small to outweigh anything. */
function tieBreak({ hash }: QuestionCandidate, { seed }: ChoiceRequest): number {
  return ((hash ^ seed) & 1023) * 1e-5;
}

function reasonOf({ candidate }: Scored, model: LearnerModel, today: LearnerToday): ChoiceReason {
  const strongest = (values: readonly number[], some: readonly number[]) =>
    some.toSorted((one, other) => (values[other] ?? 0) - (values[one] ?? 0)).at(0);
  const named = (index: number | undefined) => (index === undefined ? undefined : model.misconceptions[index]);
  const { beliefs, due, returning } = today;
  const back = named(
    strongest(
      beliefs,
      candidate.probed.filter((index) => returning.has(index)),
    ),
  );
  if (back !== undefined) return { type: "return", misconception: back };
  const likely = strongest(beliefs, candidate.probed);
  const belief = likely === undefined ? 0 : (beliefs[likely] ?? 0);
  const misconception = named(likely);
  if (misconception === undefined) return { type: "first" };
  if (belief >= 0.5) return { type: "likely", misconception };
  const reviewed = named(
    strongest(
      due,
      candidate.probed.filter((index) => (due[index] ?? 0) > 0),
    ),
  );
  if (reviewed !== undefined) return { type: "review", misconception: reviewed };
  return { type: "unclear", misconception };
}
