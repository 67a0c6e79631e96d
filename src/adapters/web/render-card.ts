import { html, raw } from "hono/html";
import type { Block, Button, Card, CardChoice, CardRow } from "../../cards/card.ts";
import { type HeatMapTheme, heatMapSvg } from "../../cards/insights/heat-map.ts";
import { type Prose, wordsOf } from "../../cards/prose.ts";
import { highlighted } from "./highlight.ts";
import { type Html, markIcons, toneIcons } from "./icons.ts";

/** Draws a card. The title can be focused, for when the card replaces another one. */
export function renderCard(card: Card): Html {
  const buttons = card.buttons.flat();
  const elements = letterButtons(card, buttons);
  const rest = card.buttons.map((row) => row.filter((button) => !elements.has(button))).filter((row) => row.length > 0);
  const blocks = card.blocks.map((block) => renderBlock(block, [...elements]));
  return html`<section class="card" data-tone="${card.tone}"
    ><h2 class="card-title" tabindex="-1">${toneIcons[card.tone]}<span>${card.title}</span></h2
    >${blocks}${rest.map(renderButtons)}${renderReference(card)}</section>`;
}

function renderReference({ reference }: Card): Html | null {
  if (reference.length === 0) return null;
  return html`<div class="reference">${reference.map((block) => renderBlock(block, []))}</div>`;
}

export function renderProse(text: Prose): Html {
  return html`${text.map(renderSpan)}`;
}

function renderSpan(span: Prose[number]): Html {
  if (span.type === "code" || span.type === "command") return html`<code>${span.text}</code>`;
  if (span.type === "channel") return html`#${span.text}`;
  return span.type === "strong" ? html`<strong>${span.text}</strong>` : html`${span.text}`;
}

/** Letter buttons are drawn as the choices themselves if the card shows open choices. */
function letterButtons(card: Card, buttons: readonly Button[]): ReadonlySet<Button> {
  const open = card.blocks.flatMap((block) => (block.type === "choices" ? block.choices.filter(isOpen) : []));
  const letters = new Set(open.map((choice) => choice.letter));
  return new Set(buttons.filter((button) => isLetter(button) && letters.has(button.label)));
}

function isLetter({ style }: Button): boolean {
  return style === "choice" || style === "chosen";
}

function isOpen({ mark }: CardChoice): boolean {
  return mark === "open" || mark === "chosen";
}

function renderBlock(block: Block, choiceButtons: readonly Button[]): Html {
  switch (block.type) {
    case "heading":
      return html`<h3>${renderProse(block.text)}</h3>`;
    case "text":
      return html`<p>${renderProse(block.text)}</p>`;
    case "quote":
      return html`<blockquote><p>${renderProse(block.text)}</p></blockquote>`;
    case "code":
      return renderCode(block);
    case "choices":
      return html`<ul class="choices" role="list">${block.choices.map((choice) =>
        renderChoice(choice, choiceButtons),
      )}</ul>`;
    case "rows":
      return html`<ul class="rows" role="list">${block.rows.map(renderRow)}</ul>`;
    case "list":
      return html`<ul class="list">${block.items.map((item) => html`<li>${renderProse(item)}</li>`)}</ul>`;
    case "picture":
      return renderPicture(block);
    case "note":
      return html`<p class="note">${renderProse(block.text)}</p>`;
    case "link":
      return html`<p class="source">${block.before} ${renderLink(block)}</p>`;
  }
}

/** On a phone it scrolls sideways, so it must be reachable by keyboard. The drawing is escaped. */
function renderPicture({ heatMap }: Extract<Block, { type: "picture" }>): Html {
  const drawing = raw(heatMapSvg(heatMap, pageTheme));
  return html`<figure class="picture" tabindex="0" role="group" aria-label="${heatMap.title}">${drawing}</figure>`;
}

/** The colours of the page's own theme, light or dark. */
const pageTheme: HeatMapTheme = {
  paper: "var(--surface)",
  text: "var(--ink)",
  faint: "var(--ink-soft)",
  hatch: "var(--edge)",
  shades: [0, 1, 2, 3, 4].map((shade) => ({ fill: `var(--heat-${shade})`, text: `var(--heat-ink-${shade})` })),
};

