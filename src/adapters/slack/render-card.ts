import type { Block, Button, Card, CardChoice, CardRow, CardTone } from "../../cards/card.ts";
import { plainText } from "../../cards/plain-text.ts";
import { type Prose, plain } from "../../cards/prose.ts";
import { slackLimits } from "./limits.ts";
import { codeBlock, escaped, fitted, mrkdwn, mrkdwnFitted, plainFitted } from "./mrkdwn.ts";

/** The blocks this adapter writes, a strict part of what Slack reads. */
export type SlackBlock =
  | { readonly type: "header"; readonly text: PlainText }
  | { readonly type: "section"; readonly text: Mrkdwn }
  | { readonly type: "context"; readonly elements: readonly Mrkdwn[] }
  | { readonly type: "actions"; readonly elements: readonly SlackButton[] };

export interface PlainText {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: false;
}

interface Mrkdwn {
  readonly type: "mrkdwn";
  readonly text: string;
  /** Slack makes no links, mentions or channels of what only looks like one. */
  readonly verbatim: true;
}

interface SlackButton {
  readonly type: "button";
  readonly action_id: string;
  readonly text: PlainText;
  readonly value: string;
  readonly accessibility_label?: string;
  readonly style?: "primary" | "danger";
}

/** The beginning of every button's action id; the value says what it asks. */
export const pressPrefix = "press:";

const toneSigns: Readonly<Record<CardTone, string>> = {
  question: "❓",
  right: "✅",
  wrong: "❌",
  neutral: "ℹ️",
  refused: "⚠️",
  score: "🏆",
};

const markSigns: Readonly<Record<CardChoice["mark"], string>> = {
  open: "",
  right: "✅ ",
  "picked-right": "✅ ",
  "picked-wrong": "❌ ",
  "passed-over": "",
};

/** What is read aloud and shown in notifications; Slack parses it, so it is escaped too. */
export function renderText(card: Card): string {
  return fitted(plainText(card), slackLimits.messageText.most - 1, escaped);
}

/** A card as a message's blocks. */
export function renderMessage(card: Card): readonly SlackBlock[] {
  const buttons = renderButtons(card);
  return [...withinMessage([title(card), ...card.blocks.flatMap(renderBlock)], buttons.length), ...buttons];
}

/** A card as the blocks of a modal. */
export function renderModalBlocks(card: Card): readonly SlackBlock[] {
  const buttons = renderButtons(card);
  const room = slackLimits.viewBlocks.most - buttons.length;
  return [...[title(card), ...card.blocks.flatMap(renderBlock)].slice(0, room), ...buttons];
}

/** A card as the blocks of a page: what can be done stands above what there is to read. */
export function renderPageBlocks(card: Card): readonly SlackBlock[] {
  return [title(card), ...renderButtons(card), ...card.blocks.flatMap(renderBlock)].slice(
    0,
    slackLimits.viewBlocks.most,
  );
}

/** Leaves out what a message has no room for; the buttons keep theirs. */
function withinMessage(drawn: readonly SlackBlock[], buttons: number): readonly SlackBlock[] {
  const kept: SlackBlock[] = [];
  let text = 0;
  for (const block of drawn) {
    text += textLength(block);
    const full = kept.length === slackLimits.messageBlocks.most - buttons;
    if (full || text > slackLimits.messageBlockText.most) break;
    kept.push(block);
  }
  return kept;
}

function textLength(block: SlackBlock): number {
  return "elements" in block ? 0 : block.text.text.length;
}

function title(card: Card): SlackBlock {
  return { type: "header", text: plainOf(`${toneSigns[card.tone]} ${card.title}`, slackLimits.header.most) };
}

export function plainOf(text: string, most: number): PlainText {
  return { type: "plain_text", text: plainFitted(text, most), emoji: false };
}

