import type { LeaderboardWindow } from "../../../engine/community/calendar.ts";
import { windowNames } from "./format.ts";

export const leaderboard = {
  title: (window: LeaderboardWindow) => `Leaderboard: ${windowNames[window].toLowerCase()}`,
  empty: "Nobody has a point yet. The first right answer leads.",
  own: (place: number, players: number) => `You are number ${place} of ${players}.`,
  ownNone: "You have no points in this window yet. One right answer puts you on the board.",
  you: "you",
  until: (day: string, zone: string) => `Begins anew on ${day}, midnight ${zone}.`,
  zone: (zone: string) => `Days are those of ${zone}.`,
  zoneUnset: "Days are those of UTC, since no admin has set a time zone yet.",
  nowhere:
    "A private talk has no leaderboard, and you have no points anywhere yet: places belong to a server or workspace.",
  ownTitle: (window: LeaderboardWindow) => `Your places: ${windowNames[window].toLowerCase()}`,
  ownPlace: (place: number, players: number, points: string) => `number ${place} of ${players}, ${points}`,
  ownPlaceNone: "no points in this window yet",
  ownNote: "Days are those of each place's own time zone.",
  leftCommunity: "a place I am not in any more",
};
