import type { Button } from "../cards/card.ts";
import type { Topic } from "../engine/question/topic.ts";
import { buttonId } from "./button-id.ts";
import type { House } from "./house.ts";

/** The way on to the next question, of the topic the person wants to stay in or, with null, of the whole path. */
export function nextButton(house: House, topic: Topic | null): Button {
  const { next } = house.words.verdict;
  return { id: buttonId({ type: "play", topic }), label: next, spoken: next, look: "primary" };
}
