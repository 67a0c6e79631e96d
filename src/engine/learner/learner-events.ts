import { type Bank, isQuestion } from "../bank/bank.ts";
import type { Instant, LocalDate } from "../community/calendar.ts";
import type { Answer, Choice, Diagnosis, VerdictReply } from "../question/answer.ts";
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

export type LearnerEvent = AnswerEvent | ReplyEvent;

/** An answer as it was saved, and when the person replied to its verdict. */
export interface SavedAnswer {
  readonly answer: Answer;
  readonly repliedAt: Instant | null;
}

export function answerEvent(bank: Bank, answer: Answer): AnswerEvent {
  const { choice, right, diagnosis, localDate } = answer;
  const found = bank.question(answer.question);
  const question = isQuestion(found) && isStill(bank, found, answer) ? found : null;
  return { type: "answer", question, choice, right, diagnosis, isTaught: true, localDate };
}

/** Null if the person has not replied. */
export function replyEvent({ diagnosis, reply }: Answer): ReplyEvent | null {
  return reply && { type: "reply", asked: diagnosis.asked, reply };
}

/** When an event happened. A clock that goes back must not move a reply before its answer. */
export function timeOf({ answer, repliedAt }: SavedAnswer, type: LearnerEvent["type"]): Instant {
  return type === "answer" ? answer.answeredAt : Math.max(answer.answeredAt, repliedAt ?? 0);
}

/** All events of a person in the order in which they happened. A reply may come long after its answer. */
export function eventsOf(bank: Bank, answers: readonly SavedAnswer[]): readonly LearnerEvent[] {
  const timed = answers.flatMap((saved): { at: Instant; event: LearnerEvent }[] => {
    const event = { at: timeOf(saved, "answer"), event: answerEvent(bank, saved.answer) };
    const reply = replyEvent(saved.answer);
    return reply ? [event, { at: timeOf(saved, "reply"), event: reply }] : [event];
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
