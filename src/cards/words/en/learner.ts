import { counted } from "./format.ts";

export const progress = {
  title: "Your progress",
  topic: (answered: number, right: number, questions: number) => `${answered} of ${questions} answered, ${right} right`,
  misconceptions: "Misconceptions to correct",
  noMisconceptions: "You have no open misconceptions. Answer more questions to find some.",
  moreMisconceptions: (more: number) => `and ${more} more`,
  corrected: (count: number) => `${counted(count, "misconception")} corrected.`,
  streak: (days: number) =>
    days === 0 ? "No streak yet. Answer a question today to start one." : `Streak: ${counted(days, "day")} in a row.`,
  answeredNone: "You haven't answered a question yet.",
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
