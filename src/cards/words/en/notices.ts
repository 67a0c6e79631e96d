export const help = {
  title: "async-quiz",
  intro:
    "Small questions about synchronous and asynchronous programs. Every wrong answer names the belief behind it. " +
    "Synchronous and asynchronous are about when work is waited on, not about guaranteed speed.",
  commands: "Commands",
  adminsOnly: "(admins)",
  play: "the next question of the path, or of one topic",
  daily: "today's question of this channel",
  leaderboard: "the top ten and your own place",
  progress: "your path, your streak, the beliefs still to mend",
  trace: "run pasted JavaScript step by step through the event loop",
  help: "this page",
  forget: "erase everything I know about you",
  settings: "how this place is set up",
  "settings-daily": "post a question each day",
  "settings-daily-off": "stop the daily question",
  "settings-daily-test": "post a sample now",
  topics: "Topics",
  example: "For example",
  scoring: "A right first answer earns 1 to 3 points. Speed earns nothing.",
};

export const argumentHints = {
  topic: "stay in one topic",
  window: "which days count",
};

export const crash = {
  title: "Something went wrong",
  text: "Something went wrong on my side, and the error is logged. Your earlier answers are safe. Please try again.",
  late: "I couldn't open the form in time. Press the button to try again.",
};

export const forget = {
  title: "Erase everything about you?",
  ask: "Your answers, points, streak, reports and messages go for good. Nobody can bring them back.",
  confirm: "Erase",
  decline: "Keep it",
  doneTitle: "Erased",
  done: "I know nothing about you any more. If you play again, you begin anew.",
  keptTitle: "Nothing was erased",
  kept: "Everything stays as it was.",
};

export const refusalTitle = "That did not work";

export const didYouMean = (command: string) => `Did you mean ${command}?`;

export const refusals = {
  "unknown-command": (typed: string) => `I do not know the command “${typed}”.`,
  "unknown-topic": (typed: string) => `I do not know the topic “${typed}”.`,
  "unknown-window": (typed: string) => `I do not know the leaderboard “${typed}”: it is today, week, month or all.`,
  "too-long": (limit: number) => `That is longer than ${limit} characters. Please say it shorter.`,
  "unknown-button": "I do not know this button. Ask for a new question with /async-quiz play.",
  "not-yours": "This question was put to somebody else. Get your own with /async-quiz play.",
  "question-changed":
    "This question has been changed or taken out since it was put. Get a new one with /async-quiz play.",
  "admins-only": "Only admins of this place can see or change its settings.",
  "no-questions": "There is no question on this topic yet.",
  "settings-incomplete": "A daily question needs at least a channel and a time, like this:",
  "bad-channel": (typed: string) => `I know no channel “${typed}” here.`,
  "bad-time": (typed: string) => `“${typed}” is not a time of day. Write it like 09:00 or 21:30.`,
  "bad-zone": (typed: string) => `“${typed}” is not a time zone. Write it like Europe/Berlin, America/New_York or UTC.`,
  "bad-days": (typed: string) => `“${typed}” are not weekdays. Write them like mon-fri, mon,wed,fri or daily.`,
  "no-schedule": "No daily question is set up here, so there is nothing to turn off or to show a sample of.",
  "no-community": "This works only in a server or workspace, not in a private talk.",
  "bad-module": (typed: string) => `“${typed}” is no kind of file: it is commonjs or module.`,
  "trace-empty": "There is no code in it. Paste a few lines of JavaScript.",
  "trace-gone":
    "I do not have this program any more: what is pasted is kept for 7 days. Paste it again with /async-quiz trace.",
  "not-your-trace": "Somebody else pasted this program. Trace your own with /async-quiz trace.",
  "store-full": "I could not write that down: my disk is full. Nothing was counted. Please tell whoever runs me.",
  "store-busy": "I could not write that down: my database is held by another program. Nothing was counted; try again.",
  "store-read-only":
    "I could not write that down: my database cannot be written. Nothing was counted. Please tell whoever runs me.",
};
