import type { Card } from "../../../cards/card.ts";
import {
  type AnswerIds,
  type QuestionNote,
  type QuestionPlace,
  questionCard,
} from "../../../cards/question/question-card.ts";
import { type Bank, isQuestion, itemId, itemIdOf, itemsOf } from "../../../engine/bank/bank.ts";
import { dayNumber } from "../../../engine/community/calendar.ts";
import type { ChoiceRequest } from "../../../engine/learner/learner-today.ts";
import type { ChoiceReason } from "../../../engine/question/answer.ts";
import type { Topic } from "../../../engine/question/curriculum.ts";
import type { PresentationId, QuestionId } from "../../../engine/question/ids.ts";
import type { Question } from "../../../engine/question/question.ts";
import { textHash } from "../../../random/seed.ts";
import type { BotContext, RequestContext } from "../../context.ts";
import { type PresentedQuestion, present, presentedQuestion } from "../../presentation.ts";

/** What a question card says about the person who sees it. */
interface CardStanding {
  readonly note: QuestionNote;
  readonly place: QuestionPlace | null;
}

/** What the choice of a question depends on, besides the person's record. */
export function choiceRequest({ today, account }: RequestContext, topic: Topic | null): ChoiceRequest {
  return { topic, day: dayNumber(today), seed: textHash(account.learner) };
}

/** A question for one person. */
interface NewQuestion {
  readonly question: Question;
  readonly topic: Topic | null;
  readonly chosen: ChoiceReason | null;
  readonly standing: CardStanding;
}

/** Presents a question to one person, as a new row, and shows it. */
export async function presentQuestion(
  context: RequestContext,
  what: NewQuestion & { reason: "play" | "practice" },
): Promise<Card> {
  const { question, topic, reason, chosen, standing } = what;
  const presentation = present(context, question, {
    community: context.community?.id ?? null,
    account: context.account.id,
    reason,
    chosen,
    topic,
    presentedAt: context.now,
  });
  await context.store.presentations.save(presentation);
  return privateQuestion(context, { question, presentation, picks: [] }, standing);
}

/** Shows a question to one person again if it is still open for them in this topic; otherwise presents it. */
export async function continueQuestion(context: RequestContext, what: NewQuestion): Promise<Card> {
  const { question, topic, standing } = what;
  const open = await context.store.presentations.findOpen(context.account.id, question.id);
  if (open?.presentation.topic !== topic || !isQuestion(presentedQuestion(context.bank, open.presentation))) {
    return presentQuestion(context, { ...what, reason: "play" });
  }
  return privateQuestion(context, { question, ...open }, standing);
}

/** A question on a card that one person sees, with what they have picked so far. The verdict will replace it. */
export function privateQuestion(
  context: BotContext,
  { question, presentation, picks }: Pick<PresentedQuestion, "question" | "presentation" | "picks">,
  { note, place }: CardStanding,
): Card {
  const ids = answerIds(context, presentation.id, "answer");
  return questionCard(context.words, { question, presentation, pressed: picks, note, place, ids });
}

/** What the card said when the question was presented. */
export async function standingOf(
  context: RequestContext,
  { presentation, question }: QuestionOnCard,
): Promise<CardStanding> {
  if (presentation.reason === "practice") return practiceStanding;
  // The daily counts for everybody, also for those who have practiced its question.
  if (presentation.account === null) return { note: "new", place: null };
  const { store, account } = context;
  return standingAfter(context, question, await store.learnerRecords.seenBy(account.learner));
}

/** A question as it was presented. */
export type QuestionOnCard = Pick<PresentedQuestion, "presentation" | "question">;

export const practiceStanding: CardStanding = { note: "practice", place: null };

/**
 * What the card of a question says to this person.
 * @param seen the questions that they have answered
 */
export async function standingAfter(
  { bank, store, account }: RequestContext,
  question: Question,
  seen: ReadonlySet<QuestionId>,
): Promise<CardStanding> {
  const before = await store.answers.latest(account.learner, question.id);
  if (before) return { note: before.right ? "again" : "missed", place: null };
  return { note: "new", place: placeAfter(bank, seen, question) };
}

/** The questions of a topic are counted as they are answered; null for another variant of an answered template. */
function placeAfter(bank: Bank, seen: ReadonlySet<QuestionId>, { id, topic }: Question): QuestionPlace | null {
  const answered = new Set([...seen].map(itemIdOf));
  if (answered.has(itemIdOf(id))) return null;
  const items = itemsOf(bank, topic).map(itemId);
  return { number: items.filter((item) => answered.has(item)).length + 1, of: items.length };
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
    send: () => buttonId({ type: "send", presentation }),
    open: () => buttonId({ type: "open-answer", presentation }),
  };
}
