import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Button, Card } from "../card.ts";
import { noticeCard } from "../notices/notice-card.ts";
import type { Words } from "../words/words.ts";

/**
 * Says that no review is due.
 * @param next when the next one is: on a day, or after another answer; null if nothing waits for a review
 */
export function reviewsCard(words: Words, next: LocalDate | "soon" | null, buttons: readonly Button[]): Card {
  const { title, nothing, never, soon, on } = words.reviews;
  const sentence = next === null ? never : next === "soon" ? soon : on(words.date(next));
  return noticeCard("neutral", title, [nothing, sentence], buttons);
}
