import type { AccountId } from "../question/ids.ts";

export interface Standing {
  readonly account: AccountId;
  readonly name: string;
  readonly points: number;
}

export interface RankedPlayer extends Standing {
  /** 1, 2, 2, 4: people with the same points share a rank. */
  readonly rank: number;
}

export interface Leaderboard {
  readonly top: readonly RankedPlayer[];
  /** The viewer, even if they are far below the top; null without points. */
  readonly own: RankedPlayer | null;
  /** How many people have points. */
  readonly players: number;
}

export const leaderboardLength = 10;

export function leaderboard(standings: readonly Standing[], viewer: AccountId): Leaderboard {
  const sorted = standings.filter((standing) => standing.points > 0).sort(byPoints);
  const ranked = sorted.map((standing) => ({
    ...standing,
    rank: sorted.findIndex((other) => other.points === standing.points) + 1,
  }));
  return {
    top: ranked.slice(0, leaderboardLength),
    own: ranked.find((rank) => rank.account === viewer) ?? null,
    players: ranked.length,
  };
}

/** Ties are ordered by name and then by account, so that a leaderboard looks the same each time. */
function byPoints(a: Standing, b: Standing): number {
  return b.points - a.points || compare(a.name, b.name) || compare(a.account, b.account);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
