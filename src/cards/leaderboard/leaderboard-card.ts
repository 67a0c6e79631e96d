import type { LeaderboardWindow } from "../../engine/community/calendar.ts";
import type { Leaderboard, RankedPlayer } from "../../engine/community/leaderboard.ts";
import { type Block, type Button, type Card, type CardRow, card, note, text } from "../card.ts";
import { communitySpan, instruction, joined, nameSpan, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

export interface LeaderboardView {
  readonly leaderboard: Leaderboard;
  readonly window: LeaderboardWindow;
  /** The community's zone; null while none is set. */
  readonly zone: string | null;
  /** The local date of the first day of the next window; null for all time. */
  readonly ends: string | null;
  readonly buttons: readonly Button[];
}

export function leaderboardCard(words: Words, view: LeaderboardView): Card {
  const { leaderboard, zone } = view;
  const texts = words.leaderboard;
  const ranks: Block =
    leaderboard.top.length > 0
      ? { type: "rows", rows: shownPlayers(leaderboard).map((player) => playerRow(words, leaderboard, player)) }
      : text(texts.empty);
  const own = leaderboard.own ? texts.own(leaderboard.own.rank, leaderboard.players) : texts.ownNone;
  const ends = view.ends === null ? [] : [texts.until(words.date(view.ends), zone ?? "UTC")];
  const days = zone === null ? texts.zoneUnset : texts.zone(zone);
  const blocks = [ranks, text(own), note(instruction([...ends, days].join(" ")))];
  return card("score", texts.title(view.window), blocks, view.buttons);
}

/** A person's rank in one community. */
interface OwnRank {
  /** The chat's own id of the community. */
  readonly workspace: string;
  readonly own: RankedPlayer | null;
  readonly players: number;
}

export interface OwnRanksView {
  readonly ranks: readonly OwnRank[];
  readonly window: LeaderboardWindow;
  readonly buttons: readonly Button[];
}

/** A person's rank in each community they answered in: for a direct message, which has no leaderboard itself. */
export function ownRanksCard(words: Words, view: OwnRanksView): Card {
  const rows = view.ranks.map((rank) => ownRankRow(words, rank));
  const blocks: readonly Block[] = [{ type: "rows", rows }, note(words.leaderboard.ownNote)];
  return card("score", words.leaderboard.ownTitle(view.window), blocks, view.buttons);
}

function ownRankRow(words: Words, { workspace, own, players }: OwnRank): CardRow {
  const { ownRank, ownRankNone } = words.leaderboard;
  const trail = own ? ownRank(own.rank, players, words.points(own.points)) : ownRankNone;
  return { lead: "", text: communitySpan(workspace), trail, own: false, bar: null };
}

/** The top, then the viewer if their rank is below it. */
function shownPlayers({ own, top }: Leaderboard): readonly RankedPlayer[] {
  if (!own || top.some((player) => player.account === own.account)) return top;
  return [...top, own];
}

function playerRow(words: Words, leaderboard: Leaderboard, player: RankedPlayer): CardRow {
  const isOwn = player.account === leaderboard.own?.account;
  return {
    lead: `${player.rank}.`,
    text: joined(nameSpan(player.name, player.account), plain(isOwn ? ` (${words.leaderboard.you})` : "")),
    trail: words.points(player.points),
    own: isOwn,
    bar: { part: player.points, reached: player.points, total: leaderboard.top[0]?.points ?? player.points },
  };
}
