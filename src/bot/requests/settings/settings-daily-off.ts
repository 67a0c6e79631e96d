import { z } from "zod";
import { noticeCard, refusalCard } from "../../../cards/notices/notice-card.ts";
import { allChannelsPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { declined } from "../request.ts";
import { channelArgument } from "./daily-arguments.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    /** @param channel null for every channel of the community; a button names none */
    readonly "settings-daily-off": { readonly channel: string | null };
  }
}

export const settingsDailyOff = defineRequest({
  type: "settings-daily-off",
  who: "admins",
  replyMode: "private",
  command: {
    words: ["settings", "daily", "off"],
    arguments: [{ ...channelArgument, required: false }],
    help: (words) => words.help["settings-daily-off"],
    read: ({ channel: typed = "" }, channelOf) => {
      const channel = typed === "" ? null : channelOf(typed);
      if (channel === null && typed !== "") return declined({ code: "bad-channel", typed });
      return { type: "settings-daily-off", channel };
    },
  },
  button: z.object({ channel: allChannelsPart }),
  handle: async ({ words, community, store, now }, { channel }) => {
    if (!community) return refusalCard(words, { code: "no-community" }, []);
    const ended = await store.schedules.end(community.id, channel, now);
    if (ended === 0) return refusalCard(words, { code: "no-schedule" }, []);
    return noticeCard("neutral", words.settings.offTitle, [words.settings.turnedOff(ended)], []);
  },
});
