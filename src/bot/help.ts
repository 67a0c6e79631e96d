import type { Card } from "../cards/card.ts";
import { type HelpLine, helpCard, refusalCard, withCommands } from "../cards/notices/notice-card.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import { type CommandSpec, commandName, commandTable } from "./command-table.ts";
import type { House } from "./house.ts";
import { nextButton } from "./next-button.ts";

export function help(house: House): Card {
  return helpCard(house.words, helpLines(), [nextButton(house, null)]);
}

/** Why not; and for a command that nobody knows, the ones that there are. */
export function declined(house: House, refusal: Refusal): Card {
  const card = refusalCard(house.words, refusal, []);
  return refusal.code === "unknown-command" ? withCommands(house.words, card, helpLines()) : card;
}

export function helpLines(): readonly HelpLine[] {
  return commandTable.map((spec) => ({
    path: spec.words.join(" "),
    arguments: argumentsOf(spec),
    key: spec.key,
    adminsOnly: spec.who === "admins",
  }));
}

/** How a command is typed: `/async-quiz leaderboard [today|week|month|all]`. */
export function usageOf(spec: CommandSpec): string {
  return [`/${commandName}`, ...spec.words, argumentsOf(spec)].filter(Boolean).join(" ");
}

function argumentsOf(spec: CommandSpec): string {
  const given = spec.arguments.map((argument) => {
    const name = argument.name === "window" ? (argument.choices ?? []).join("|") : argument.name.toUpperCase();
    return argument.required ? name : `[${name}]`;
  });
  return given.join(" ");
}
