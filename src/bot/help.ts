import type { Card } from "../cards/card.ts";
import { helpCard } from "../cards/help-card.ts";
import { buttonId } from "./button-id.ts";
import { type CommandSpec, commandName, commandTable } from "./command-table.ts";
import type { House } from "./house.ts";

export function help(house: House): Card {
  const { next } = house.words.verdict;
  const lines = commandTable.map((spec) => ({
    usage: usageOf(spec),
    key: spec.key,
    adminsOnly: spec.who === "admins",
  }));
  const button = { id: buttonId({ type: "play", topic: null }), label: next, spoken: next, look: "primary" } as const;
  return helpCard(house.words, lines, [button]);
}

/** How a command is typed: `/async-quiz leaderboard [today|week|month|all]`. */
export function usageOf(spec: CommandSpec): string {
  const given = spec.arguments.map((argument) => {
    const name = argument.name === "window" ? (argument.choices ?? []).join("|") : argument.name.toUpperCase();
    return argument.required ? name : `[${name}]`;
  });
  return [`/${commandName}`, ...spec.words, ...given].join(" ");
}
