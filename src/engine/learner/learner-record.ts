import { itemIdOf } from "../bank/bank.ts";
import { dayNumber } from "../community/calendar.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { Question } from "../question/question.ts";
import { evidenceOf, type Reliability, readingOf } from "./evidence.ts";
import type { AnswerEvent, ConfidenceEvent, LearnerEvent, ReplyEvent } from "./learner-events.ts";
import { type LearnerParameters, learnerParameters } from "./learner-parameters.ts";
import { intervalOf, type Memory, retrievability, reviewed } from "./memory.ts";

/** What the model knows about one person and one misconception. Plain data, stored as one row. */
export interface MisconceptionRecord {
  /** How likely the person holds it, at the last event that said anything about it. */
  readonly belief: number;
  /** Answers and replies that fit the misconception, and right answers that speak against it. */
  readonly fits: number;
  readonly against: number;
  /** Null until an answer or a reply shows the misconception. */
  readonly shown: ShownRecord | null;
}

/** The way of a shown misconception to its correction, and the reviews after it. */
interface ShownRecord {
  /** How many returns have been right since it was last shown. */
  readonly step: number;
  /** The earliest day, and the earliest number of answers, for the next return. */
  readonly dueDay: number;
  readonly dueAfter: number;
  /** The first right answer since it was last shown. */
  readonly firstRight: { readonly item: string; readonly day: number } | null;
  /** How likely the person held it when it was last shown, before the verdict corrected them. */
  readonly belief: number;
  /** Whether two right answers to different items on different days have corrected it. */
  readonly isCorrected: boolean;
  /** Whether the person was sure of the answer that showed it. Then it is taken up first. */
  readonly isSure: boolean;
  readonly memory: Memory;
}

/** An answered question. Plain data, stored as one row. */
export interface SeenRecord {
  readonly times: number;
  /** The number of answers before it was last answered. */
  readonly lastAfter: number;
  /** Whether the last answer was right. */
  readonly right: boolean;
}

/** What the model remembers of one person. It has the size of the bank, however many answers there are. */
export interface LearnerRecord {
  answers: number;
  /** The latest day of an event. It never goes back, even if a clock does. */
  day: number;
  readonly misconceptions: Map<MisconceptionId, MisconceptionRecord>;
  readonly seen: Map<QuestionId, SeenRecord>;
  /** Expected counts over all answers, which say how closely this person's answers follow what they believe. */
  answering: { readonly held: number; readonly followed: number; readonly free: number; readonly slipped: number };
  /** The last questions, the latest first. */
  recent: readonly QuestionId[];
}

/** No belief is ever certain. */
const bounds = { least: 0.005, most: 0.995 } as const;

const recentQuestions = 5;

export function newLearnerRecord(): LearnerRecord {
  return {
    answers: 0,
    day: 0,
    misconceptions: new Map(),
    seen: new Map(),
    answering: { held: 0, followed: 0, free: 0, slipped: 0 },
    recent: [],
  };
}

/**
 * How likely this person holds a misconception that no answer has said anything about: the share of those that they
 * seem to have held so far, with the usual share counted in.
 */
export function priorOf({ misconceptions }: LearnerRecord, { prior, priorWeight }: LearnerParameters): number {
  let sum = prior * priorWeight;
  for (const { belief, shown } of misconceptions.values()) sum += shown ? shown.belief : belief;
  return sum / (priorWeight + misconceptions.size);
}

/** How closely this person's answers follow what they believe: as people do, until many answers say otherwise. */
export function reliabilityOf({ answering }: LearnerRecord, parameters: LearnerParameters): Reliability {
  const { follows, slips, reliabilityWeight } = parameters;
  return {
    follows: (follows * reliabilityWeight + answering.followed) / (reliabilityWeight + answering.held),
    slips: (slips * reliabilityWeight + answering.slipped) / (reliabilityWeight + answering.free),
  };
}

function unknownMisconception(record: LearnerRecord, parameters: LearnerParameters): MisconceptionRecord {
  return { belief: priorOf(record, parameters), fits: 0, against: 0, shown: null };
}

