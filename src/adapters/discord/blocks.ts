import {
  channelMention,
  chatInputApplicationCommandMention,
  codeBlock as fenced,
  HeadingLevel,
  heading,
  hyperlink,
  inlineCode,
  subtext,
} from "discord.js";
import type { Block, CardChoice, CardRow, CardTone } from "../../cards/card.ts";
import type { Prose } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { discordPath } from "./registration.ts";

/** Control characters and characters that hide or reorder others. */
const disguising = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text that Discord shows as it is: no formatting, links, mentions or pings. `escapeMarkdown` of discord.js is not
 * enough here: it leaves angle brackets, `@` and addresses, and it skips underscores inside addresses.
 */
export function escaped(text: string): string {
  return withoutControls(text)
    .replaceAll(/[\\`*_~|<>[\]@]/g, "\\$&")
    .replaceAll(/:(?=\S)/g, "\\:")
    .replaceAll(/^(\s*)([#+-])/gm, "$1\\$2")
    .replaceAll(/^(\s*\d+)([.)])/gm, "$1\\$2");
}

/** Inline code. */
export function codeSpan(text: string): string {
  const inside = withSplitBackticks(withoutControls(text).replaceAll(/\s+/g, " "));
  if (inside.trim() === "") return "";
  return inside.includes("`") ? `\`${inlineCode(` ${inside} `)}\`` : inlineCode(inside);
}

/** A code block; empty for no code. */
export function codeBlock(language: string, text: string): string {
  const named = /^[A-Za-z0-9+#-]{1,20}$/.test(language) ? language : "";
  return text.trim() === "" ? "" : fenced(named, withSplitBackticks(text.trimEnd()));
}

/** Puts a zero-width space between neighbouring backticks, so that they do not end the code. */
function withSplitBackticks(text: string): string {
  return text.replaceAll(/`(?=`)/g, "`\u200b");
}

/** A link, or only the label if the address is not a web address. */
export function link(label: string, url: string): string {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return escaped(label);
  return hyperlink(escaped(label), target.href.replaceAll("(", "%28").replaceAll(")", "%29"));
}

function withoutControls(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(disguising, (found) => (found === "\n" ? "\n" : " "));
}

/** Looks up what cards refer to by id. */
export interface Names {
  /** The id of the registered command; null while it is not known. */
  readonly command: string | null;
  /** A server's name; null if the bot is no longer a member. */
  server(workspace: string): string | null;
}

/** What renderers need besides the card. */
export interface RenderContext {
  readonly words: Words;
  readonly names: Names;
}

/** Decoration: the title says the same. */
const toneMarks: Readonly<Record<CardTone, string>> = {
  question: "",
  right: "✅ ",
  wrong: "❌ ",
  neutral: "",
  refused: "⚠️ ",
  score: "🏆 ",
};

export function titleText(tone: CardTone, title: string): string {
  return heading(`${toneMarks[tone]}${escaped(oneLine(title))}`, HeadingLevel.Two);
}

/** A block in Discord's markdown. */
export function blockText(context: RenderContext, block: Block): string {
  switch (block.type) {
    case "heading":
      return heading(proseText(context, block.text), HeadingLevel.Three);
    case "text":
      return proseText(context, block.text);
    case "quote":
      return `> ${oneLine(proseText(context, block.text))}`;
    case "code":
      return codeBlock(block.language, block.text);
    case "choices":
      return block.choices.map((choice) => choiceText(context, choice)).join("\n");
    case "rows":
      return block.rows.map((row) => rowText(context, row)).join("\n");
    case "list":
      return block.items.map((item) => `- ${oneLine(proseText(context, item))}`).join("\n");
    case "note":
      return subtext(oneLine(proseText(context, block.text)));
    // Drawn beside the text.
    case "picture":
      return "";
    case "link":
      return subtext(`${escaped(block.before)} ${link(block.label, block.url)}`);
  }
}

function proseText(context: RenderContext, prose: Prose): string {
  return prose.map((span) => spanText(context, span)).join("");
}

function spanText({ words, names }: RenderContext, span: Prose[number]): string {
  switch (span.type) {
    case "plain":
    case "name":
      return escaped(span.text);
    case "strong":
      return `**${escaped(span.text)}**`;
    case "code":
      return codeSpan(span.text);
    case "command":
      return commandText(names, span);
    case "channel":
      return /^\d{1,20}$/.test(span.text) ? channelMention(span.text) : escaped(span.text);
    case "community":
      return escaped(names.server(span.text) ?? words.leaderboard.leftCommunity);
  }
}

/** A command in Discord's spelling. If its id is known, it is a link that inserts the command. */
function commandText(names: Names, { path, arguments: given }: Extract<Prose[number], { type: "command" }>): string {
  const command = discordPath(path);
  if (names.command === null) return codeSpan([`/${command}`, given].filter(Boolean).join(" "));
  return [chatInputApplicationCommandMention(command, names.command), codeSpan(given)].filter(Boolean).join(" ");
}

function choiceText(context: RenderContext, { letter, text, mark, markText, share }: CardChoice): string {
  const sign = {
    open: "",
    chosen: "☑️ ",
    "passed-over": "",
    right: "✅ ",
    "picked-right": "✅ ",
    "picked-wrong": "❌ ",
  }[mark];
  const suffix = markText === "" ? "" : ` **(${markText})**`;
  const chosen = share ? ` · ${share.text}` : "";
  return `${sign}**${letter}.** ${oneLine(proseText(context, text))}${suffix}${chosen}`;
}

/** Bars are left out: the text says the same, and screen readers would spell them. */
function rowText(context: RenderContext, { lead, text, trail, own }: CardRow): string {
  const name = oneLine(proseText(context, text));
  const start = lead === "" ? "" : `**${lead}** `;
  return `${start}${own ? `**${name}**` : name}${trail === "" ? "" : `: ${escaped(trail)}`}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
