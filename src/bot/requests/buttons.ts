import { type Button, button } from "../../cards/card.ts";
import type { Topic } from "../../engine/question/curriculum.ts";
import type { BotContext } from "../context.ts";
import type { ButtonType, RequestOf } from "./request.ts";

/** A button that makes a request and says what it does in its label. */
export function requestButton(
  { buttonId }: Pick<BotContext, "buttonId">,
  request: RequestOf<ButtonType>,
  label: string,
  style: Button["style"] = "plain",
): Button {
  return button(buttonId(request), label, style);
}

/** A button for the next question, on one topic or, with null, on any. */
export function nextButton(context: BotContext, topic: Topic | null): Button {
  return requestButton(context, { type: "play", topic }, context.words.verdict.nextQuestion, "primary");
}
