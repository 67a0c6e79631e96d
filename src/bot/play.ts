import type { Card } from "../cards/card.ts";
import { refusalCard } from "../cards/notices/notice-card.ts";
import type { AnswerIds } from "../cards/question/composing.ts";
import { type QuestionNote, questionCard } from "../cards/question/question-card.ts";
import { nextQuestion } from "../engine/learner/next-question.ts";
import type { Presentation, PresentationReason } from "../engine/question/answer.ts";
import { shownOrder } from "../engine/question/choice-order.ts";
import { type PresentationId, presentationId } from "../engine/question/ids.ts";
import { digestOf, isComposed, type Question } from "../engine/question/question.ts";
import type { Topic } from "../engine/question/topic.ts";
import { buttonId } from "./button-id.ts";
import type { House } from "./house.ts";
import type { Visit } from "./visit.ts";

/** The next question of the path for this person; the open one again, where it still waits for its answer. */
export async function play(house: House, visit: Visit, topic: Topic | null): Promise<Card> {
  const answers = await house.store.answers.ofLearner(visit.account.learner);
  const next = nextQuestion(house.bank, answers, topic, visit.account.learner);
  if (!next) return refusalCard(house.words, { code: "no-questions" }, []);
  const { question, because } = next;
  const open = await house.store.presentations.findOpen(visit.account.id, question.id);
  if (open && open.digest === digestOf(question) && open.topic === topic) {
    return privateQuestion(house, visit, question, open, because);
  }
  return put(house, visit, { question, topic, reason: "play", note: because });
}

/** The same question once more, for nothing but the exercise. */
export async function practise(house: House, visit: Visit, id: PresentationId): Promise<Card> {
  const presentation = await house.store.presentations.find(id);
  const question = presentation ? house.bank.question(presentation.question) : null;
  if (!question) return refusalCard(house.words, { code: presentation ? "question-changed" : "unknown-button" }, []);
  return put(house, visit, { question, topic: null, reason: "practice", note: "practice" });
}

async function put(
  house: House,
  visit: Visit,
  what: { question: Question; topic: Topic | null; reason: PresentationReason; note: QuestionNote },
): Promise<Card> {
  const presentation = newPresentation(house, what.question, {
    community: visit.community?.id ?? null,
    account: visit.account.id,
    reason: what.reason,
    topic: what.topic,
    presentedAt: visit.now,
  });
  await house.store.presentations.save(presentation);
  return privateQuestion(house, visit, what.question, presentation, what.note);
}

/** A question as it is put now, with an order of its own. */
export function newPresentation(
  house: House,
  question: Question,
  to: Pick<Presentation, "community" | "account" | "reason" | "topic" | "presentedAt">,
): Presentation {
  const id = presentationId(house.ids.next());
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
  presentation: Presentation,
  note: QuestionNote,
): Promise<Card> {
  const pressed = isComposed(question) ? await house.store.partialAnswers.find(presentation.id, visit.account.id) : [];
  return questionCard(house.words, {
    question,
    presentation,
    pressed,
    note,
    ids: answerIds(presentation.id, "answer"),
  });
}

/** @param type whether a press is answered in place of the card, or beside a post that all see */
export function answerIds(presentation: PresentationId, type: "answer" | "answer-in-channel"): AnswerIds {
  return {
    pick: (pick) => buttonId({ type, presentation, pick }),
    press: (place) => buttonId({ type: "press", presentation, place }),
    undo: () => buttonId({ type: "undo", presentation }),
    send: () => buttonId({ type: "send", presentation }),
    open: () => buttonId({ type: "open-answer", presentation }),
  };
}
