import { z } from "zod";
import { dailyPostCard } from "../../../cards/daily/daily-card.ts";
import { noticeCard, refusalCard } from "../../../cards/notices/notice-card.ts";
import type { RequestContext } from "../../context.ts";
import { chooseQuestion } from "../../daily/daily-post.ts";
import type { Community } from "../../ports/people.ts";
import { present } from "../../presentation.ts";
import { defineRequest } from "../definition.ts";
import { answerIds } from "../question/question-card.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly "settings-daily-test": NoFields;
  }
}

/** Posts a sample where the daily question will be posted, so an admin sees it, and any missing permission. */
export const settingsDailyTest = defineRequest({
  type: "settings-daily-test",
  who: "admins",
  replyMode: "private",
  command: {
    words: ["settings", "daily", "test"],
    arguments: [],
    help: (words) => words.help["settings-daily-test"],
    read: () => ({ type: "settings-daily-test" }),
  },
  button: z.object({}),
  handle: async (context) => {
    const { words, community, store, origin } = context;
    const chat = context.chat(origin.chat);
    if (!community || !chat) return refusalCard(words, { code: "no-community" }, []);
    const channel = await sampleChannel(context, community);
    const question = await chooseQuestion(context, community.id, channel);
    if (!question) return refusalCard(words, { code: "no-questions" }, []);
    const presentation = present(context, question, {
      community: community.id,
      account: null,
      reason: "sample",
      chosen: null,
      topic: null,
      presentedAt: context.now,
    });
    await store.presentations.save(presentation);
    const ids = answerIds(context, presentation.id, "answer-in-channel");
    const card = dailyPostCard(words, { question, presentation, date: null, answered: 0, reveal: null, ids });
    const outcome = await chat.post({ workspace: origin.workspace, channel, key: presentation.id, card });
    const { settings: texts } = words;
    switch (outcome.type) {
      case "posted":
        return noticeCard("neutral", texts.testTitle, [texts.tested], []);
      case "lost":
        return noticeCard("refused", texts.testUncertainTitle, [texts.testUncertain], []);
      case "failed":
        return noticeCard("refused", texts.testFailedTitle, [texts.testFailed[outcome.reason]], []);
    }
  },
});

/** This channel, unless the daily question is set up only in others. */
async function sampleChannel({ store, origin }: RequestContext, community: Community): Promise<string> {
  const channels = (await store.schedules.ofCommunity(community.id)).map((schedule) => schedule.channel);
  return channels.includes(origin.channel) ? origin.channel : (channels[0] ?? origin.channel);
}
