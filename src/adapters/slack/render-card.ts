import type {
  ActionsBlock,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
  Button as SlackButton,
} from "@slack/types";
import type { Block, Button, Card, CardChoice, CardRow, CardTone } from "../../cards/card.ts";
import { plainText } from "../../cards/plain-text.ts";
import { type Prose, plain } from "../../cards/prose.ts";
import { slackLimits } from "./limits.ts";
import { codeBlock, escaped, fitted, mrkdwn, mrkdwnFitted, plainFitted } from "./mrkdwn.ts";

/** The blocks that cards are made of. */
export type CardBlock = HeaderBlock | TextSection | ContextBlock | ActionsBlock | DividerBlock;

type TextSection = SectionBlock & { readonly text: MrkdwnElement };

/** Every button's action id starts with this. The value is the button's id. */
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
  chosen: "☑️ ",
  right: "✅ ",
  "picked-right": "✅ ",
  "picked-wrong": "❌ ",
  "passed-over": "",
};

/** The text for notifications and screen readers. Slack parses it, so it is escaped. */
export function renderText(card: Card): string {
  return fitted(plainText(card), slackLimits.messageText.most - 1, escaped);
}

/** A card as a message's blocks. */
export function renderMessage(card: Card): CardBlock[] {
  const buttons = renderButtons(card);
  const above = fittingMessage([title(card), ...renderBlocks(card.blocks)], { blocks: buttons.length, text: 0 });
  const used = {
    blocks: buttons.length + above.length,
    text: above.reduce((sum, block) => sum + textLength(block), 0),
  };
  return [...above, ...buttons, ...fittingMessage(renderReference(card), used)];
}

/** A card as the blocks of a modal. */
export function renderModalBlocks(card: Card): CardBlock[] {
  const buttons = renderButtons(card);
  const most = slackLimits.viewBlocks.most - buttons.length;
  const above = [title(card), ...renderBlocks(card.blocks)].slice(0, most);
  return [...above, ...buttons, ...renderReference(card).slice(0, most - above.length)];
}

/** A card as the blocks of the app's home page. The buttons are above the text. */
export function renderPageBlocks(card: Card): CardBlock[] {
  const blocks = [title(card), ...renderButtons(card), ...renderBlocks(card.blocks), ...renderReference(card)];
  return blocks.slice(0, slackLimits.viewBlocks.most);
}

function renderBlocks(blocks: readonly Block[]): CardBlock[] {
  return blocks.flatMap(renderBlock);
}

function renderReference({ reference }: Card): CardBlock[] {
  return reference.length === 0 ? [] : [{ type: "divider" }, ...renderBlocks(reference)];
}

/**
 * Drops the last blocks of a message that is too long. Buttons are never dropped.
 * @param used what the rest of the message needs
 */
function fittingMessage(rendered: readonly CardBlock[], used: { blocks: number; text: number }): CardBlock[] {
  const fitting: CardBlock[] = [];
  let { text } = used;
  for (const block of rendered) {
    text += textLength(block);
    const full = fitting.length === slackLimits.messageBlocks.most - used.blocks;
    if (full || text > slackLimits.messageBlockText.most) break;
    fitting.push(block);
  }
  return fitting;
}

function textLength(block: CardBlock): number {
  return "text" in block ? block.text.text.length : 0;
}

function title(card: Card): HeaderBlock {
  return { type: "header", text: plainOf(`${toneSigns[card.tone]} ${card.title}`, slackLimits.header.most) };
}

export function plainOf(text: string, most: number): PlainTextElement {
  return { type: "plain_text", text: plainFitted(text, most), emoji: false };
}

/** @param text already in Slack's markup */
export function section(text: string): TextSection {
  return { type: "section", text: mrkdwnElement(text) };
}

function renderBlock(block: Block): CardBlock[] {
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
    // Slack shows no pictures in ephemeral messages. The card says the same in a table.
    case "picture":
      return [];
    case "link":
      return [{ type: "context", elements: [mrkdwnElement(renderLink(block))] }];
  }
}

/** `verbatim` stops Slack from turning addresses and names in the text into links and mentions. */
function mrkdwnElement(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

/** For headings and the viewer's own row. Code stays code. */
function boldened(span: Prose[number]): Prose[number] {
  return span.type === "plain" || span.type === "name" ? { type: "strong", text: span.text } : span;
}

function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `>${line}`)
    .join("\n");
}

/** Puts as many lines into each section as its limit allows. */
function packed(lines: readonly string[], write: (text: string) => string): TextSection[] {
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
  const suffix = choice.markText === "" ? "" : ` (_${choice.markText}_)`;
  const share = choice.share
    ? `  ${bar({ part: choice.share.count, reached: choice.share.count, total: choice.share.of })} ${choice.share.text}`
    : "";
  const text = mrkdwnFitted(choice.text, slackLimits.sectionText.most - 200);
  return `${markSigns[choice.mark]}*${choice.letter}.*  ${text}${suffix}${share}`;
}

function renderRow(row: CardRow): string {
  const lead = row.lead === "" ? "" : `${escaped(row.lead)} `;
  const name = mrkdwnFitted(row.own ? row.text.map(boldened) : row.text, 400);
  const rendered = row.bar ? `  ${bar(row.bar)}` : "";
  const trail = row.trail === "" ? "" : `  ${mrkdwn(plain(row.trail))}`;
  return `${lead}${name}${trail}${rendered}`;
}

const barCells = 8;

/** Decoration: the text beside it says the same. */
function bar({ part, reached, total }: NonNullable<CardRow["bar"]>): string {
  const cells = (count: number) =>
    total > 0 ? Math.min(barCells, Math.max(0, Math.round((barCells * count) / total))) : 0;
  const [full, pale] = [cells(part), Math.max(0, cells(reached) - cells(part))];
  return `${"█".repeat(full)}${"▒".repeat(pale)}${"░".repeat(barCells - full - pale)}`;
}

/** Only web addresses become links. Characters that would end the link early are encoded. */
function renderLink({ before, label, url }: Extract<Block, { type: "link" }>): string {
  const target = URL.canParse(url) ? new URL(url) : null;
  const words = mrkdwnFitted(plain(label), 300);
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return `${mrkdwn(plain(before))} ${words}`;
  const address = escaped(target.href.replaceAll("|", "%7C"));
  return `${mrkdwn(plain(before))} <${address}|${words.replaceAll("|", "/")}>`;
}

/** Slack has no disabled buttons: pressing one shows the same card again. */
function renderButtons(card: Card): ActionsBlock[] {
  let index = 0;
  return card.buttons
    .filter((row) => row.length > 0)
    .map((row) => ({ type: "actions", elements: row.map((button) => renderButton(button, index++)) }));
}

function renderButton(button: Button, index: number): SlackButton {
  const spoken = plainFitted(button.spoken, slackLimits.accessibilityLabel.most);
  return {
    type: "button",
    action_id: `${pressPrefix}${index}`,
    text: plainOf(button.label, slackLimits.buttonText.most),
    value: button.id,
    ...(button.spoken === button.label ? {} : { accessibility_label: spoken }),
    ...styleOf(button.style),
  };
}

/** A letter that is part of the answer is highlighted. The card's text lists these letters too. */
function styleOf(style: Button["style"]): Pick<SlackButton, "style"> {
  if (style === "danger") return { style: "danger" };
  return style === "primary" || style === "chosen" ? { style: "primary" } : {};
}
