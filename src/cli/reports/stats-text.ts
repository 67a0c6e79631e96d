import { enough, type ItemFlag } from "../../engine/analytics/item-flags.ts";
import {
  type ItemStatistics,
  type OptionStatistics,
  priorAnswers,
  type Statistics,
} from "../../engine/analytics/item-statistics.ts";
import { withoutControls } from "../../text/control-characters.ts";

const flagTexts: Readonly<Record<ItemFlag, string>> = {
  "the-best-are-wrong": "people who know more are wrong more often: check the key",
  "a-wrong-option-attracts-the-best": "a wrong option attracts people who know more: is it correct too?",
  "low-discrimination": "it says little about what people know",
  "poor-discrimination": "the best and the weakest do about equally well",
  "too-hard": "too hard",
  "unexplained-wrong-answers": "many wrong answers that no misconception explains",
  "too-easy": "too easy",
  "a-never-chosen-option": "an option that no one chose",
  "a-rarely-chosen-option": "an option that fewer than 5 % choose",
};

/**
 * How questions perform, as a table with notes.
 * @param known the number of questions and templates in the bank
 */
export function statsText(statistics: Statistics, known: number): string {
  const shown = statistics.items.filter(({ difficulty }) => difficulty !== null);
  const parts = [
    ...(shown.length > 0 ? [table(shown), legend] : []),
    ...repliesIn(statistics.items),
    shortfall(shown.length, known),
    countsOf(statistics),
  ];
  return `${parts.join("\n\n")}\n`;
}

const legend = `right: the share of correct answers, as if ${priorAnswers} more people had answered who are right as
often as people are on the other questions, since few answers prove little. ±: how far off it may be (90 %).
D: discrimination, the share among the best 27 % of people minus that among the weakest 27 %. D and ? are
shown from ${enough.figures} answers on.
r: point-biserial correlation with all other answers of a person, from ${enough.correlations} answers on.
?: wrong answers without a known misconception.
Options are numbered as in the file, and 0 is the correct one. * marks a wrong option that mostly
weaker people choose.`;

const heads = ["", "n", "right", "±", "D", "r", "?"];

/** One row for each item. Below an item that needs attention are the reasons and its options. */
function table(items: readonly ItemStatistics[]): string {
  const rows = items.map(({ id, n, difficulty, margin, discrimination, pointBiserial, unexplained }) => [
    withoutControls(id),
    String(n),
    percent(difficulty),
    percent(margin),
    decimal(discrimination),
    decimal(pointBiserial),
    percent(unexplained),
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  const notes = items.map(notesOn);
  return [line(heads), ...rows.flatMap((row, index) => [line(row), ...(notes[index] ?? [])])].join("\n");
}

function notesOn({ flags, options }: ItemStatistics): readonly string[] {
  if (flags.length === 0) return [];
  return [...flags.map((flag) => `  ! ${flagTexts[flag]}`), ...options.map((option) => `    ${optionText(option)}`)];
}

function optionText({ choice, share, pointBiserial, functioning }: OptionStatistics): string {
  const name = typeof choice === "object" ? `[${choice.join(" ")}]` : String(choice);
  const r = pointBiserial === null ? "" : `, r ${decimal(pointBiserial)}`;
  return withoutControls(`${name}: ${percent(share)}${r}${functioning === true ? " *" : ""}`);
}

/** What people replied to verdicts that asked; nothing if nobody has replied. */
function repliesIn(items: readonly ItemStatistics[]): readonly string[] {
  const lines = items.flatMap(({ id, thoughts: { asked, replies } }) => {
    if (replies.length === 0) return [];
    const counts = replies.map(({ thought, count }) => `${thought ?? "none of these"} ${count}`).join(", ");
    return [withoutControls(`  ${id}, asked ${asked} times: ${counts}`)];
  });
  return lines.length === 0 ? [] : [["Replies to “Which of these did you think?”:", ...lines].join("\n")];
}

function shortfall(shown: number, known: number): string {
  if (shown === known) return `Every question and template has ${enough.difficulty} first answers or more.`;
  return (
    `${known - shown} of ${known} questions and templates have fewer than ${enough.difficulty} first answers: ` +
    "too few for any statistics."
  );
}

function countsOf({ answers, repeated, outdated }: Statistics): string {
  const excluded = [
    ...(repeated > 0 ? [`${repeated} by people who had seen the question before`] : []),
    ...(outdated > 0 ? [`${outdated} to questions that have been changed or removed since`] : []),
  ];
  const left = excluded.length === 0 ? "" : ` Left out: ${excluded.join(", and ")}.`;
  return `These are ${answers} first answers.${left}`;
}

function percent(part: number | null): string {
  return part === null ? "-" : `${Math.round(100 * part)} %`;
}

function decimal(figure: number | null): string {
  return figure === null ? "-" : figure.toFixed(2);
}
