import { z } from "zod";
import type { Button, Card } from "../../../cards/card.ts";
import { leaderboardCard, ownRanksCard } from "../../../cards/leaderboard/leaderboard-card.ts";
import { noticeCard } from "../../../cards/notices/notice-card.ts";
import {
  defaultZone,
  type LeaderboardWindow,
  type LocalDate,
  leaderboardWindows,
  localDateOf,
  windowEnd,
  windowStart,
} from "../../../engine/community/calendar.ts";
import { leaderboard as rank } from "../../../engine/community/leaderboard.ts";
import type { AccountId, CommunityId } from "../../../engine/question/ids.ts";
import { nearest } from "../../../text/nearest.ts";
import type { BotContext, RequestContext } from "../../context.ts";
import { defineRequest } from "../definition.ts";
import { declined } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly leaderboard: { readonly window: LeaderboardWindow };
  }
}

/** More would not fit one message; a person with more communities sees the best of them. */
const maxCommunities = 25;

/** The community's leaderboard of a window; in a direct message, one's own rank in each community. */
export const leaderboard = defineRequest({
  type: "leaderboard",
  who: "everyone",
  replyMode: "private",
  command: {
    words: ["leaderboard"],
    arguments: [
      {
        name: "window",
        kind: "text",
        required: false,
        hint: (words) => words.argumentHints.window,
        choices: leaderboardWindows.map((value) => ({ value, label: (words) => words.windowName(value) })),
      },
    ],
    help: (words) => words.help.leaderboard,
    read: ({ window: typed = "" }) => {
      if (typed === "") return { type: "leaderboard", window: "week" };
      const window = leaderboardWindows.find((each) => each === typed.toLowerCase());
      if (window) return { type: "leaderboard", window };
      return declined({ code: "unknown-window", typed, nearest: nearest(typed, leaderboardWindows) });
    },
  },
  button: z.object({ window: z.enum(leaderboardWindows) }),
  handle: (context, { window }) => leaderboardOf(context, window),
});

/** @param window cut at the community's own midnight */
export async function leaderboardOf(context: RequestContext, window: LeaderboardWindow): Promise<Card> {
  const { community, today, account } = context;
  if (!community) return ownRanks(context, window);
  return leaderboardCard(context.words, {
    leaderboard: await ranked(context, community.id, { window, today, viewer: account.id }),
    window,
    zone: community.zone,
    ends: windowEnd(window, today),
    buttons: otherWindows(context, window),
  });
}

async function ownRanks(context: RequestContext, window: LeaderboardWindow): Promise<Card> {
  const { words, store } = context;
  const answeredIn = await store.people.communitiesOf(context.account.learner);
  if (answeredIn.length === 0)
    return noticeCard("neutral", words.leaderboard.title(window), [words.leaderboard.nowhere], []);
  const ranks = await Promise.all(
    answeredIn.map(async ({ community, account }) => {
      const today = localDateOf(context.now, community.zone ?? defaultZone);
      const { own, players } = await ranked(context, community.id, { window, today, viewer: account });
      return { workspace: community.workspace, own, players };
    }),
  );
  const best = ranks.sort((a, b) => (b.own?.points ?? 0) - (a.own?.points ?? 0)).slice(0, maxCommunities);
  return ownRanksCard(words, { ranks: best, window, buttons: otherWindows(context, window) });
}

async function ranked(
  { store }: BotContext,
  community: CommunityId,
  { window, today, viewer }: { window: LeaderboardWindow; today: LocalDate; viewer: AccountId },
) {
  const until = window === "all" ? null : today;
  return rank(await store.leaderboards.standings(community, windowStart(window, today), until), viewer);
}

function otherWindows({ words, buttonId }: BotContext, shown: LeaderboardWindow): readonly Button[] {
  return leaderboardWindows
    .filter((window) => window !== shown)
    .map((window) => ({
      id: buttonId({ type: "leaderboard", window }),
      label: words.windowName(window),
      spoken: words.leaderboard.title(window),
      style: "plain",
    }));
}
