import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { loadPresentation } from "../../presentation.ts";
import { presentationPart, thoughtPart } from "../button-parts.ts";
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
 * What the person thought when they answered, said in reply to the verdict. The answer keeps what was asked, so the
 * button works at any later time. The explanation replaces the question.
 */
export const thought = defineRequest({
  type: "thought",
  who: "everyone",
  replyMode: "in-place",
  button: z.object({ presentation: presentationPart, thought: thoughtPart }),
  handle: async (context, request) => {
    const { words, store, account, now } = context;
    const loaded = await loadPresentation(context, request.presentation);
    if ("code" in loaded) return refusalCard(words, loaded, []);
    const asked = loaded.answer?.diagnosis.asked ?? [];
    const chosen = request.thought === null ? null : asked[request.thought];
    if (asked.length === 0 || chosen === undefined) return refusalCard(words, { code: "unknown-button" }, []);
    const key = { presentation: loaded.presentation.id, account: account.id };
    const answer = await store.answers.saveReply(key, chosen, now);
    // The person can have asked to be forgotten in the meantime.
    return answer
      ? verdict(context, loaded, answer, { again: false })
      : refusalCard(words, { code: "unknown-button" }, []);
  },
});
