import {
  enough,
  type ItemFlag,
  type ItemStatistics,
  type OptionStatistics,
  type Statistics,
} from "../../engine/analytics/item-statistics.ts";
import { withoutControls } from "../../text/control-characters.ts";

const flagTexts: Readonly<Record<ItemFlag, string>> = {
  "the-best-are-wrong": "those who know more are more often wrong: check the key",
  "a-wrong-option-draws-the-best": "a wrong option draws those who know more: is it right too?",
  "tells-little": "it tells little of what people know",
  "poor-discrimination": "the best and the weakest fare nearly alike",
  "too-hard": "too hard",
  "wrong-answers-no-belief-explains": "many wrong answers that no belief explains",
  "too-easy": "too easy",
  "an-option-nobody-takes": "an option nobody takes",
  "an-option-few-take": "an option that fewer than 5 % take",
};

/**
 * How items fare, for people at a terminal.
 * @param known how many questions and templates the bank has
 */
export function statsText(statistics: Statistics, known: number): string {
  const told = statistics.items.filter(({ difficulty }) => difficulty !== null);
  const parts = [...(told.length > 0 ? [table(told), legend] : []), tooFew(told.length, known), countsOf(statistics)];
  return `${parts.join("\n\n")}\n`;
}

const legend = `right: the part that is right, (right + 2) / (n + 4).
D: right among the best 27 % by everything else, less right among the weakest 27 %.
r: point-biserial correlation with everything else a person answered; from ${enough.correlations} answers on.
?: wrong answers behind which no belief is known. Options: as in the file, 0 is the right one; * does its work.`;

const heads = ["", "n", "right", "D", "r", "?"];

/** A row an item; what asks for a look is told below it, with how each option fares. */
function table(items: readonly ItemStatistics[]): string {
  const rows = items.map(({ id, n, difficulty, discrimination, pointBiserial, unexplained }) => [
    withoutControls(id),
    String(n),
    percent(difficulty),
    decimal(discrimination),
    decimal(pointBiserial),
    percent(unexplained),
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  const remarks = items.map(looksAt);
  return [line(heads), ...rows.flatMap((row, index) => [line(row), ...(remarks[index] ?? [])])].join("\n");
}

function looksAt({ flags, options }: ItemStatistics): readonly string[] {
  if (flags.length === 0) return [];
  return [...flags.map((flag) => `  ! ${flagTexts[flag]}`), ...options.map((option) => `    ${optionText(option)}`)];
}

function optionText({ choice, share, pointBiserial, functioning }: OptionStatistics): string {
  const name = typeof choice === "object" ? `[${choice.join(" ")}]` : String(choice);
  const r = pointBiserial === null ? "" : `, r ${decimal(pointBiserial)}`;
  return withoutControls(`${name}: ${percent(share)}${r}${functioning === true ? " *" : ""}`);
}

function tooFew(told: number, known: number): string {
  if (told === known) return `Every question and template has ${enough.figures} first answers or more.`;
  return (
    `${known - told} of ${known} questions and templates have fewer than ${enough.figures} first answers: ` +
    "too few to tell anything of them."
  );
}

function countsOf({ answers, repeated, outdated }: Statistics): string {
  const besides = [
    ...(repeated > 0 ? [`${repeated} by people who had met the question before`] : []),
    ...(outdated > 0 ? [`${outdated} to questions that have been changed or taken out since`] : []),
  ];
  const left = besides.length === 0 ? "" : ` Left out: ${besides.join(", and ")}.`;
  return `These are ${answers} first answers.${left}`;
}

function percent(part: number | null): string {
  return part === null ? "-" : `${Math.round(100 * part)} %`;
}

function decimal(figure: number | null): string {
  return figure === null ? "-" : figure.toFixed(2);
}
