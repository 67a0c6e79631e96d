import type { LeaderboardWindow } from "../../engine/community/calendar.ts";
import type { Leaderboard, RankedPlayer } from "../../engine/community/leaderboard.ts";
import type { Block, Button, Card, CardRow } from "../card.ts";
import { communitySpan, joined, nameSpan, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

export interface LeaderboardView {
  readonly board: Leaderboard;
  readonly window: LeaderboardWindow;
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
      : [{ type: "text", text: plain(words.leaderboard.empty) }];
  const own = board.own ? words.leaderboard.own(board.own.place, board.players) : words.leaderboard.ownNone;
  const ends = view.ends === null ? [] : [words.leaderboard.until(words.date(view.ends), zone ?? "UTC")];
  const days = zone === null ? words.leaderboard.zoneUnset : words.leaderboard.zone(zone);
  return {
    type: "card",
    tone: "score",
    title: words.leaderboard.title(view.window),
    blocks: [...rows, { type: "text", text: plain(own) }, { type: "note", text: plain([...ends, days].join(" ")) }],
    buttons: [view.buttons],
  };
}

/** One's own place on a community's board. */
export interface OwnPlace {
  /** The chat's own id of the community. */
  readonly workspace: string;
  readonly own: RankedPlayer | null;
  readonly players: number;
}

/** Where a person stands in each community they answered in: for a private talk, which has no board itself. */
export function ownPlacesCard(
  words: Words,
  view: { places: readonly OwnPlace[]; window: LeaderboardWindow; buttons: readonly Button[] },
): Card {
  return {
    type: "card",
    tone: "score",
    title: words.leaderboard.ownTitle(view.window),
    blocks: [
      { type: "rows", rows: view.places.map((place) => ownPlaceRow(words, place)) },
      { type: "note", text: plain(words.leaderboard.ownNote) },
    ],
    buttons: [view.buttons],
  };
}

function ownPlaceRow(words: Words, { workspace, own, players }: OwnPlace): CardRow {
  const trail = own
    ? words.leaderboard.ownPlace(own.place, players, words.points(own.points))
    : words.leaderboard.ownPlaceNone;
  return { lead: "", text: communitySpan(workspace), trail, own: false, bar: null };
}

/** The top, and the viewer's own place below it where that is further down. */
function shownPlaces(board: Leaderboard): readonly RankedPlayer[] {
  const { own, top } = board;
  if (!own || top.some((place) => place.account === own.account)) return top;
  return [...top, own];
}

function placeRow(words: Words, board: Leaderboard, place: RankedPlayer): CardRow {
  const isOwn = place.account === board.own?.account;
  return {
    lead: `${place.place}.`,
    text: joined(nameSpan(place.name, place.account), plain(isOwn ? ` (${words.leaderboard.you})` : "")),
    trail: words.points(place.points),
    own: isOwn,
    bar: { part: place.points, whole: board.top[0]?.points ?? place.points },
  };
}
