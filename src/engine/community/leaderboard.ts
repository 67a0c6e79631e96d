import type { AccountId } from "../question/ids.ts";

export interface Standing {
  readonly account: AccountId;
  readonly name: string;
  readonly points: number;
}

export interface RankedPlayer extends Standing {
  /** 1, 2, 2, 4: who has the same points shares a place. */
  readonly place: number;
}

export interface Leaderboard {
  readonly top: readonly RankedPlayer[];
  /** Where the viewer stands, also when that is far below; null without a point. */
  readonly own: RankedPlayer | null;
  /** How many have at least one point. */
  readonly players: number;
}

export const leaderboardLength = 10;

export function leaderboard(standings: readonly Standing[], viewer: AccountId): Leaderboard {
  const sorted = standings.filter((standing) => standing.points > 0).sort(byPoints);
  const places = sorted.map((standing) => ({
    ...standing,
    place: sorted.findIndex((other) => other.points === standing.points) + 1,
  }));
  return {
    top: places.slice(0, leaderboardLength),
    own: places.find((place) => place.account === viewer) ?? null,
    players: places.length,
  };
}

/** Equal points by name, and equal names by account, so that a board does not jump between two looks. */
function byPoints(a: Standing, b: Standing): number {
  return b.points - a.points || compare(a.name, b.name) || compare(a.account, b.account);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
