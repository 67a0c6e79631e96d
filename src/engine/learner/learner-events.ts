import { type Bank, isQuestion } from "../bank/bank.ts";
import type { Instant, LocalDate } from "../community/calendar.ts";
import { type Answer, type Choice, type Diagnosis, isRight, type VerdictReply } from "../question/answer.ts";
import type { MisconceptionId } from "../question/ids.ts";
import { probedBy, type Question } from "../question/question.ts";

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
interface SavedAnswer {
  readonly answer: Answer;
  readonly repliedAt: Instant | null;
}

export function answerEvent(bank: Bank, answer: Answer): AnswerEvent {
  const { choice, right, diagnosis, localDate } = answer;
  const found = bank.question(answer.question);
  const question = isQuestion(found) && isStill(found, answer) ? found : null;
  return { type: "answer", question, choice, right, diagnosis, isTaught: true, localDate };
}

/** Null if the person has not replied. */
export function replyEvent({ diagnosis, reply }: Answer): ReplyEvent | null {
  return reply && { type: "reply", asked: diagnosis.asked, reply };
}

/** All events of a person in the order in which they happened. A reply may come long after its answer. */
export function eventsOf(bank: Bank, answers: readonly SavedAnswer[]): readonly LearnerEvent[] {
  const timed = answers.flatMap(({ answer, repliedAt }): { at: Instant; event: LearnerEvent }[] => {
    const event = { at: answer.answeredAt, event: answerEvent(bank, answer) };
    const reply = replyEvent(answer);
    // A clock that goes back must not move a reply before its answer.
    return reply ? [event, { at: Math.max(answer.answeredAt, repliedAt ?? 0), event: reply }] : [event];
  });
  return timed.toSorted((one, other) => one.at - other.at).map(({ event }) => event);
}

/** Whether a saved answer still means the same: its choice exists, and is as right or wrong as it was. */
function isStill(question: Question, { choice, right, diagnosis }: Answer): boolean {
  try {
    const isProbed = diagnosis.named === null || probedBy(question).includes(diagnosis.named);
    return isRight(question, choice) === right && isProbed;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
