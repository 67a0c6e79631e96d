import { textHash } from "../../random/seed.ts";
import { type Bank, type CurriculumItem, itemId } from "../bank/bank.ts";
import { type Topic, topics } from "../question/curriculum.ts";
import { grade, type TopicOf } from "../question/diagnosis.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { Question } from "../question/question.ts";
import { type Evidence, evidenceOf, spreadOf } from "./evidence.ts";
import { learnerParameters } from "./learner-parameters.ts";

/** A question that can be chosen, with what never changes about it. */
export interface QuestionCandidate {
  readonly question: Question;
  /** The curriculum item, and the idea: a template's id for all its variants. */
  readonly item: string;
  readonly topic: Topic;
  /** Orders equally good questions in another way for each person. */
  readonly hash: number;
  readonly evidence: Evidence;
  /** Indexes of the probed misconceptions in `LearnerModel.misconceptions`. */
  readonly probed: readonly number[];
  /** Index of `spreadOf` its evidence in `LearnerModel.spreads`. */
  readonly spread: number;
  /** By probed misconception: how much of what it leads to the verdict refutes, or asks about. */
  readonly refutes: readonly number[];
}

/** A verdict that refutes another misconception helps less. */
const besides = 1 / 3;

function refutesOf({ question, ways, probed }: Evidence, topicOf: TopicOf): number[] {
  const sums = probed.map(() => 0);
  for (const [index, { members }] of ways.entries()) {
    const choice = question.kind === "ordering" ? question.mistakes[index]?.order : index + 1;
    if (choice === undefined) continue;
    const { named, asked } = grade(question, choice, topicOf).diagnosis;
    for (const { local, weight } of members) {
      const id = probed[local];
      const isRefuted = id !== undefined && (id === named || asked.includes(id));
      sums[local] = (sums[local] ?? 0) + weight * (isRefuted ? 1 : besides);
    }
  }
  return question.kind === "choose-all" ? probed.map(() => 1) : sums;
}

/** A bank, prepared for choosing questions. It is made once, when the bank is loaded. */
export interface LearnerModel {
  readonly bank: Bank;
  /** Changes with everything that records depend on: the model itself, and what the bank's answers mean. */
  readonly version: string;
  readonly misconceptions: readonly MisconceptionId[];
  /** By misconception: indexes of its prerequisites. */
  readonly prerequisites: readonly (readonly number[])[];
  readonly candidates: readonly QuestionCandidate[];
  /** The different values of `spreadOf` their evidence. */
  readonly spreads: readonly number[];
  readonly candidate: (question: QuestionId) => QuestionCandidate | null;
  /** The curated questions that come first in a topic; for the whole curriculum, those of its first topic. */
  readonly opening: (topic: Topic | null) => readonly QuestionCandidate[];
}

export function learnerModelOf(bank: Bank): LearnerModel {
  const misconceptions = bank.misconceptions.map(({ id }) => id);
  const indexById = new Map(misconceptions.map((id, index) => [id, index]));
  const indexesOf = (ids: readonly MisconceptionId[]) => ids.flatMap((id) => indexById.get(id) ?? []);
  const spreads = new Map<number, number>();
  const candidateOf = (item: CurriculumItem, question: Question): QuestionCandidate => {
    const evidence = evidenceOf(question);
    const spread = spreadOf(evidence);
    if (!spreads.has(spread)) spreads.set(spread, spreads.size);
    return {
      question,
      item: itemId(item),
      topic: question.topic,
      hash: textHash(question.id) | 0,
      evidence,
      probed: indexesOf(evidence.probed),
      spread: spreads.get(spread) ?? 0,
      refutes: refutesOf(evidence, bank.topicOf),
    };
  };
  const candidates = bank.curriculum.flatMap((item) =>
    questionsOf(item).map((question) => candidateOf(item, question)),
  );
  const byId = new Map(candidates.map((candidate) => [candidate.question.id, candidate]));
  const first = bank.first.flatMap((id) => byId.get(id) ?? []);
  const openings = new Map(topics.map((topic) => [topic, first.filter((one) => one.topic === topic)]));
  return {
    bank,
    version: versionOf(bank, candidates),
    misconceptions,
    prerequisites: bank.misconceptions.map(({ prerequisites }) => indexesOf(prerequisites)),
    candidates,
    spreads: [...spreads.keys()],
    candidate: (question) => byId.get(question) ?? null,
    opening: (topic) => openings.get(topic ?? topics[0]) ?? [],
  };
}

function questionsOf(item: CurriculumItem): readonly Question[] {
  return item.type === "question" ? [item.question] : item.variants;
}

/** Increased when the same answers give another record. */
const modelVersion = 1;

/** Wording does not matter to a record, so a corrected sentence changes nothing. */
function versionOf(bank: Bank, candidates: readonly QuestionCandidate[]): string {
  const questions = candidates.map(({ question, evidence }) => {
    const { id, kind, about } = question;
    const rights = question.kind === "choose-all" ? question.options.map(({ right }) => right) : [];
    const orders = question.kind === "ordering" ? question.mistakes.map(({ order }) => order) : [];
    return textHash(
      JSON.stringify([id, kind, about, evidence.probed, evidence.ways, evidence.options, rights, orders]),
    );
  });
  const topicsOf = bank.misconceptions.map(({ id, topic }) => [id, topic]);
  return `${modelVersion}-${textHash(JSON.stringify([learnerParameters, topicsOf, questions]))}`;
}
