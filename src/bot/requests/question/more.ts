import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { moreCard, type WhyView } from "../../../cards/question/more-card.ts";
import type { ChoiceReason } from "../../../engine/question/answer.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import type { RequestContext } from "../../context.ts";
import { loadPresentation } from "../../presentation.ts";
import { presentationPart } from "../button-parts.ts";
import { nextButton, requestButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { answeredView } from "./verdict.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly more: { readonly presentation: PresentationId };
  }
}

/** What the verdict on an answer leaves out. It reveals the right answer, so it is only for a person who answered. */
export const more = defineRequest({
  type: "more",
  who: "everyone",
  replyMode: "private",
  button: z.object({ presentation: presentationPart }),
  handle: async (context, request) => {
    const loaded = await loadPresentation(context, request.presentation);
    if ("code" in loaded) return refusalCard(context.words, loaded, []);
    const { presentation, answer } = loaded;
    if (!answer) return refusalCard(context.words, { code: "unknown-button" }, []);
    const report = { type: "report", presentation: presentation.id } as const;
    return moreCard(context.words, {
      ...answeredView(context, loaded, answer),
      why: whyView(context, presentation.chosen),
      buttons: [
        nextButton(context, presentation.topic),
        requestButton(context, report, context.words.report.button, "quiet"),
      ],
    });
  },
});

/** Null if the question was not chosen for this person, or if the bank has lost the misconception since. */
function whyView({ bank }: RequestContext, chosen: ChoiceReason | null): WhyView | null {
  if (chosen === null) return null;
  if (chosen.type === "first" || chosen.type === "similar") return { type: chosen.type };
  const misconception = bank.misconception(chosen.misconception);
  return misconception && { type: chosen.type, misconception };
}
