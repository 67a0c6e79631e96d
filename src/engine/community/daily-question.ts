import { textHash } from "../../random/seed.ts";
import type { Bank } from "../bank/bank.ts";
import type { QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import type { LocalDate } from "./calendar.ts";

/** The bank in the order in which a channel gets it: easy first, and then different in each channel. */
export function dailyOrder(bank: Bank, channel: string): readonly Question[] {
  const ranked = bank.questions.map((question) => ({
    question,
    // One-press questions come before those that take several presses, because a channel is busy.
    effort: Number(isComposed(question)),
    shuffle: textHash(`${channel} ${question.id}`),
  }));
  ranked.sort((a, b) => a.question.difficulty - b.question.difficulty || a.effort - b.effort || a.shuffle - b.shuffle);
  return ranked.map(({ question }) => question);
}

/**
 * A channel's next daily question: the first that it has not had; if it has had all, the one it had longest ago.
 *
 * @param lastPosted when the channel last had a question, for those it has had
 */
export function dailyQuestion(
  order: readonly Question[],
  lastPosted: ReadonlyMap<QuestionId, LocalDate>,
): Question | null {
  let chosen: { readonly question: Question; readonly date: LocalDate } | null = null;
  for (const question of order) {
    const date = lastPosted.get(question.id);
    if (date === undefined) return question;
    if (chosen === null || date < chosen.date) chosen = { question, date };
  }
  return chosen?.question ?? null;
}
