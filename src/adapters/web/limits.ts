import { buttonIdLimit } from "../../bot/requests/button-parts.ts";
import { commandLimit } from "../../bot/requests/typed-command.ts";
import { bounds } from "../../interpreter/rules/budget.ts";

interface RoomLimit {
  readonly most: number;
  readonly reason: string;
}

/** The room has no platform that sets limits, so these are its own, each with its reason. */
export const roomLimits = {
  textCharacters: {
    most: commandLimit,
    reason: "the longest command that the bot reads, so words are held to the same",
  },
  nameCharacters: { most: 40, reason: "a longer name breaks the rows of a leaderboard on a phone" },
  buttonIdCharacters: { most: buttonIdLimit, reason: "what every chat bears, so a card made for one fits all" },
  lineIdCharacters: { most: 200, reason: "ids and post keys are far shorter; whatever is longer was not written here" },
  fields: { most: 20, reason: "a form that fits a screen" },
  fieldCharacters: { most: 200, reason: "what the reader of a form accepts" },
  codeCharacters: { most: bounds.source, reason: "the longest program that is run" },
  bodyBytes: {
    most: 160 * 1024,
    reason: "the longest program, should each character take its worst in JSON, and room to spare",
  },
  historyLines: { most: 200, reason: "what a person scrolls back through, and a page that opens at once" },
  rememberedChanges: {
    most: 500,
    reason: "a laptop's sleep is bridged by what changed; after more, the history is sent",
  },
  stopMilliseconds: { most: 800, reason: "whoever stops the program waits for it, and it should end within a second" },
} as const satisfies Readonly<Record<string, RoomLimit>>;
