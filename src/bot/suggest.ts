import type { Suggestions } from "../cards/card.ts";
import { type ArgumentSpec, type CommandSpec, commandTable } from "./command-table.ts";
import { daySetNames, zones } from "./daily-arguments.ts";
import { usageOf } from "./help.ts";

/** The most that every chat shows (Discord's autocomplete). */
const mostSuggestions = 25;

/** How what was typed after `/async-quiz` may go on: whole commands first, then the argument that is being typed. */
export function suggest(typed: string): Suggestions {
  const words = typed.slice(0, 200).toLowerCase().split(/\s+/);
  const commands = commandTable
    .filter((spec) => spec.words.join(" ").startsWith(words.join(" ")))
    .map((spec) => ({ value: spec.words.join(" "), label: usageOf(spec) }));
  const values = commandTable.flatMap((spec) => argumentValues(spec, words));
  return { type: "suggestions", items: [...commands, ...values].slice(0, mostSuggestions) };
}

function argumentValues(spec: CommandSpec, words: readonly string[]): Suggestions["items"] {
  const begun = spec.words.every((word, place) => words[place] === word);
  const argument = spec.arguments[words.length - spec.words.length - 1];
  if (!begun || !argument) return [];
  const before = words.slice(0, -1).join(" ");
  return valuesOf(argument, words.at(-1) ?? "").map((value) => ({ value: `${before} ${value}`, label: value }));
}

/** What may stand for an argument, given how it begins. */
export function valuesOf(argument: Pick<ArgumentSpec, "name" | "choices">, typed: string): readonly string[] {
  const all = argument.choices ?? { zone: zones(), days: [...daySetNames, "mon-fri"] }[argument.name as string] ?? [];
  const wanted = typed.toLowerCase();
  const begins = all.filter((value) => value.toLowerCase().startsWith(wanted));
  const holds = all.filter((value) => !begins.includes(value) && value.toLowerCase().includes(wanted));
  return [...begins, ...holds].slice(0, mostSuggestions);
}
