import { counted } from "./format.ts";

export const progress = {
  title: "Your path",
  topic: (answered: number, right: number, questions: number) => `${answered} of ${questions} answered, ${right} right`,
  beliefs: "Beliefs to mend",
  beliefsNone: "No false belief is open. Answer on and see.",
  beliefsMore: (more: number) => `and ${more} more`,
  corrected: (count: number) => `${counted(count, "belief")} mended.`,
  streak: (days: number) =>
    days === 0 ? "No streak yet: answer a question today." : `Streak: ${counted(days, "day")} in a row.`,
  answeredNone: "You have not answered a question yet.",
};

export const home = {
  daily: "Today's question",
  open: "It waits for your answer:",
  answered: "You have answered it:",
  none: "No question is open today.",
  answerDaily: "Answer today's question",
  seeDaily: "See today's answer",
  leaderboard: "Leaderboard",
  help: "Help",
  settings: "Settings",
};