/** The code scrolls sideways, so it must be reachable by keyboard. */
function renderCode(block: Extract<Block, { type: "code" }>): Html {
  const highlightedText = highlighted(block.language, block.text.trimEnd());
  return html`<figure class="code"><figcaption>${block.language}</figcaption
    ><pre tabindex="0" role="group" aria-label="Code, ${block.language}"><code>${highlightedText}</code></pre
    ></figure>`;
}

function renderChoice(choice: CardChoice, buttons: readonly Button[]): Html {
  const button = isOpen(choice) ? buttons.find(({ label }) => label === choice.letter) : undefined;
  const unseen = choice.step === undefined ? ": " : `, ${choice.letter}, ${choice.markText}: `;
  const letter = html`<span class="letter">${choice.step ?? choice.letter}<span class="unseen">${unseen}</span></span>`;
  const inside = html`${letter}<span class="choice-text">${renderProse(choice.text)}</span>`;
  if (button) {
    const spoken = spokenLabel(button, choice);
    const pressed = button.style === "chosen" ? html` aria-pressed="true"` : null;
    const tick = choice.mark === "chosen" ? html`<span class="mark">${markIcons.chosen}</span>` : null;
    return html`<li><button type="button" class="choice" data-button="${button.id}"
      data-letter="${choice.letter}"${spoken}${pressed}>${inside}${tick}</button></li>`;
  }
  return html`<li class="choice" data-mark="${choice.mark}">${inside}${renderMark(choice)}${renderShare(choice)}</li>`;
}

/** A label only if it differs from the visible text. It always contains the visible text. */
function spokenLabel(button: Button, choice: CardChoice): Html | null {
  const words = unmarked(wordsOf(choice.text));
  const spoken = unmarked(button.spoken);
  if (spoken === `${choice.letter}: ${words}`) return null;
  return html` aria-label="${spoken.includes(words) ? spoken : `${spoken}: ${words}`}"`;
}

function unmarked(words: string): string {
  return words.replaceAll("`", "");
}

function renderMark({ mark, markText }: CardChoice): Html | null {
  if (mark === "open" || mark === "passed-over") return null;
  return html`<span class="${markText === "" ? "mark bare" : "mark"}">${markIcons[mark]}${markText}</span>`;
}

function renderShare({ share }: CardChoice): Html | null {
  if (!share) return null;
  const bar = renderBar({ part: share.count, reached: share.count, total: share.of });
  return html`<span class="share">${share.text}</span>${bar}`;
}

function renderRow(row: CardRow): Html {
  return html`<li class="${row.own ? "row own" : "row"}">${
    row.lead === "" ? null : html`<span class="lead">${row.lead}</span> `
  }<span class="row-text">${renderProse(row.text)}</span> <span class="trail">${row.trail}</span>${
    row.bar ? renderBar(row.bar) : null
  }</li>`;
}

/** Decoration: the text beside it says the same. The policy allows no inline styles, so widths are attributes. */
function renderBar({ part, reached, total }: NonNullable<CardRow["bar"]>): Html {
  const percent = (count: number) => (total > 0 ? Math.min(100, Math.max(0, Math.round((100 * count) / total))) : 0);
  const pale = reached > part ? html`<rect class="bar-reached" width="${percent(reached)}%" height="100%"/>` : null;
  return html`<svg class="bar" aria-hidden="true" focusable="false"><rect class="bar-whole" width="100%" height="100%"
    />${pale}<rect class="bar-part" width="${percent(part)}%" height="100%"/></svg>`;
}

function renderLink({ label, url }: Extract<Block, { type: "link" }>): Html {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return html`${label}`;
  return html`<a href="${target.href}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}

function renderButtons(row: readonly Button[]): Html {
  return html`<div class="buttons">${row.map(renderButton)}</div>`;
}

function renderButton(button: Button): Html {
  const letter = isLetter(button) ? html` data-letter="${button.label}"` : null;
  const spoken = button.spoken === button.label ? null : html` aria-label="${button.spoken}"`;
  // It stays focusable, so that keyboard users do not lose their position when it becomes enabled.
  const disabled = button.style === "disabled" ? html` aria-disabled="true"` : null;
  const attributes = html`${letter}${spoken}${disabled}`;
  return html`<button type="button" class="button ${button.style}" data-button="${button.id}"${attributes}>${
    button.label
  }</button>`;
}
