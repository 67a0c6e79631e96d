import type { Card } from "../../../cards/card.ts";
import { type AnswerIds, type QuestionNote, questionCard } from "../../../cards/question/question-card.ts";
import type { Presentation } from "../../../engine/question/answer.ts";
import type { Topic } from "../../../engine/question/curriculum.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import type { Question } from "../../../engine/question/question.ts";
import type { BotContext, RequestContext } from "../../context.ts";
import { type PresentedQuestion, present } from "../../presentation.ts";

/** Presents a question to one person, as a new row, and shows it. */
export async function presentQuestion(
  context: RequestContext,
  what: { question: Question; topic: Topic | null; reason: "play" | "practice"; note: QuestionNote },
): Promise<Card> {
  const { question, topic, reason, note } = what;
  const presentation = present(context, question, {
    community: context.community?.id ?? null,
    account: context.account.id,
    reason,
    topic,
    presentedAt: context.now,
  });
  await context.store.presentations.save(presentation);
  return privateQuestion(context, { question, presentation, picks: [] }, note);
}

/** A question on a card that one person sees, with what they have picked so far. The verdict will replace it. */
export function privateQuestion(
  context: BotContext,
  { question, presentation, picks }: Pick<PresentedQuestion, "question" | "presentation" | "picks">,
  note: QuestionNote,
): Card {
  const ids = answerIds(context, presentation.id, "answer");
  return questionCard(context.words, { question, presentation, pressed: picks, note, ids });
}

/** The note the question had when it was shown first. */
export async function noteOf(context: RequestContext, presentation: Presentation): Promise<QuestionNote> {
  if (presentation.reason === "practice") return "practice";
  const before = await context.store.answers.latest(context.account.learner, presentation.question);
  if (!before) return "new";
  return before.right ? "again" : "missed";
}

/** @param type whether an answer replaces the card, or appears next to a public post */
export function answerIds(
  { buttonId }: Pick<BotContext, "buttonId">,
  presentation: PresentationId,
  type: "answer" | "answer-in-channel",
): AnswerIds {
  return {
    pick: (pick) => buttonId({ type, presentation, pick }),
    press: (letter) => buttonId({ type: "pick", presentation, letter }),
    undo: () => buttonId({ type: "undo", presentation }),
    send: () => buttonId({ type: "send", presentation }),
    open: () => buttonId({ type: "open-answer", presentation }),
  };
}
