import type { Button, Card } from "../../cards/card.ts";
import { codeIndent, plainText } from "../../cards/plain-text.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { terminalLimits } from "./limits.ts";

/** How text is drawn. Pipes get no colours. */
export interface ScreenOptions {
  readonly columns: number;
  readonly colours: boolean;
}

/** What people type to press a button: a letter for a choice, `?` for "I don't know", a number for the others. */
export interface ButtonKey {
  readonly key: string;
  readonly button: Button;
}

const unknownKey = "?";

/** The keys of a card's buttons. */
export function keysOf(card: Card): readonly ButtonKey[] {
  const buttons = card.buttons.flat();
  const isLetter = (button: Button) => button.style === "choice" || button.style === "chosen";
  const hasLetters = buttons.some(isLetter);
  let number = 0;
  return buttons.map((button, index) => {
    if (isLetter(button)) return { key: button.label, button };
    // The last button below a question is "I don't know".
    if (hasLetters && index === buttons.length - 1) return { key: unknownKey, button };
    number++;
    return { key: String(number), button };
  });
}

/** A card with the keys of its buttons, wrapped, and ending in a line break. */
export function renderCard(card: Card, options: ScreenOptions): string {
  const [title = "", ...rest] = withoutControls(plainText(card)).split("\n");
  const rendered = [bold(title, options), ...rest].flatMap((line) => wrapped(line, options.columns));
  const keys = keysOf(card).map(({ key, button }) =>
    key === button.label ? key : `${key} ${withoutControls(button.label)}`,
  );
  const keyLine = keys.length > 0 ? ["", ...wrapped(dim(`[${keys.join("]  [")}]`, options), options.columns)] : [];
  return `${[...rendered, ...keyLine].join("\n")}\n`;
}

/** The width to wrap at. */
export function columnsOf(windowColumns: number | undefined): number {
  const { columns, columnsLeast, columnsUnknown } = terminalLimits;
  return Math.max(columnsLeast, Math.min(columns, windowColumns || columnsUnknown));
}

/** Breaks a line between words. Code and long words are not broken. */
export function wrapped(line: string, columns: number): readonly string[] {
  if (line.startsWith(codeIndent) || line.length <= columns) return [line];
  const indent = /^(?:[A-H]\. |- |> )/.test(line) ? "   ".slice(0, line.indexOf(" ") + 1) : "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = `${indent}${word}`;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

function bold(text: string, options: ScreenOptions): string {
  return options.colours ? `\u001b[1m${text}\u001b[22m` : text;
}

function dim(text: string, options: ScreenOptions): string {
  return options.colours ? `\u001b[2m${text}\u001b[22m` : text;
}
