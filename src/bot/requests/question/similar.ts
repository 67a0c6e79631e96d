import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { nextQuestion } from "../../../engine/learner/next-question.ts";
import { similarQuestion } from "../../../engine/learner/similar-question.ts";
import { shownBy } from "../../../engine/question/answer.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { loadOwn } from "../../presentation.ts";
import { presentationPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { continueQuestion, standingAfter } from "./question-card.ts";

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
    const { bank, words, store, account } = context;
    const own = await loadOwn(context, request.presentation);
    if ("code" in own) return refusalCard(words, own, []);
    const { question: id, topic } = own.presentation;
    if (!own.answer) return refusalCard(words, { code: "unknown-button" }, []);
    const answers = await store.answers.ofLearner(account.learner);
    const like = { question: id, misconception: shownBy(own.answer) };
    const question =
      similarQuestion(bank, answers, like, account.learner) ??
      nextQuestion(bank, answers, topic, account.learner)?.question;
    if (!question) return refusalCard(words, { code: "no-questions" }, []);
    return continueQuestion(context, { question, topic, standing: standingAfter(bank, answers, question) });
  },
});
