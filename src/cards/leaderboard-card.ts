import type { BoardWindow } from "../engine/calendar.ts";
import type { Leaderboard, Place } from "../engine/leaderboard.ts";
import type { Block, Button, Card, CardRow } from "./card.ts";
import { joined, nameSpan, plain } from "./prose.ts";
import type { Words } from "./words.ts";

export interface LeaderboardView {
  readonly board: Leaderboard;
  readonly window: BoardWindow;
  /** The community's zone; null while none is set. */
  readonly zone: string | null;
  /** The first day of the next window, as words need it; null for all time. */
  readonly ends: string | null;
  readonly buttons: readonly Button[];
}

export function leaderboardCard(words: Words, view: LeaderboardView): Card {
  const { board, zone } = view;
  const rows: readonly Block[] =
    board.top.length > 0
      ? [{ type: "rows", rows: shownPlaces(board).map((place) => placeRow(words, board, place)) }]
      : [{ type: "text", text: plain(words.board.empty) }];
  const own = board.own ? words.board.own(board.own.place, board.players) : words.board.ownNone;
  const ends = view.ends === null ? [] : [words.board.until(words.date(view.ends), zone ?? "UTC")];
  const days = zone === null ? words.board.zoneUnset : words.board.zone(zone);
  return {
    type: "card",
    tone: "board",
    title: words.board.title(view.window),
    blocks: [...rows, { type: "text", text: plain(own) }, { type: "note", text: plain([...ends, days].join(" ")) }],
    buttons: [view.buttons],
  };
}

/** The top, and the viewer's own place below it where that is further down. */
function shownPlaces(board: Leaderboard): readonly Place[] {
  const { own, top } = board;
  if (!own || top.some((place) => place.account === own.account)) return top;
  return [...top, own];
}

function placeRow(words: Words, board: Leaderboard, place: Place): CardRow {
  const isOwn = place.account === board.own?.account;
  return {
    lead: `${place.place}.`,
    text: joined(nameSpan(place.name, place.account), plain(isOwn ? ` (${words.board.you})` : "")),
    trail: words.points(place.points),
    own: isOwn,
    bar: { part: place.points, whole: board.top[0]?.points ?? place.points },
  };
}
