import type { LeaderboardWindow } from "../../../engine/community/calendar.ts";
import { counted, windowNames } from "./format.ts";

export const progress = {
  title: "Your progress",
  topic: (answered: number, right: number, questions: number) => `${answered} of ${questions} answered, ${right} right`,
  misconceptions: "Misconceptions to correct",
  noMisconceptions: "You have no open misconceptions. Answer more questions to find some.",
  moreMisconceptions: (more: number) => `and ${more} more`,
  corrected: (count: number) => `${counted(count, "misconception")} corrected.`,
  noStreak: "No streak yet. Answer a question today to start one.",
  streak: (days: number) => (days === 1 ? "Streak: 1 day." : `Streak: ${days} days in a row.`),
  forgiven: (day: string) => `You missed ${day}, which is forgiven: one day in seven may be missed.`,
  answeredNone: "You haven't answered a question yet.",
  /** The button of a misconception in the list, by its number. */
  workOn: (number: number) => `Work on ${number}`,
  spokenWorkOn: (belief: string) => `Work on this: ${belief}`,
  reviewsDue: (count: number) => (count === 1 ? "1 review is due." : `${count} reviews are due.`),
  review: "Review",
  points: (points: number) => `${counted(points, "point")} so far.`,
  calendar: "The last five weeks",
  legend: { right: "right", answered: "answered" },
  daysPlayed: (days: number, of: number) => `You answered on ${days} of the last ${of} days.`,
};

/** When no review is due. */
export const reviews = {
  title: "Reviews",
  nothing: "Nothing is due for review right now.",
  never: "When an answer shows a misconception, a new question about it comes back after 1, 3 and 8 days.",
  soon: "A review comes back after your next answer.",
  on: (day: string) => `Your next review is due on ${day}.`,
};

/** How the chats are called in a sentence, by their names. */
const chatNames = new Map([
  ["discord", "Discord"],
  ["slack", "Slack"],
  ["web", "the local room"],
  ["terminal", "the terminal"],
]);

export const link = {
  title: "Link another chat",
  howTo: "In the other chat, use `/async-quiz link` with this code:",
  /** Above the code. */
  code: "Your code",
  expires: (minutes: number) => `The code works once, for ${minutes} minutes. A new code replaces it.`,
  effect:
    "Then both accounts share your progress, misconceptions and reviews. A question earns points once, where you " +
    "answered it first. Each leaderboard still counts what was answered in its own server or workspace.",
  keepSecret: "Don't show the code to anyone: a person who enters it is linked with you as one player.",
  linkedNow: "These accounts are linked already:",
  linkedTitle: "Linked",
  linked: "These accounts are one player now:",
  account: (name: string, chat: string) => `${name} in ${chatNames.get(chat) ?? chat}`,
  undo: "`/async-quiz unlink` parts them again. `/async-quiz forget` deletes the data of all of them.",
  unlinkedTitle: "Unlinked",
  unlinked:
    "This account is no longer linked. Each account keeps the answers that it gave, with the points and progress " +
    "that they earn by themselves.",
};

export const home = {
  daily: "Today's question",
  open: "Waiting for your answer:",
  answered: "You have answered it:",
  none: "No question is open today.",
  answerDaily: "Answer today's question",
  seeDaily: "See today's answer",
  leaderboard: "Leaderboard",
  help: "Help",
  settings: "Settings",
};

export const leaderboard = {
  title: (window: LeaderboardWindow) => `Leaderboard: ${windowNames[window].toLowerCase()}`,
  empty: "No one has any points yet. Answer a question right to take the lead.",
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
