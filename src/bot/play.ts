import type { Card } from "../cards/card.ts";
import { refusalCard } from "../cards/notices/notice-card.ts";
import type { AnswerIds } from "../cards/question/composing.ts";
import { type QuestionNote, questionCard } from "../cards/question/question-card.ts";
import { nextQuestion } from "../engine/learner/next-question.ts";
import type { Asked, AskedReason } from "../engine/question/answer.ts";
import { shownOrder } from "../engine/question/choice-order.ts";
import type { AskedId } from "../engine/question/ids.ts";
import { digestOf, isComposed, type Question } from "../engine/question/question.ts";
import type { Topic } from "../engine/question/topic.ts";
import { buttonId } from "./button-id.ts";
import type { House } from "./house.ts";
import type { Visit } from "./visit.ts";

/** The next question of the path for this person; the open one again, where it still waits for its answer. */
export async function play(house: House, visit: Visit, topic: Topic | null): Promise<Card> {
  const answers = await house.store.answersOf(visit.account.learner);
  const next = nextQuestion(house.bank, answers, topic, visit.account.learner);
  if (!next) return refusalCard(house.words, { code: "no-questions" }, []);
  const { question, because } = next;
  const open = await house.store.openQuestion(visit.account.id, question.id);
  if (open && open.digest === digestOf(question) && open.topic === topic) {
    return privateQuestion(house, visit, question, open, because);
  }
  return put(house, visit, { question, topic, reason: "play", note: because });
}

/** The same question once more, for nothing but the exercise. */
export async function practise(house: House, visit: Visit, id: AskedId): Promise<Card> {
  const asked = await house.store.asked(id);
  const question = asked ? house.bank.question(asked.question) : null;
  if (!question) return refusalCard(house.words, { code: asked ? "question-changed" : "unknown-button" }, []);
  return put(house, visit, { question, topic: null, reason: "practice", note: "practice" });
}

async function put(
  house: House,
  visit: Visit,
  what: { question: Question; topic: Topic | null; reason: AskedReason; note: QuestionNote },
): Promise<Card> {
  const asked = newAsked(house, what.question, {
    community: visit.community?.id ?? null,
    account: visit.account.id,
    reason: what.reason,
    topic: what.topic,
    askedAt: visit.now,
  });
  await house.store.ask(asked);
  return privateQuestion(house, visit, what.question, asked, what.note);
}

/** A question as it is put now, with an order of its own. */
export function newAsked(
  house: House,
  question: Question,
  to: Pick<Asked, "community" | "account" | "reason" | "topic" | "askedAt">,
): Asked {
  const id = house.dice.id() as AskedId;
  return {
    ...to,
    id,
    question: question.id,
    digest: digestOf(question),
    shown: shownOrder(question, id),
    closedAt: null,
  };
}

/** A question on a card that one person sees, with what they have pressed so far; its verdict will replace it. */
export async function privateQuestion(
  house: House,
  visit: Visit,
  question: Question,
  asked: Asked,
  note: QuestionNote,
): Promise<Card> {
  const pressed = isComposed(question) ? await house.store.pressed(asked.id, visit.account.id) : [];
  return questionCard(house.words, { question, asked, pressed, note, ids: answerIds(asked.id, "answer") });
}

/** @param type whether a press is answered in place of the card, or beside a post that all see */
export function answerIds(asked: AskedId, type: "answer" | "answer-in-channel"): AnswerIds {
  return {
    pick: (pick) => buttonId({ type, asked, pick }),
    press: (place) => buttonId({ type: "press", asked, place }),
    undo: () => buttonId({ type: "undo", asked }),
    send: () => buttonId({ type: "send", asked }),
    open: () => buttonId({ type: "open-answer", asked }),
  };
}
