import type { AccountId } from "../engine/question/ids.ts";

/** A run of text in one manner. What people or authors wrote is data in here; each chat escapes it in its own way. */
type Span =
  | { readonly type: "plain" | "code" | "strong"; readonly text: string }
  /** The text is the chat's own id of a channel or community, which each chat shows by its name. */
  | { readonly type: "channel" | "community"; readonly text: string }
  /** A person's name, tied to its account so that it can be found when the person is forgotten. */
  | { readonly type: "name"; readonly text: string; readonly account: AccountId };

export type Prose = readonly Span[];

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

/** Reads the one mark that authors may use: `code` between backticks. A backtick without its partner stays. */
export function prose(text: string): Prose {
  const spans: Span[] = [];
  let rest = 0;
  for (const found of text.matchAll(/`([^`]+)`/g)) {
    if (found.index > rest) spans.push({ type: "plain", text: text.slice(rest, found.index) });
    spans.push({ type: "code", text: found[1] as string });
    rest = found.index + found[0].length;
  }
  if (rest < text.length) spans.push({ type: "plain", text: text.slice(rest) });
  return spans;
}

export function joined(...parts: readonly Prose[]): Prose {
  return parts.flat();
}

/** The words alone, code between backticks: for titles, notifications and screen readers. */
export function wordsOf(text: Prose): string {
  return text.map(spanWords).join("");
}

function spanWords(span: Span): string {
  if (span.type === "code") return `\`${span.text}\``;
  return span.type === "channel" ? `#${span.text}` : span.text;
}
