import { z } from "zod";
import type { Card } from "../../../cards/card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { type ConfidenceView, moreCard, type WhyView } from "../../../cards/question/more-card.ts";
import { type Answer, type ChoiceReason, type Confidence, confidences } from "../../../engine/question/answer.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import type { RequestContext } from "../../context.ts";
import { loadPresentation, type PresentedQuestion } from "../../presentation.ts";
import { presentationPart } from "../button-parts.ts";
import { nextButton, requestButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { answeredView } from "./verdict.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly more: { readonly presentation: PresentationId };
    readonly confidence: { readonly presentation: PresentationId; readonly confidence: Confidence };
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
    const { answer } = loaded;
    if (!answer) return refusalCard(context.words, { code: "unknown-button" }, []);
    return moreAbout(context, loaded, answer);
  },
});

/** How sure the person was when they answered. They need not say it. The first word counts. */
export const confidence = defineRequest({
  type: "confidence",
  who: "everyone",
  replyMode: "in-place",
  button: z.object({ presentation: presentationPart, confidence: z.enum(confidences) }),
  handle: async (context, request) => {
    const { store, account, now, model, words } = context;
    const loaded = await loadPresentation(context, request.presentation);
    if ("code" in loaded) return refusalCard(words, loaded, []);
    const key = { presentation: loaded.presentation.id, account: account.id };
    const answer = await store.answers.saveConfidence(key, request.confidence, now, model);
    return answer ? moreAbout(context, loaded, answer) : refusalCard(words, { code: "unknown-button" }, []);
  },
});

function moreAbout(context: RequestContext, presented: PresentedQuestion, answer: Answer): Card {
  const { presentation } = presented;
  const report = { type: "report", presentation: presentation.id } as const;
  return moreCard(context.words, {
    ...answeredView(context, presented, answer),
    why: whyView(context, presentation.chosen),
    confidence: confidenceView(context, answer),
    buttons: [
      nextButton(context, presentation.topic),
      requestButton(context, report, context.words.report.button, "quiet"),
    ],
  });
}

function confidenceView(context: RequestContext, answer: Answer): ConfidenceView | null {
  const { presentation, choice, confidence: said } = answer;
  if (choice === "unknown") return null;
  if (said !== null) return { type: "said", confidence: said };
  const buttons = confidences.map((one) =>
    requestButton(context, { type: "confidence", presentation, confidence: one }, context.words.more[one]),
  );
  return { type: "ask", buttons };
}

/** Null if the question was not chosen for this person, or if the bank has lost the misconception since. */
function whyView({ bank }: RequestContext, chosen: ChoiceReason | null): WhyView | null {
  if (chosen === null) return null;
  if (chosen.type === "first" || chosen.type === "similar") return { type: chosen.type };
  const misconception = bank.misconception(chosen.misconception);
  return misconception && { type: chosen.type, misconception };
}
