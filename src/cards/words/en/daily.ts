import { counted } from "./format.ts";

export const daily = {
  title: (day: string) => `Question of the day: ${day}`,
  sampleTitle: "A sample of the daily question",
  lastTime: (day: string) => `The answer of ${day}`,
  today: "Today's question",
  answered: (people: number) =>
    people === 0 ? "Nobody has answered yet. Your answer is private." : `${people} answered. Your answer is private.`,
  shares: (people: number) => (people === 0 ? "Nobody answered." : `${counted(people, "answer")}.`),
  gotRight: (right: number, people: number) =>
    people === 0 ? "Nobody answered." : `${right} of ${counted(people, "answer")} right.`,
  share: (count: number, of: number) => `${of === 0 ? 0 : Math.round((100 * count) / of)} %`,
  noneTitle: "No daily question yet",
  none: "This place has no daily question. An admin sets one up by typing:",
  noneExample: (channel: string) => `/async-quiz settings daily ${channel} 09:00 Europe/Berlin mon-fri`,
  notPostedYet: (when: string, zone: string) => `The next question comes at ${when} (${zone}).`,
  notPostedTitle: "Today's question is still to come",
  elsewhere: "There is no daily question in a private talk.",
  troubleTitle: "The daily question could not be posted",
  troubleIn: "It belongs in",
  trouble: {
    "no-permission":
      "I am not allowed to see that channel or to write in it. Invite me, allow me both; until then I keep trying.",
    "no-channel": "I cannot find that channel any more. Choose another one in the settings; until then I keep trying.",
    unreachable: "The chat did not answer. I keep trying.",
  },
};
