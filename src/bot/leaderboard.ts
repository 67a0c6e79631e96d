import type { Button, Card } from "../cards/card.ts";
import { leaderboardCard } from "../cards/leaderboard-card.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { type BoardWindow, boardWindows, windowEnd, windowStart } from "../engine/calendar.ts";
import { leaderboard as boardOf } from "../engine/leaderboard.ts";
import { buttonId } from "./button-id.ts";
import type { House } from "./house.ts";
import type { Visit } from "./visit.ts";

/** The community's board of a window, cut at its own midnight. */
export async function leaderboard(house: House, visit: Visit, window: BoardWindow): Promise<Card> {
  const { words, store } = house;
  const { community, today } = visit;
  if (!community) return noticeCard("neutral", words.board.title(window), [words.board.nowhere], []);
  const standings = await store.standings(community.id, windowStart(window, today), window === "all" ? null : today);
  return leaderboardCard(words, {
    board: boardOf(standings, visit.account.id),
    window,
    zone: community.zone,
    ends: windowEnd(window, today),
    buttons: boardWindows.filter((other) => other !== window).map((other) => windowButton(house, other)),
  });
}

function windowButton(house: House, window: BoardWindow): Button {
  const label = house.words.windowName(window);
  const id = buttonId({ type: "leaderboard", window });
  return { id, label, spoken: house.words.board.title(window), look: "plain" };
}
