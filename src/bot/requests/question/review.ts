import { z } from "zod";
import { reviewsCard } from "../../../cards/learner/reviews-card.ts";
import { dateOfDay, dayNumber } from "../../../engine/community/calendar.ts";
import { reviewsOf } from "../../../engine/learner/learner-today.ts";
import { chooseReview } from "../../../engine/learner/question-choice.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";
import { choiceRequest, continueQuestion, standingAfter } from "./question-card.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly review: NoFields;
  }
}

/** A question about a misconception whose review is due; if none is, when the next one will be. */
export const review = defineRequest({
  type: "review",
  who: "everyone",
  replyMode: "private",
  command: {
    words: ["review"],
    arguments: [],
    help: (words) => words.help.review,
    read: () => ({ type: "review" }),
  },
  button: z.object({}),
  handle: async (context) => {
    const { model, words, store, account, today } = context;
    const record = await store.learnerRecords.load(account.learner, model);
    const next = chooseReview(model, record, choiceRequest(context, null));
    if (!next) {
      const day = dayNumber(today);
      const { nextDay } = reviewsOf(model, record, day);
      // On the same day, the review waits only for another answer.
      const on = nextDay === null ? null : nextDay <= Math.max(day, record.day) ? "soon" : dateOfDay(nextDay);
      return reviewsCard(words, on, [nextButton(context, null)]);
    }
    const { question, reason: chosen } = next;
    const standing = await standingAfter(context, question, new Set(record.seen.keys()));
    return continueQuestion(context, { question, topic: null, chosen, standing });
  },
});