/** @param text already in Slack's marks */
export function section(text: string): SlackBlock {
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

function renderBlock(block: Block): readonly SlackBlock[] {
  const { most } = slackLimits.sectionText;
  switch (block.type) {
    case "heading":
      return [section(mrkdwnFitted(block.text.map(boldened), most))];
    case "text":
      return [section(mrkdwnFitted(block.text, most))];
    case "quote":
      return [section(quoted(mrkdwnFitted(block.text, most - 200)))];
    case "code":
      return packed(block.text.trimEnd().split("\n"), codeBlock);
    case "choices":
      return packed(block.choices.map(renderChoice), (text) => text);
    case "rows":
      return packed(block.rows.map(renderRow), (text) => text);
    case "list":
      return packed(
        block.items.map((item) => `• ${mrkdwnFitted(item, most - 2)}`),
        (text) => text,
      );
    case "note":
      return [{ type: "context", elements: [mrkdwnElement(mrkdwnFitted(block.text, slackLimits.contextText.most))] }];
    case "link":
      return [{ type: "context", elements: [mrkdwnElement(renderLink(block))] }];
  }
}

function mrkdwnElement(text: string): Mrkdwn {
  return { type: "mrkdwn", text, verbatim: true };
}

/** Headings and one's own row stand out; code keeps its look. */
function boldened(span: Prose[number]): Prose[number] {
  return span.type === "plain" || span.type === "name" ? { type: "strong", text: span.text } : span;
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `>${line}`)
    .join("\n");
}

/** As many lines in a section as it bears. */
function packed(lines: readonly string[], write: (text: string) => string): readonly SlackBlock[] {
  const { most } = slackLimits.sectionText;
  const sections: string[] = [];
  let open: string | null = null;
  for (const line of lines) {
    const longer: string = open === null ? line : `${open}\n${line}`;
    if (write(longer).length <= most) {
      open = longer;
      continue;
    }
    if (open !== null) sections.push(write(open));
    open = write(line).length <= most ? line : null;
    if (open === null) sections.push(fitted(line, most, write));
  }
  if (open !== null && open.trim() !== "") sections.push(write(open));
  return sections.map(section);
}

function renderChoice(choice: CardChoice): string {
  const said = choice.markText === "" ? "" : ` (_${choice.markText}_)`;
  const share = choice.share ? `  ${bar(choice.share.count, choice.share.of)} ${choice.share.text}` : "";
  const text = mrkdwnFitted(choice.text, slackLimits.sectionText.most - 200);
  return `${markSigns[choice.mark]}*${choice.letter}.*  ${text}${said}${share}`;
}

function renderRow(row: CardRow): string {
  const lead = row.lead === "" ? "" : `${escaped(row.lead)} `;
  const name = mrkdwnFitted(row.own ? row.text.map(boldened) : row.text, 400);
  const drawn = row.bar ? `  ${bar(row.bar.part, row.bar.whole)}` : "";
  return `${lead}${name}  ${mrkdwn(plain(row.trail))}${drawn}`;
}

const barCells = 8;

/** The words beside it say the same. */
function bar(part: number, whole: number): string {
  const full = whole > 0 ? Math.min(barCells, Math.max(0, Math.round((barCells * part) / whole))) : 0;
  return `${"▰".repeat(full)}${"▱".repeat(barCells - full)}`;
}

/** Only a web address becomes a link; nothing in it can end the link early. */
function renderLink({ before, label, url }: Extract<Block, { type: "link" }>): string {
  const target = URL.canParse(url) ? new URL(url) : null;
  const words = mrkdwnFitted(plain(label), 300);
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return `${mrkdwn(plain(before))} ${words}`;
  const address = escaped(target.href.replaceAll("|", "%7C"));
  return `${mrkdwn(plain(before))} <${address}|${words.replaceAll("|", "/")}>`;
}

function renderButtons(card: Card): readonly SlackBlock[] {
  let place = 0;
  return card.buttons
    .filter((row) => row.length > 0)
    .map((row) => ({ type: "actions", elements: row.map((button) => renderButton(button, place++)) }));
}

function renderButton(button: Button, place: number): SlackButton {
  const spoken = plainFitted(button.spoken, slackLimits.accessibilityLabel.most);
  return {
    type: "button",
    action_id: `${pressPrefix}${place}`,
    text: plainOf(button.label, slackLimits.buttonText.most),
    value: button.id,
    ...(button.spoken === button.label ? {} : { accessibility_label: spoken }),
    ...styleOf(button.look),
  };
}

/** A letter that stands in the answer looks as what is done with it; the text above says it in words. */
function styleOf(look: Button["look"]): Pick<SlackButton, "style"> {
  if (look === "danger") return { style: "danger" };
  return look === "primary" || look === "chosen" ? { style: "primary" } : {};
}
