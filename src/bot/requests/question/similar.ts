import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { chooseQuestion } from "../../../engine/learner/question-choice.ts";
import { similarQuestion } from "../../../engine/learner/similar-question.ts";
import { shownBy } from "../../../engine/question/answer.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { loadOwn } from "../../presentation.ts";
import { presentationPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { choiceRequest, continueQuestion, standingAfter } from "./question-card.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly similar: { readonly presentation: PresentationId };
  }
}

/** One more question on what the person got wrong. If there is none, their next question. */
export const similar = defineRequest({
  type: "similar",
  who: "everyone",
  replyMode: "private",
  button: z.object({ presentation: presentationPart }),
  handle: async (context, request) => {
    const { bank, model, words, store, account } = context;
    const own = await loadOwn(context, request.presentation);
    if ("code" in own) return refusalCard(words, own, []);
    const { question: id, topic } = own.presentation;
    if (!own.answer) return refusalCard(words, { code: "unknown-button" }, []);
    const record = await store.learnerRecords.load(account.learner, model);
    const like = { question: id, misconception: shownBy(own.answer) };
    const found = similarQuestion(bank, record, like, account.learner);
    const next = found
      ? ({ question: found, reason: { type: "similar" } } as const)
      : chooseQuestion(model, record, choiceRequest(context, topic));
    if (!next) return refusalCard(words, { code: "no-questions" }, []);
    const { question, reason: chosen } = next;
    const standing = await standingAfter(context, question, new Set(record.seen.keys()));
    return continueQuestion(context, { question, topic, chosen, standing });
  },
});
