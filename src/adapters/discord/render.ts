import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIMediaGalleryComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from "discord.js";
import type { Block, Button, Card, CardTone } from "../../cards/card.ts";
import type { Prose } from "../../cards/prose.ts";
import { blockText, type RenderContext, titleText } from "./blocks.ts";
import { cut, discordLimits } from "./limits.ts";

/** A card as the body of a message, an edit or a reply. It pings nobody. */
export interface CardMessage {
  readonly flags: number;
  readonly components: [APIContainerComponent];
  readonly allowed_mentions: { parse: [] };
}

/** Decoration: the card's words and marks say the same. */
const toneColours: Readonly<Record<CardTone, number>> = {
  question: 0x5865f2,
  right: 0x248046,
  wrong: 0xda373c,
  neutral: 0x80848e,
  refused: 0xf0b232,
  score: 0xf0b232,
};

const buttonStyles: Readonly<Record<Button["style"], APIButtonComponentWithCustomId["style"]>> = {
  choice: ButtonStyle.Primary,
  chosen: ButtonStyle.Success,
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
  disabled: ButtonStyle.Secondary,
  quiet: ButtonStyle.Secondary,
};

/**
 * Draws a card with components: a text for each section, a line between sections, the buttons, and what people can look
 * up.
 *
 * @param gallery the card's pictures, which come after its first text
 */
export function renderCard(
  context: RenderContext,
  card: Card,
  gallery: APIMediaGalleryComponent | null = null,
): CardMessage {
  const { sections, reference } = fittingTexts(context, card);
  const texts = sections.flatMap((content, index): APIComponentInContainer[] => [
    ...(index === 0 ? [] : [separator]),
    { type: ComponentType.TextDisplay, content },
    ...(index === 0 && gallery !== null ? [gallery] : []),
  ]);
  const below: APIComponentInContainer[] =
    reference === "" ? [] : [separator, { type: ComponentType.TextDisplay, content: reference }];
  const rows = card.buttons.filter((row) => row.length > 0).map(renderRow);
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        accent_color: toneColours[card.tone],
        components: [...texts, ...rows, ...below],
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

const separator: APIComponentInContainer = {
  type: ComponentType.Separator,
  divider: true,
  spacing: SeparatorSpacingSize.Small,
};

function renderRow(row: readonly Button[]): APIActionRowComponent<APIButtonComponentWithCustomId> {
  return { type: ComponentType.ActionRow, components: row.map(renderButton) };
}

function renderButton({ id, label, style }: Button): APIButtonComponentWithCustomId {
  const shown = cut(label, discordLimits.buttonLabel.most);
  const drawn = { type: ComponentType.Button, custom_id: id, label: shown, style: buttonStyles[style] } as const;
  return style === "disabled" ? { ...drawn, disabled: true } : drawn;
}

/** The texts above and below the buttons. */
interface CardTexts {
  readonly sections: readonly string[];
  /** Empty for none. */
  readonly reference: string;
}

/** Shortens all texts of a card that is too long, before they are escaped. Built-in questions always fit. */
function fittingTexts(context: RenderContext, card: Card): CardTexts {
  for (const longest of [Number.POSITIVE_INFINITY, 240, 120, 60, 30, 15]) {
    const shorten = longest === Number.POSITIVE_INFINITY ? (block: Block) => block : shortening(longest);
    const [blocks, below] = [card.blocks.map(shorten), card.reference.map(shorten)];
    const sections = sectionTexts(context, { ...card, title: cut(card.title, 256), blocks });
    const reference = joinedBlocks(context, below);
    const length = [...sections, reference].reduce((sum, section) => sum + [...section].length, 0);
    if (length <= discordLimits.messageCharacters.most) return { sections, reference };
  }
  return { sections: [titleText(card.tone, cut(card.title, 256))], reference: "" };
}

function joinedBlocks(context: RenderContext, blocks: readonly Block[]): string {
  return blocks
    .map((block, index) => `${index === 0 ? "" : gap(blocks[index - 1], block)}${blockText(context, block)}`)
    .join("");
}

/** Each heading starts a section. */
function sectionTexts(context: RenderContext, card: Card): readonly string[] {
  const sections = [titleText(card.tone, card.title)];
  const blocks = card.blocks.filter(({ type }) => type !== "picture");
  blocks.forEach((block, index) => {
    const text = blockText(context, block);
    const isFirst = block.type === "heading" && index > 0;
    if (isFirst) sections.push(text);
    else sections.push(`${sections.pop()}${gap(blocks[index - 1], block)}${text}`);
  });
  return sections;
}

/** No empty line below a title or heading, around code, or before a note. */
function gap(before: Block | undefined, block: Block): string {
  const close = before === undefined || before.type === "heading" || block.type === "code" || before.type === "code";
  const small = block.type === "note" || block.type === "link";
  return close || small ? "\n" : "\n\n";
}

function shortening(longest: number): (block: Block) => Block {
  const shorten = (prose: Prose): Prose => prose.map((span) => ({ ...span, text: cut(span.text, longest) }));
  return (block) => {
    switch (block.type) {
      case "code":
        return { ...block, text: cut(block.text, longest * 3) };
      case "choices":
        return { ...block, choices: block.choices.map((choice) => ({ ...choice, text: shorten(choice.text) })) };
      case "rows":
        return { ...block, rows: block.rows.map((row) => ({ ...row, text: shorten(row.text) })) };
      case "list":
        return { ...block, items: block.items.map(shorten) };
      case "picture":
        return block;
      case "link":
        return { ...block, label: cut(block.label, longest) };
      default:
        return { ...block, text: shorten(block.text) };
    }
  };
}
