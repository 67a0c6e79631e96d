import type { LeaderboardWindow } from "../../../engine/community/calendar.ts";
import { windowNames } from "./format.ts";

export const leaderboard = {
  title: (window: LeaderboardWindow) => `Leaderboard: ${windowNames[window].toLowerCase()}`,
  empty: "Nobody has points yet. The first right answer takes the lead.",
  own: (rank: number, players: number) => `Your rank: ${rank} of ${players}.`,
  ownNone: "You have no points in this period yet. One right answer puts you on the leaderboard.",
  you: "you",
  until: (day: string, zone: string) => `Resets ${day}, 00:00 ${zone}.`,
  zone: (zone: string) => `Days follow the time zone ${zone}.`,
  zoneUnset: "Days follow UTC. An admin can set your time zone in `/async-quiz settings`.",
  nowhere: "Direct messages have no leaderboard, and you have no points yet. You earn points in a server or workspace.",
  ownTitle: (window: LeaderboardWindow) => `Your ranks: ${windowNames[window].toLowerCase()}`,
  ownRank: (rank: number, players: number, points: string) => `rank ${rank} of ${players}, ${points}`,
  ownRankNone: "no points in this period yet",
  ownNote: "Days follow the time zone of each server or workspace.",
  leftCommunity: "a server or workspace that I have left",
};
