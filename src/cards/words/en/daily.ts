import { counted } from "./format.ts";

export const daily = {
  title: (day: string) => `Question of the day: ${day}`,
  sampleTitle: "A sample of the daily question",
  lastTime: (day: string) => `Answer to the question of ${day}`,
  today: "Today's question",
  answered: (people: number) =>
    people === 0 ? "No answers yet. Your answer is private." : `${people} answered so far. Your answer is private.`,
  shares: (people: number) => (people === 0 ? "No answers." : `${counted(people, "answer")}.`),
  gotRight: (right: number, people: number) =>
    people === 0 ? "No answers." : `${right} of ${counted(people, "answer")} right.`,
  share: (count: number, of: number) => `${of === 0 ? 0 : Math.round((100 * count) / of)} %`,
  noneTitle: "No daily question yet",
  none: "There is no daily question here yet. To set one up, an admin types:",
  notPostedYet: (when: string, zone: string) => `The next question comes on ${when} (${zone}).`,
  notPostedTitle: "Today's question isn't out yet",
  elsewhere: "Direct messages have no daily question.",
  troubleTitle: "The daily question couldn't be posted",
  troubleIn: "It was meant for",
  trouble: {
    "no-permission":
      "I'm not allowed to see that channel or to post in it. Please invite me and allow both. I'll keep trying.",
    "no-channel": "I can't find that channel any more. Please choose another one in the settings. I'll keep trying.",
    unreachable: "The chat didn't respond. I'll keep trying.",
  },
};
