import { z } from "zod";
import type { Card } from "../../../cards/card.ts";
import { progressCard } from "../../../cards/learner/progress-card.ts";
import { progressOf } from "../../../engine/learner/learner.ts";
import type { RequestContext } from "../../context.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly progress: NoFields;
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
  const { bank, words } = context;
  const answers = await context.store.answers.ofLearner(context.account.learner);
  const current = progressOf(bank, answers, context.today);
  return progressCard(words, {
    progress: current,
    openMisconceptions: current.openMisconceptions
      .map(bank.misconception)
      .filter((misconception) => misconception !== null),
    buttons: [nextButton(context, null)],
  });
}
