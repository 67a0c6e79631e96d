import { z } from "zod";
import type { Card } from "../../../cards/card.ts";
import { progressCard } from "../../../cards/learner/progress-card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { dayNumber } from "../../../engine/community/calendar.ts";
import { progressOf } from "../../../engine/learner/progress.ts";
import { similarQuestion } from "../../../engine/learner/similar-question.ts";
import { streakOf } from "../../../engine/learner/streak.ts";
import type { MisconceptionId } from "../../../engine/question/ids.ts";
import type { RequestContext } from "../../context.ts";
import { misconceptionPart } from "../button-parts.ts";
import { nextButton, requestButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { continueQuestion, standingAfter } from "../question/question-card.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly progress: NoFields;
    readonly "work-on": { readonly misconception: MisconceptionId };
  }
}

export const progress = defineRequest({
  type: "progress",
  who: "everyone",
  replyMode: "private",
  command: {
    words: ["progress"],
    arguments: [],
    help: (words) => words.help.progress,
    read: () => ({ type: "progress" }),
  },
  button: z.object({}),
  handle: (context) => showProgress(context),
});

/** This learner's progress, from the answers of all their accounts. */
export async function showProgress(context: RequestContext): Promise<Card> {
  const { bank, model, words, store, account, today, buttonId } = context;
  const record = await store.learnerRecords.load(account.learner, model);
  const current = progressOf(model, record, dayNumber(today));
  const review = requestButton(context, { type: "review" }, words.progress.review);
  return progressCard(words, {
    progress: current,
    openMisconceptions: current.openMisconceptions
      .map(bank.misconception)
      .filter((misconception) => misconception !== null),
    days: await store.answers.days(account.learner),
    today,
    streak: streakOf(await store.days.ofLearner(account.learner), today),
    workOn: (misconception) => buttonId({ type: "work-on", misconception }),
    buttons: [nextButton(context, null), ...(current.reviewsDue > 0 ? [review] : [])],
  });
}

/** A question about an open misconception, if possible one that the person has not answered. */
export const workOn = defineRequest({
  type: "work-on",
  who: "everyone",
  replyMode: "private",
  button: z.object({ misconception: misconceptionPart }),
  handle: async (context, { misconception }) => {
    const { bank, model, words, store, account } = context;
    const record = await store.learnerRecords.load(account.learner, model);
    const question = similarQuestion(bank, record, { question: null, misconception }, account.learner);
    if (!question) return refusalCard(words, { code: "no-questions" }, []);
    const standing = await standingAfter(context, question, new Set(record.seen.keys()));
    const chosen = { type: "chosen", misconception } as const;
    return continueQuestion(context, { question, topic: null, chosen, standing });
  },
});
