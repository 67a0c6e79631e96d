import { counted } from "./format.ts";

export const help = {
  title: "async-quiz",
  intro:
    "Short questions about synchronous and asynchronous programs. Most wrong choices name the misconception (wrong " +
    "idea) behind them. For the others, and for most wrong orders, the bot asks what you thought or says that it " +
    "knows no misconception that fits. Sync and async are about when a program waits, not about speed.",
  commands: "Commands",
  adminsOnly: "(admins)",
  play: "get your next question, or one on a topic",
  daily: "see today's question in this channel",
  leaderboard: "see the top ten and your rank",
  review: "review what you got wrong before, when it is due",
  progress: "see your progress, your streak and your misconceptions",
  trace: "run your JavaScript step by step through the event loop",
  help: "see this page",
  about: "see the version, what I store and where my source is",
  link: "share your progress with your account in another chat",
  unlink: "stop sharing it",
  forget: "delete everything I know about you",
  insights: "see which misconceptions people here hold, by week",
  settings: "see the settings of this server or workspace",
  "settings-daily": "post a question every day",
  "settings-daily-off": "stop the daily question",
  "settings-daily-test": "post a sample now",
  topics: "Topics",
  scoring: "A right first answer earns 1 to 3 points. A daily counts even if you practiced it. Speed doesn't count.",
};

export const about = {
  title: (version: string) => `async-quiz ${version}`,
  bank: (questions: number, templates: number) =>
    `I know ${counted(questions, "question")}, and ${counted(templates, "template")} that I generate more from.`,
  privacy: "Privacy",
  stored: "I store your user id and name, your answers, points and reports, and for 7 days the programs you paste.",
  deleted: "`/async-quiz forget` deletes all of it.",
  source: "Source code:",
};

export const argumentHints = {
  topic: "stay on one topic",
  window: "which days count",
  code: "the code from your other chat; leave it out to get one",
};

export const crash = {
  title: "Something went wrong",
  text: "Something went wrong on my side, and the error is logged. Your earlier answers are safe. Please try again.",
  late: "I couldn't open the form in time. Press the button to try again.",
};

export const forget = {
  title: "Delete everything about you?",
  ask: "This deletes your answers, points, streak, reports and messages. You can't undo it.",
  askLinked:
    "If you have linked accounts of other chats, their data goes too. To keep it, use `/async-quiz unlink` first.",
  confirm: "Delete",
  decline: "Keep it",
  doneTitle: "Deleted",
  done: "Everything about you is deleted. If you play again, you start from scratch.",
  notDeletedTitle: "Nothing was deleted",
  notDeleted: "Everything stays as it was.",
};

export const refusalTitle = "That didn't work";

/** Around a command or a text that was probably meant. */
export const didYouMean = { before: "Did you mean ", after: "?" };

export const refusals = {
  "unknown-command": (typed: string) => `I don't know the command “${typed}”.`,
  "unknown-topic": (typed: string) => `I don't know the topic “${typed}”.`,
  "unknown-window": (typed: string) => `I don't know the leaderboard “${typed}”. Use today, week, month or all.`,
  "too-long": (limit: number) => `That is longer than ${limit} characters. Please make it shorter.`,
  "unknown-button": "I don't know this button any more. Get a new question with `/async-quiz play`.",
  "not-yours": "This question was for somebody else. Get your own with `/async-quiz play`.",
  "question-changed": "This question was changed or removed. Get a new one with `/async-quiz play`.",
  "admins-only": "Only admins can see this or change the settings.",
  "no-questions": "There are no questions on this topic yet.",
  "settings-incomplete": "A daily question needs at least a channel and a time, for example:",
  "bad-channel": (typed: string) => `I can't find the channel “${typed}”.`,
  "bad-time": (typed: string) => `“${typed}” is not a time of day. Write it like 09:00 or 21:30.`,
  "bad-zone": (typed: string) => `“${typed}” is not a time zone. Write it like Europe/Berlin, America/New_York or UTC.`,
  "bad-days": (typed: string) => `“${typed}” are not days of the week. Write days like mon-fri, mon,wed,fri or daily.`,
  "no-schedule": "There is no daily question here, so there is nothing to turn off or to post a sample of.",
  "no-community": "This works only in a server or workspace, not in a direct message.",
  "bad-module": (typed: string) => `“${typed}” is not a file type. Use commonjs or module.`,
  "trace-empty": "There is no code in it. Please paste a few lines of JavaScript.",
  "trace-gone":
    "I don't have this program any more: I keep programs for 7 days. Paste it again with `/async-quiz trace`.",
  "not-your-trace": "Somebody else pasted this program. Trace your own with `/async-quiz trace`.",
  "unknown-code":
    "I don't know this code. It may have a typo, or it was used or replaced. Get a new one with `/async-quiz link`.",
  "expired-code": "This code is too old. Get a new one with `/async-quiz link` in the other chat.",
  "own-code": "You made this code here. Type it in your other chat instead.",
  "already-linked": "These two accounts are linked already.",
  "same-chat":
    "Both sides have an account in the same chat, and I link only accounts of different chats. If one of them " +
    "shouldn't be linked any more, use `/async-quiz unlink` there first.",
  "too-many-codes": "You have entered too many wrong codes. Please try again in 10 minutes.",
  "not-linked": "This account isn't linked with another one.",
  "store-full": "I couldn't save that: my disk is full. Nothing was counted. Please tell the bot's operator.",
  "store-busy": "I couldn't save that: another program is using my database. Nothing was counted. Please try again.",
  "store-read-only":
    "I couldn't save that: my database is read-only. Nothing was counted. Please tell the bot's operator.",
};

export const report = {
  button: "Report this question",
  formTitle: "Report a question",
  formIntro: "What is wrong? Your report goes to the bot's operator. Your name isn't included.",
  reason: { label: "What is wrong", hint: "choose what fits best" },
  note: (most: number) => ({ label: "In your own words", hint: `optional, at most ${most} characters` }),
  reasons: {
    "wrong-key": "The answer marked as right is wrong",
    "unclear-wording": "The text is unclear",
    "code-differs": "The code doesn't do what the question says",
    "typing-mistake": "There is a typo",
    "something-else": "Something else",
  },
  submit: "Send",
  thanksTitle: "Thank you",
  thanks:
    "The bot's operator gets your report, without your name. If you report this question again, the new report " +
    "replaces this one.",
};
