import { counted } from "./format.ts";

export const settings = {
  title: "Settings",
  zone: (zone: string) => `Time zone: ${zone}.`,
  zoneUnset: "Time zone: UTC, because none has been set yet. The daily command below sets it.",
  none: "No daily question is set up.",
  how: "Set one up, or change it, by typing:",
  daily: (time: string, days: string) => `at ${time}, ${days}`,
  next: (when: string) => `Next: ${when}`,
  /** Before and after the channel's name. */
  doubtful: (date: string) =>
    [
      `The question of ${date} may be missing in `,
      ": I was cut off while posting it, and I post nothing twice. Its first press tells me where it stands. " +
        "If it is not there, everybody can still answer it with /async-quiz daily.",
    ] as const,
  reports: (count: number, days: number) =>
    `Reports of questions in the last ${counted(days, "day")}: ${count}. Whoever runs me lists them by `,
  change: "Set up the daily question",
  test: "Post a sample",
  off: "Turn off",
  savedTitle: "The daily question is set up",
  saved: (time: string, days: string, zone: string) => `It comes at ${time} (${zone}), ${days}.`,
  offTitle: "Daily question off",
  turnedOff: (count: number) => `${counted(count, "daily question")} turned off. What was answered stays.`,
  testTitle: "Sample posted",
  tested: "A sample question stands in the channel. The daily ones look the same.",
  testFailedTitle: "The sample could not be posted",
  testFailed: {
    "no-permission":
      "I am not allowed to write in that channel. Invite me to it and allow me to write, then try again.",
    "no-channel": "I cannot find that channel. If it is a private one, invite me to it; else choose another one.",
    unreachable: "The chat did not answer. Try again in a minute.",
  },
  testLostTitle: "The sample may stand in the channel",
  testLost: "The chat did not say whether it took the sample. Look in the channel before you try again.",
  formTitle: "Daily question",
  formIntro: "A question for everybody, once a day. Answers stay private.",
  fields: {
    channel: { label: "Channel", hint: "where the question is posted" },
    time: { label: "Time", hint: "like 09:00" },
    zone: { label: "Time zone", hint: "like Europe/Berlin or UTC" },
    days: { label: "Days", hint: "like mon-fri, mon,wed,fri or daily" },
  },
  save: "Save",
};
