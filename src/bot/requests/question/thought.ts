import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { isQuestion } from "../../../engine/bank/bank.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { loadOwn, presentedQuestion } from "../../presentation.ts";
import { presentationPart, thoughtPart } from "../button-parts.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { verdict } from "./verdict.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly thought: {
      readonly presentation: PresentationId;
      /** The index of a misconception that the verdict asked about; null for none of them. */
      readonly thought: number | null;
    };
  }
}

/**
 * What the person thought when they answered, said in reply to the verdict. The saved answer says what was asked, so
 * the reply counts at any later time, even when the question has changed since. The explanation replaces the verdict.
 */
export const thought = defineRequest({
  type: "thought",
  who: "everyone",
  replyMode: "in-place",
  button: z.object({ presentation: presentationPart, thought: thoughtPart }),
  handle: async (context, request) => {
    const { bank, model, words, store, account, now } = context;
    const own = await loadOwn(context, request.presentation);
    if ("code" in own) return refusalCard(words, own, []);
    const { presentation } = own;
    const asked = own.answer?.diagnosis.asked ?? [];
    const chosen = request.thought === null ? null : asked[request.thought];
    if (asked.length === 0 || chosen === undefined) return refusalCard(words, { code: "unknown-button" }, []);
    const answer = await store.answers.saveReply(
      { presentation: presentation.id, account: account.id },
      chosen,
      now,
      model,
    );
    // The person may have deleted their answers in the meantime.
    if (!answer) return refusalCard(words, { code: "unknown-button" }, []);
    const question = presentedQuestion(bank, presentation);
    if (!isQuestion(question)) return refusalCard(words, question, [nextButton(context, presentation.topic)]);
    return verdict(context, { presentation, question }, answer, { again: false });
  },
});
