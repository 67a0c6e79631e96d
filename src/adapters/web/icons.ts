import { html } from "hono/html";
import type { CardTone, ChoiceMark } from "../../cards/card.ts";

/** A piece of HTML whose texts are escaped. */
export type Html = ReturnType<typeof html>;

/** 20 by 20, in the colour of the text beside it, hidden from screen readers. */
function icon(shapes: Html): Html {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shapes}</svg>`;
}

const tick = icon(html`<path d="M4.5 10.5 8.5 14.5 15.5 6"/>`);
const cross = icon(html`<path d="M5.5 5.5 14.5 14.5M14.5 5.5 5.5 14.5"/>`);
const question = icon(
  html`<circle cx="10" cy="10" r="7.5"/><path d="M7.8 7.8a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.9-1.1 1.8M10 14v.01"/>`,
);
const speech = icon(
  html`<path d="M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9L5.5 16.5v-3a2 2 0 0 1-2-2z"/>`,
);
const warning = icon(html`<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3v.01"/>`);
const steps = icon(html`<path d="M4.5 16v-4.5M10 16V4M15.5 16V8.5"/>`);

export const toneIcons: Readonly<Record<CardTone, Html>> = {
  question,
  right: tick,
  wrong: cross,
  neutral: speech,
  refused: warning,
  score: steps,
};

export const markIcons: Readonly<Record<Exclude<ChoiceMark, "open" | "passed-over">, Html>> = {
  chosen: tick,
  right: tick,
  "picked-right": tick,
  "picked-wrong": cross,
};

export const eye = icon(
  html`<path d="M2 10c2-3.3 4.7-5 8-5s6 1.7 8 5c-2 3.3-4.7 5-8 5s-6-1.7-8-5z"/><circle cx="10" cy="10" r="2.3"/>`,
);

/** The bot's avatar: two overlapping tasks. */
export const botFace = html`<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"
  ><path d="M8 11.5h10M14 20.5h10" stroke-width="4.5" stroke-linecap="round"/></svg>`;