/** How likely the person holds a misconception on a day. What was corrected may have been forgotten since. */
export function beliefOn(record: MisconceptionRecord, day: number, { relapse }: LearnerParameters): number {
  const { belief, shown } = record;
  if (shown === null || belief >= relapse) return belief;
  return belief + (relapse - belief) * (1 - retrievability(shown.memory, day));
}

/** Adds an event to the record. Adding all events of a person, oldest first, gives the same record at any time. */
export function addEvent(
  record: LearnerRecord,
  event: LearnerEvent,
  parameters: LearnerParameters = learnerParameters,
): void {
  if (event.type === "reply") addReply(record, event, parameters);
  else if (event.type === "confidence") addConfidence(record, event, parameters);
  else addAnswer(record, event, parameters);
}

function addAnswer(record: LearnerRecord, event: AnswerEvent, parameters: LearnerParameters): void {
  const { question, right, diagnosis, isTaught } = event;
  const before = record.answers;
  record.answers++;
  record.day = Math.max(record.day, dayNumber(event.localDate));
  if (question) {
    addEvidence(record, event, question, parameters);
    const times = (record.seen.get(question.id)?.times ?? 0) + 1;
    record.seen.set(question.id, { times, lastAfter: before, right });
    record.recent = [question.id, ...record.recent].slice(0, recentQuestions);
  }
  if (isTaught && diagnosis.named !== null) show(record, diagnosis.named, parameters);
}

function addEvidence(
  record: LearnerRecord,
  { choice, right, isTaught }: AnswerEvent,
  question: Question,
  parameters: LearnerParameters,
): void {
  const evidence = evidenceOf(question);
  const unknown = unknownMisconception(record, parameters);
  const known = evidence.probed.map((id) => record.misconceptions.get(id) ?? unknown);
  const beliefs = known.map((one) => clamped(beliefOn(one, record.day, parameters)));
  const reading = readingOf(evidence, choice, beliefs, reliabilityOf(record, parameters));
  if (!reading) return;
  const { beliefs: after, held, followed, slipped } = reading;
  const { answering } = record;
  const isCounted = question.kind !== "choose-all";
  record.answering = {
    held: answering.held + held,
    followed: answering.followed + followed,
    free: answering.free + (isCounted ? 1 - held : 0),
    slipped: answering.slipped + slipped,
  };
  for (const [local, id] of evidence.probed.entries()) {
    const [old, from = 0, to = from] = [known[local] ?? unknown, beliefs[local], after[local]];
    const belief = clamped(right && isTaught ? to * (1 - parameters.explains) : to);
    record.misconceptions.set(id, {
      belief,
      fits: old.fits + (to > from ? 1 : 0),
      against: old.against + (right ? 1 : 0),
      shown: old.shown && returned(record, old.shown, { item: itemIdOf(question.id), right }, parameters),
    });
  }
}

/** An answer to an item that probes a shown misconception. */
function returned(
  { day, answers }: LearnerRecord,
  shown: ShownRecord,
  { item, right }: { readonly item: string; readonly right: boolean },
  { returnDays, firstReturn }: LearnerParameters,
): ShownRecord {
  // A wrong answer for another reason says little. The return is tried again.
  if (!right) return { ...shown, dueAfter: Math.max(shown.dueAfter, answers + firstReturn) };
  const { firstRight } = shown;
  // The return in the same session may come early, because a question probes several misconceptions.
  const isReturn = shown.step === 0 || day >= shown.dueDay;
  const memory = day > shown.memory.day ? reviewed(shown.memory, true, day) : shown.memory;
  const isSecond = firstRight !== null && firstRight.item !== item && firstRight.day < day;
  const step = isReturn ? shown.step + 1 : shown.step;
  const wait = returnDays[step - 1] ?? Math.max(intervalOf(memory), returnDays.at(-1) ?? 1);
  return {
    ...shown,
    step,
    dueDay: isReturn ? day + wait : shown.dueDay,
    firstRight: firstRight ?? { item, day },
    isCorrected: shown.isCorrected || isSecond,
    memory,
  };
}

