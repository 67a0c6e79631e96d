import type { APIApplicationCommandOptionChoice } from "discord.js";
import type { Suggestions } from "../../cards/card.ts";
import type { Words } from "../../cards/words.ts";
import { isTopic } from "../../engine/topic.ts";
import { discordLimits } from "./limits.ts";

/**
 * What may stand in the option that is being typed. The bot's suggestions are whole commands; their last word counts.
 * @param typed narrows topics, which people see and type by their names
 */
export function renderSuggestions(
  words: Words,
  items: Suggestions["items"],
  typed: string,
): APIApplicationCommandOptionChoice<string>[] {
  const { suggestions, suggestionName } = discordLimits;
  const values = [...new Set(items.map((item) => item.value.split(" ").at(-1) ?? ""))];
  return values
    .filter((value) => value !== "" && [...value].length <= suggestionName.most)
    .map((value) => ({ name: isTopic(value) ? words.topicName(value) : value, value }))
    .filter(({ name, value }) => !isTopic(value) || holds(name, typed) || holds(value, typed))
    .slice(0, suggestions.most);
}

function holds(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}
