import { buttonIdLimit } from "../../bot/requests/button-parts.ts";
import { commandLimit } from "../../bot/requests/typed-command.ts";
import { bounds } from "../../interpreter/rules/budget.ts";

interface RoomLimit {
  readonly most: number;
  readonly reason: string;
}

/** No platform sets limits for the room. These are its own, each with its reason. */
export const roomLimits = {
  textCharacters: {
    most: commandLimit,
    reason: "the longest command that the bot reads; other texts have the same limit",
  },
  nameCharacters: { most: 40, reason: "a longer name breaks the rows of a leaderboard on a phone" },
  buttonIdCharacters: { most: buttonIdLimit, reason: "what every chat accepts" },
  lineIdCharacters: { most: 200, reason: "ids and post keys are much shorter" },
  fields: { most: 20, reason: "a form that fits a screen" },
  fieldCharacters: { most: 200, reason: "what the bot accepts in a form" },
  codeCharacters: { most: bounds.source, reason: "the longest program that is run" },
  bodyBytes: {
    most: 160 * 1024,
    reason: "the longest program, with every character escaped in JSON",
  },
  historyLines: { most: 200, reason: "a compromise between scrolling back and opening quickly" },
  rememberedChanges: {
    most: 500,
    reason: "covers a laptop's sleep; after more changes, the history is sent",
  },
  stopMs: { most: 800, reason: "the program should end within a second" },
} as const satisfies Readonly<Record<string, RoomLimit>>;
