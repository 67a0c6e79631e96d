import type { Block, Card, CardChoice, CardRow } from "./card.ts";
import { wordsOf } from "./prose.ts";

/** Any card as plain text without its buttons, for the terminal, notifications and screen readers. */
export function plainText(card: Card): string {
  const blocks = card.blocks.filter(({ type }) => type !== "picture");
  return [card.title, ...blocks.map(blockText)].join("\n\n");
}

/** The indentation of code. */
export const codeIndent = "    ";

function blockText(block: Block): string {
  switch (block.type) {
    case "heading":
    case "text":
    case "note":
      return wordsOf(block.text);
    case "quote":
      return `> ${wordsOf(block.text)}`;
    case "code":
      return block.text
        .trimEnd()
        .split("\n")
        .map((line) => `${codeIndent}${line}`.trimEnd())
        .join("\n");
    case "choices":
      return block.choices.map(choiceText).join("\n");
    case "rows":
      return block.rows.map(rowText).join("\n");
    case "list":
      return block.items.map((item) => `- ${wordsOf(item)}`).join("\n");
    case "picture":
      return block.heatMap.description;
    case "link":
      return `${block.before} ${block.label} ${block.url}`;
  }
}

function choiceText(choice: CardChoice): string {
  const share = choice.share ? ` [${choice.share.text}]` : "";
  const mark = choice.markText === "" ? "" : ` (${choice.markText})`;
  return `${choice.letter}. ${wordsOf(choice.text)}${share}${mark}`;
}

function rowText(row: CardRow): string {
  const text = wordsOf(row.text);
  return [row.lead, row.trail === "" ? text : `${text}:`, row.trail].filter(Boolean).join(" ");
}
