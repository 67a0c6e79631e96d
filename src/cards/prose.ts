import type { AccountId } from "../engine/question/ids.ts";

/** What every command begins with, in a chat that has slash commands. */
export const slashCommand = "/async-quiz";

/** A run of text in one style. Names, code and authors' texts are plain data; each chat escapes them in its own way. */
type ProseSpan =
  | { readonly type: "plain" | "code" | "strong"; readonly text: string }
  /**
   * A command of the bot: as most chats type it (`/async-quiz settings daily #general 09:00`), and its path
   * (`settings daily`) and arguments (`#general 09:00`) for the chats that write it in another way.
   */
  | { readonly type: "command"; readonly text: string; readonly path: string; readonly arguments: string }
  /** The text is the chat's own id of a channel or community, which each chat shows by its name. */
  | { readonly type: "channel" | "community"; readonly text: string }
  /** A person's name with its account, so that it can be removed when the person is forgotten. */
  | { readonly type: "name"; readonly text: string; readonly account: AccountId };

export type Prose = readonly ProseSpan[];

export function plain(text: string): Prose {
  return [{ type: "plain", text }];
}

export function strong(text: string): Prose {
  return [{ type: "strong", text }];
}

export function channelSpan(channel: string): Prose {
  return [{ type: "channel", text: channel }];
}

export function nameSpan(name: string, account: AccountId): Prose {
  return [{ type: "name", text: name, account }];
}

/** A Discord server, a Slack workspace. */
export function communitySpan(workspace: string): Prose {
  return [{ type: "community", text: workspace }];
}

export function codeSpan(text: string): Prose {
  return [{ type: "code", text }];
}

export function commandSpan(path: string, given = ""): Prose {
  return [{ type: "command", text: [slashCommand, path, given].filter(Boolean).join(" "), path, arguments: given }];
}

/** Reads the one mark that authors may use: `code` between backticks. A backtick without its partner stays. */
export function prose(text: string): Prose {
  // The capture group makes plain and code parts alternate.
  return text.split(/`([^`]+)`/).flatMap((part, index) => {
    if (part === "") return [];
    return index % 2 === 1 ? codeSpan(part) : plain(part);
  });
}

/** Reads a sentence from the words: like `prose`, but code that begins with `/async-quiz` is a command. */
export function instruction(text: string): Prose {
  return prose(text).flatMap((span) => {
    const isCommand = span.type === "code" && span.text.startsWith(`${slashCommand} `);
    return isCommand ? commandSpan(span.text.slice(slashCommand.length + 1)) : span;
  });
}

export function joined(...parts: readonly Prose[]): Prose {
  return parts.flat();
}

/** The words alone, code between backticks: for titles, notifications and screen readers. */
export function wordsOf(text: Prose): string {
  return text.map(spanWords).join("");
}

function spanWords(span: ProseSpan): string {
  switch (span.type) {
    case "code":
    case "command":
      return `\`${span.text}\``;
    case "channel":
      return `#${span.text}`;
    default:
      return span.text;
  }
}
