import { type CommandSpec, commandName, commandTable } from "../../bot/command-table.ts";

/**
 * A command's words as Discord can have them: at most two, and a word with others below it cannot stand alone. So
 * `settings` is `settings show`, and `settings daily off` is `settings daily-off`.
 */
export function discordWords(spec: CommandSpec): readonly string[] {
  const [first = "", ...rest] = spec.words;
  if (rest.length > 0) return [first, rest.join("-")];
  return commandTable.some((other) => other !== spec && other.words[0] === first) ? [first, "show"] : [first];
}

/** The command that somebody chose by Discord's words; null for one that is not registered any more. */
export function specOf(words: readonly string[]): CommandSpec | null {
  return commandTable.find((spec) => discordWords(spec).join(" ") === words.join(" ")) ?? null;
}

/** A command as the other chats write it, `/async-quiz settings daily off #x`, in Discord's words, and what follows. */
export function discordForm(written: string): { path: string; rest: string } | null {
  const [name, ...words] = written.split(" ");
  if (name !== `/${commandName}`) return null;
  const fitting = commandTable.filter((spec) => spec.words.every((word, place) => words[place] === word));
  const spec = fitting.sort((a, b) => b.words.length - a.words.length)[0];
  if (!spec) return null;
  return {
    path: [commandName, ...discordWords(spec)].join(" "),
    rest: words.slice(spec.words.length).join(" "),
  };
}
