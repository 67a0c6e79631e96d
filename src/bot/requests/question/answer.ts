import { z } from "zod";
import type { Card } from "../../../cards/card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { isComposed } from "../../../engine/question/question.ts";
import type { RequestContext } from "../../context.ts";
import { loadPresentation } from "../../presentation.ts";
import { pickPart, presentationPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { saveAnswer } from "./verdict.ts";

/** A pick answers the question at once. */
interface Picked {
  readonly presentation: PresentationId;
  /** The index of a letter, in the order shown. */
  readonly pick: number | "unknown";
}

declare module "../request.ts" {
  interface ButtonRequests {
    readonly answer: Picked;
    /** On a post that everybody sees: the verdict is private. */
    readonly "answer-in-channel": Picked;
  }
}

const button = z.object({ presentation: presentationPart, pick: pickPart });

export const answer = defineRequest({
  type: "answer",
  who: "everyone",
  replyMode: "in-place",
  button,
  handle,
});

export const answerInChannel = defineRequest({
  type: "answer-in-channel",
  who: "everyone",
  replyMode: "private",
  button,
  handle,
});

async function handle(context: RequestContext, picked: Picked): Promise<Card> {
  const loaded = await loadPresentation(context, picked.presentation);
  if ("code" in loaded) return refusalCard(context.words, loaded, []);
  const { presentation, question } = loaded;
  const choice = picked.pick === "unknown" ? "unknown" : presentation.shown[picked.pick];
  if (choice === undefined || (choice !== "unknown" && isComposed(question))) {
    return refusalCard(context.words, { code: "unknown-button" }, []);
  }
  return saveAnswer(context, loaded, choice);
}
