import { type Bank, isQuestion } from "../bank/bank.ts";
import type { Instant, LocalDate } from "../community/calendar.ts";
import {
  type Answer,
  type Choice,
  type Confidence,
  type Diagnosis,
  shownBy,
  type VerdictReply,
} from "../question/answer.ts";
import { grade } from "../question/diagnosis.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { Question } from "../question/question.ts";

/** What an answer tells the model. */
export interface AnswerEvent {
  readonly type: "answer";
  /** Null if the bank has changed or lost it since. Then only what the verdict said counts. */
  readonly question: Question | null;
  readonly choice: Choice;
  readonly right: boolean;
  readonly diagnosis: Diagnosis;
  /** Whether the person saw a verdict, which corrects. Without it, an answer only tells what they believe. */
  readonly isTaught: boolean;
  readonly localDate: LocalDate;
}

/** What a person said when a verdict asked which misconception they think. */
export interface ReplyEvent {
  readonly type: "reply";
  readonly asked: readonly MisconceptionId[];
  readonly reply: VerdictReply;
}

/** How sure a person says they were. */
export interface ConfidenceEvent {
  readonly type: "confidence";
  readonly confidence: Confidence;
  /** As in the answer's event. */
  readonly question: Question | null;
  readonly right: boolean;
  /** The misconception that the answer shows; null for none. */
  readonly shown: MisconceptionId | null;
}

export type LearnerEvent = AnswerEvent | ReplyEvent | ConfidenceEvent;

/** An answer as it was saved, and when the person replied to its verdict and said how sure they were. */
export interface SavedAnswer {
  readonly answer: Answer;
  readonly repliedAt: Instant | null;
  readonly ratedAt: Instant | null;
}

export function answerEvent(bank: Bank, answer: Answer): AnswerEvent {
  const { choice, right, diagnosis, localDate } = answer;
  return { type: "answer", question: questionOf(bank, answer), choice, right, diagnosis, isTaught: true, localDate };
}

function questionOf(bank: Bank, answer: Answer): Question | null {
  const found = bank.question(answer.question);
  return isQuestion(found) && isStill(bank, found, answer) ? found : null;
}

/** Null if the person has not replied. */
export function replyEvent({ diagnosis, reply }: Answer): ReplyEvent | null {
  return reply && { type: "reply", asked: diagnosis.asked, reply };
}

/** Null if the person has not said how sure they were. */
export function confidenceEvent(bank: Bank, answer: Answer): ConfidenceEvent | null {
  const { confidence, right } = answer;
  if (confidence === null) return null;
  return { type: "confidence", confidence, question: questionOf(bank, answer), right, shown: shownBy(answer) };
}

/** When an event happened. A clock that goes back moves no reply before its answer, and no rating before either. */
export function timeOf({ answer, repliedAt, ratedAt }: SavedAnswer, type: LearnerEvent["type"]): Instant {
  if (type === "answer") return answer.answeredAt;
  const replied = Math.max(answer.answeredAt, repliedAt ?? 0);
  return type === "reply" ? replied : Math.max(replied, ratedAt ?? 0);
}

/** All events of a person in the order in which they happened. A reply may come long after its answer. */
export function eventsOf(bank: Bank, answers: readonly SavedAnswer[]): readonly LearnerEvent[] {
  const timed = answers.flatMap((saved): { at: Instant; event: LearnerEvent }[] => {
    const events = [answerEvent(bank, saved.answer), replyEvent(saved.answer), confidenceEvent(bank, saved.answer)];
    return events.flatMap((event) => (event ? { at: timeOf(saved, event.type), event } : []));
  });
  return timed.toSorted((one, other) => one.at - other.at).map(({ event }) => event);
}

/** Whether a saved answer still means the same: the bank would grade its choice as it did. */
function isStill({ topicOf }: Bank, question: Question, { choice, right, diagnosis }: Answer): boolean {
  try {
    const now = grade(question, choice, topicOf);
    const { named, asked } = now.diagnosis;
    const isSame = named === diagnosis.named && asked.length === diagnosis.asked.length;
    return now.right === right && isSame && asked.every((id) => diagnosis.asked.includes(id));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