/** A verdict or a reply shows a misconception and refutes it. */
function show(record: LearnerRecord, id: MisconceptionId, parameters: LearnerParameters): void {
  const { day, answers } = record;
  const old = record.misconceptions.get(id) ?? unknownMisconception(record, parameters);
  record.misconceptions.set(id, {
    ...old,
    belief: clamped(old.belief * (1 - parameters.corrects)),
    shown: {
      step: 0,
      dueDay: day,
      dueAfter: answers + parameters.firstReturn,
      firstRight: null,
      belief: old.belief,
      isCorrected: false,
      isSure: false,
      memory: reviewed(old.shown?.memory ?? null, false, day),
    },
  });
}

/** The misconception that a person says they think is likelier, and the others that the verdict asked about are not. */
function addReply(record: LearnerRecord, { asked, reply }: ReplyEvent, parameters: LearnerParameters): void {
  for (const id of asked) {
    const old = record.misconceptions.get(id) ?? unknownMisconception(record, parameters);
    const ratio = id === reply.thought ? parameters.replyRatio : 1 / parameters.replyRatio;
    const fits = old.fits + (id === reply.thought ? 1 : 0);
    record.misconceptions.set(id, { ...old, fits, belief: likelier(old.belief, ratio) });
  }
  if (reply.thought !== null) show(record, reply.thought, parameters);
}

/**
 * A guess says little. So a misconception that a guess shows is less likely than the answer made it, and those that a
 * right guess speaks against are likelier; it does not correct either. What a person was sure of is likelier.
 */
function addConfidence(record: LearnerRecord, event: ConfidenceEvent, { sureRatio }: LearnerParameters): void {
  const { confidence, question, right, shown } = event;
  const isSure = confidence === "sure";
  if (right && isSure) return;
  const ids = right ? (question ? evidenceOf(question).probed : []) : shown === null ? [] : [shown];
  for (const id of ids) {
    const old = record.misconceptions.get(id);
    if (!old) continue;
    const belief = likelier(old.belief, right || isSure ? sureRatio : 1 / sureRatio);
    const isFirstRight = right && question !== null && old.shown?.firstRight?.item === itemIdOf(question.id);
    const firstRight = isFirstRight ? null : (old.shown?.firstRight ?? null);
    record.misconceptions.set(id, { ...old, belief, shown: old.shown && { ...old.shown, isSure, firstRight } });
  }
}

/** @param ratio by how much the odds grow */
function likelier(belief: number, ratio: number): number {
  const odds = (ratio * belief) / (1 - belief);
  return clamped(odds / (1 + odds));
}

/** A misconception that an event has corrected. */
export interface CorrectedMisconception {
  readonly misconception: MisconceptionId;
  /** How many of the misconceptions that the person has shown are corrected now. */
  readonly corrected: number;
  readonly of: number;
}

/** What the events since `before` have corrected; null for nothing. */
export function correctionSince(
  before: LearnerRecord["misconceptions"],
  { misconceptions }: LearnerRecord,
): CorrectedMisconception | null {
  const shown = [...misconceptions].filter(([, one]) => one.shown !== null);
  const corrected = shown.filter(([, one]) => one.shown?.isCorrected);
  const [misconception] = corrected.find(([id]) => !before.get(id)?.shown?.isCorrected) ?? [];
  return misconception === undefined ? null : { misconception, corrected: corrected.length, of: shown.length };
}

export function clamped(belief: number): number {
  return Math.min(bounds.most, Math.max(bounds.least, belief));
}

/** The record as plain data, and back. */
export type SavedLearnerRecord = Omit<LearnerRecord, "misconceptions" | "seen"> & {
  readonly misconceptions: readonly (readonly [MisconceptionId, MisconceptionRecord])[];
  readonly seen: readonly (readonly [QuestionId, SeenRecord])[];
};

export function savedRecord(record: LearnerRecord): SavedLearnerRecord {
  return { ...record, misconceptions: [...record.misconceptions], seen: [...record.seen] };
}

export function recordFrom(saved: SavedLearnerRecord): LearnerRecord {
  return { ...saved, misconceptions: new Map(saved.misconceptions), seen: new Map(saved.seen) };
}
