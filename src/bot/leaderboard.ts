import type { Button, Card } from "../cards/card.ts";
import { leaderboardCard, ownRanksCard } from "../cards/leaderboard/leaderboard-card.ts";
import { noticeCard } from "../cards/notices/notice-card.ts";
import {
  defaultZone,
  type LeaderboardWindow,
  leaderboardWindows,
  localDateOf,
  windowEnd,
  windowStart,
} from "../engine/community/calendar.ts";
import { leaderboard as boardOf } from "../engine/community/leaderboard.ts";
import { buttonId } from "./button-id.ts";
import type { House } from "./house.ts";
import type { Visit } from "./visit.ts";

/** More would not fit one message; whoever plays in more places sees the best of them. */
const placesShown = 25;

/** The community's board of a window, cut at its own midnight; in a private talk one's own place on each board. */
export async function leaderboard(house: House, visit: Visit, window: LeaderboardWindow): Promise<Card> {
  const { words, store } = house;
  const { community, today } = visit;
  if (!community) return ownPlaces(house, visit, window);
  const standings = await store.leaderboards.standings(
    community.id,
    windowStart(window, today),
    window === "all" ? null : today,
  );
  return leaderboardCard(words, {
    board: boardOf(standings, visit.account.id),
    window,
    zone: community.zone,
    ends: windowEnd(window, today),
    buttons: otherWindows(house, window),
  });
}

async function ownPlaces(house: House, visit: Visit, window: LeaderboardWindow): Promise<Card> {
  const { words, store } = house;
  const answered = await store.people.communitiesOf(visit.account.learner);
  const inOne = answered.filter(({ community }) => community.workspace !== null);
  if (inOne.length === 0)
    return noticeCard("neutral", words.leaderboard.title(window), [words.leaderboard.nowhere], []);
  const places = await Promise.all(
    inOne.map(async ({ community, account }) => {
      const today = localDateOf(visit.now, community.zone ?? defaultZone);
      const from = windowStart(window, today);
      const board = boardOf(
        await store.leaderboards.standings(community.id, from, window === "all" ? null : today),
        account,
      );
      return { workspace: community.workspace ?? "", own: board.own, players: board.players };
    }),
  );
  const best = places.sort((a, b) => (b.own?.points ?? 0) - (a.own?.points ?? 0)).slice(0, placesShown);
  return ownRanksCard(words, { ranks: best, window, buttons: otherWindows(house, window) });
}

function otherWindows(house: House, window: LeaderboardWindow): readonly Button[] {
  return leaderboardWindows.filter((other) => other !== window).map((other) => windowButton(house, other));
}

function windowButton(house: House, window: LeaderboardWindow): Button {
  const label = house.words.windowName(window);
  const id = buttonId({ type: "leaderboard", window });
  return { id, label, spoken: house.words.leaderboard.title(window), look: "plain" };
}
