import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { isQuestion } from "../../../engine/bank/bank.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { loadOwn } from "../../presentation.ts";
import { presentationPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { practiceStanding, presentQuestion } from "./question-card.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly practice: { readonly presentation: PresentationId };
  }
}

/** The same question once more, as the bank has it now, without points. */
export const practice = defineRequest({
  type: "practice",
  who: "everyone",
  replyMode: "private",
  button: z.object({ presentation: presentationPart }),
  handle: async (context, request) => {
    const own = await loadOwn(context, request.presentation);
    if ("code" in own) return refusalCard(context.words, own, []);
    const question = context.bank.question(own.presentation.question);
    if (!isQuestion(question)) return refusalCard(context.words, question, []);
    return presentQuestion(context, {
      question,
      topic: null,
      reason: "practice",
      chosen: null,
      standing: practiceStanding,
    });
  },
});
