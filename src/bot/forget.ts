import type { Card } from "../cards/card.ts";
import { noticeCard } from "../cards/notices/notice-card.ts";
import { buttonId } from "./button-id.ts";
import type { House } from "./house.ts";
import type { Visit } from "./visit.ts";

/** Asks once more: one tap on a borrowed phone must not erase a year. */
export function forget(house: House): Card {
  const { forget: said } = house.words;
  return noticeCard(
    "neutral",
    said.title,
    [said.ask],
    [
      { id: buttonId({ type: "forget-confirmed" }), label: said.confirm, spoken: said.title, look: "danger" },
      { id: buttonId({ type: "forget-declined" }), label: said.decline, spoken: said.decline, look: "plain" },
    ],
  );
}

export async function confirmForget(house: House, visit: Visit): Promise<Card> {
  const { forget: said } = house.words;
  await house.store.people.forget(visit.account.learner);
  return noticeCard("neutral", said.doneTitle, [said.done], []);
}
