import type { Button } from "../../../cards/card.ts";
import { homeCard } from "../../../cards/learner/progress-card.ts";
import type { RequestContext } from "../../context.ts";
import { loadOpenDaily } from "../../presentation.ts";
import { nextButton, requestButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { leaderboardOf } from "../leaderboard/leaderboard.ts";
import type { NoFields } from "../request.ts";
import { showProgress } from "./progress.ts";

declare module "../request.ts" {
  interface Requests {
    readonly home: NoFields;
  }
}

/** A learner's own page, on chats that have one: everything about them at once. */
export const home = defineRequest({
  type: "home",
  who: "everyone",
  replyMode: "private",
  handle: async (context) => {
    const loaded = await loadOpenDaily(context);
    const daily =
      loaded && !("code" in loaded) ? { question: loaded.question, answered: loaded.answer !== null } : null;
    return homeCard(context.words, {
      progress: await showProgress(context),
      leaderboard: await leaderboardOf(context, "week"),
      daily,
      buttons: [homeButtons(context, daily)],
    });
  },
});

function homeButtons(context: RequestContext, daily: { answered: boolean } | null): readonly Button[] {
  const { home: texts } = context.words;
  const today = daily?.answered ? texts.seeDaily : texts.answerDaily;
  return [
    nextButton(context, null),
    ...(daily ? [requestButton(context, { type: "daily" }, today)] : []),
    requestButton(context, { type: "leaderboard", window: "week" }, texts.leaderboard),
    requestButton(context, { type: "help" }, texts.help),
    ...(context.origin.admin ? [requestButton(context, { type: "settings" }, texts.settings)] : []),
  ];
}
