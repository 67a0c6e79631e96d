import { counted } from "./format.ts";

export const settings = {
  title: "Settings",
  zone: (zone: string) => `Time zone: ${zone}.`,
  zoneUnset: "Time zone: UTC, because no other one is set. You can set it with the command for the daily question.",
  none: "There is no daily question yet.",
  how: "To set one up or change it, type:",
  daily: (time: string, days: string) => `at ${time}, ${days}`,
  next: (when: string) => `Next: ${when}`,
  /** Around the channel's name. */
  doubtful: (date: string) => ({
    before: `The question of ${date} may be missing in `,
    after:
      ". I was interrupted while I posted it, and I never post twice. If it isn't there, everybody can still answer " +
      "it with `/async-quiz daily`. If it is there, this message goes away with the first answer.",
  }),
  /** Around the command that lists them. */
  reports: (count: number, days: number) => ({
    before: `Questions reported in the last ${counted(days, "day")}: ${count}. The bot's operator can list them with `,
    after: ".",
  }),
  change: "Set up the daily question",
  test: "Post a sample",
  off: "Turn off",
  savedTitle: "The daily question is set up",
  saved: (time: string, days: string, zone: string) => `I'll post it at ${time} (${zone}), ${days}.`,
  offTitle: "Daily question off",
  turnedOff: (count: number) => `${counted(count, "daily question")} turned off. All answers are kept.`,
  testTitle: "Sample posted",
  tested: "I posted a sample in the channel. The daily question will look like that.",
  testFailedTitle: "I couldn't post the sample",
  testFailed: {
    "no-permission": "I'm not allowed to post in that channel. Please invite me, allow me to post, and try again.",
    "no-channel": "I can't find that channel. If it is private, invite me to it. Otherwise choose another one.",
    unreachable: "The chat didn't respond. Please try again in a minute.",
  },
  testUncertainTitle: "The sample may be in the channel",
  testUncertain: "The chat didn't confirm the sample. Check the channel before you try again.",
  formTitle: "Daily question",
  formIntro: "One question a day for everybody. Answers stay private.",
  fields: {
    channel: { label: "Channel", hint: "where I post the question" },
    time: { label: "Time", hint: "for example 09:00" },
    zone: { label: "Time zone", hint: "for example Europe/Berlin or UTC" },
    days: { label: "Days", hint: "for example mon-fri, mon,wed,fri or daily" },
  },
  save: "Save",
};
