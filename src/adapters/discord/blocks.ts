import type { Block, CardChoice, CardRow, CardTone } from "../../cards/card.ts";
import type { Prose } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { discordForm } from "./registration.ts";

/** Letters that turn or hide other letters have no place in a text that stands beside other texts. */
const disguising = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text that shows as it is: it formats, links, mentions and pings nothing. Discord reads a backslash before any
 * punctuation mark as "this mark itself".
 */
export function escaped(text: string): string {
  return harmless(text)
    .replaceAll(/[\\`*_~|<>[\]@]/g, "\\$&")
    .replaceAll(/:(?=\S)/g, "\\:")
    .replaceAll(/^(\s*)([#+-])/gm, "$1\\$2")
    .replaceAll(/^(\s*\d+)([.)])/gm, "$1\\$2");
}

/** Code within a line. Backticks inside it are held apart, so that none of them ends it. */
export function codeSpan(text: string): string {
  const inside = heldApart(harmless(text).replaceAll(/\s+/g, " "));
  if (inside.trim() === "") return "";
  return inside.includes("`") ? `\`\` ${inside} \`\`` : `\`${inside}\``;
}

/** A code block; nothing where there is no code. */
export function codeBlock(language: string, text: string): string {
  const named = /^[A-Za-z0-9+#-]{1,20}$/.test(language) ? language : "";
  if (text.trim() === "") return "";
  return `\`\`\`${named}\n${heldApart(text.trimEnd())}\n\`\`\``;
}

/** Between two backticks stands a character without width. */
function heldApart(text: string): string {
  return text.replaceAll(/`(?=`)/g, "`\u200b");
}

/** A link under a label; the label alone where the address is none for a browser. */
export function link(label: string, url: string): string {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return escaped(label);
  const address = target.href.replaceAll("(", "%28").replaceAll(")", "%29");
  return `[${escaped(label)}](${address})`;
}

function harmless(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(disguising, (found) => (found === "\n" ? "\n" : " "));
}

/** What a card names by its id, and Discord's people by its name. */
export interface Names {
  /** The id of the registered command; null while it is not known. */
  readonly command: string | null;
  /** A server's name; null where the bot is not any more. */
  server(workspace: string): string | null;
}

/** How cards are drawn: with which words and names. */
export interface Look {
  readonly words: Words;
  readonly names: Names;
}

/** Beside the title; the words say the same. */
const toneMarks: Readonly<Record<CardTone, string>> = {
  question: "",
  right: "✅ ",
  wrong: "❌ ",
  neutral: "",
  refused: "⚠️ ",
  score: "🏆 ",
};

export function titleText(tone: CardTone, title: string): string {
  return `## ${toneMarks[tone]}${escaped(oneLine(title))}`;
}

/** A block in Discord's markdown. */
export function blockText(look: Look, block: Block): string {
  switch (block.type) {
    case "heading":
      return `### ${proseText(look, block.text)}`;
    case "text":
      return proseText(look, block.text);
    case "quote":
      return `> ${oneLine(proseText(look, block.text))}`;
    case "code":
      return codeBlock(block.language, block.text);
    case "choices":
      return block.choices.map((choice) => choiceText(look, choice)).join("\n");
    case "rows":
      return block.rows.map((row) => rowText(look, row)).join("\n");
    case "list":
      return block.items.map((item) => `- ${oneLine(proseText(look, item))}`).join("\n");
    case "note":
      return `-# ${oneLine(proseText(look, block.text))}`;
    case "link":
      return `-# ${escaped(block.before)} ${link(block.label, block.url)}`;
  }
}

function proseText(look: Look, prose: Prose): string {
  return prose.map((span) => spanText(look, span)).join("");
}

function spanText({ words, names }: Look, span: Prose[number]): string {
  switch (span.type) {
    case "plain":
    case "name":
      return escaped(span.text);
    case "strong":
      return `**${escaped(span.text)}**`;
    case "code":
      return commandText(names, span.text) ?? codeSpan(span.text);
    case "channel":
      return /^\d{1,20}$/.test(span.text) ? `<#${span.text}>` : escaped(span.text);
    case "community":
      return escaped(names.server(span.text) ?? words.leaderboard.leftCommunity);
  }
}

/** A command of ours as Discord writes it: with its id it is a link that begins the command. */
function commandText(names: Names, written: string): string | null {
  const form = discordForm(written);
  if (!form) return null;
  if (names.command === null) return codeSpan([`/${form.path}`, form.rest].filter(Boolean).join(" "));
  return [`</${form.path}:${names.command}>`, codeSpan(form.rest)].filter(Boolean).join(" ");
}

function choiceText(look: Look, { letter, text, mark, markText, share }: CardChoice): string {
  const sign = { open: "", "passed-over": "", right: "✅ ", "picked-right": "✅ ", "picked-wrong": "❌ " }[mark];
  const said = markText === "" ? "" : ` **(${markText})**`;
  const chosen = share ? ` · ${share.text}` : "";
  return `${sign}**${letter}.** ${oneLine(proseText(look, text))}${said}${chosen}`;
}

/** Bars are left out: the trail says the same, and a screen reader would spell them. */
function rowText(look: Look, { lead, text, trail, own }: CardRow): string {
  const name = oneLine(proseText(look, text));
  return `${lead === "" ? "" : `**${lead}** `}${own ? `**${name}**` : name}: ${escaped(trail)}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
