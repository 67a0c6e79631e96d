import { timelineOf } from "../../cards/timeline/timeline.ts";
import { timelineText } from "../../cards/timeline/timeline-text.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Analysis } from "../../interpreter/analysis/analyse.ts";
import type { Prediction } from "../../interpreter/analysis/diagnose.ts";
import type { ProgramRefusal } from "../../interpreter/rules/program-refused.ts";
import { withoutControls } from "../../text/control-characters.ts";

/** One line of JSON for other programs. */
export function analysisJson(analysis: Analysis): string {
  const { module, output, race, exitCode, elapsedMs, steps, predictions } = analysis;
  const misconceptions = predictions.map(({ id, output, elapsedMs }) => ({ id, output, elapsedMs }));
  return JSON.stringify({ module, output, guaranteed: race === null, exitCode, elapsedMs, steps, misconceptions });
}

/** One line of JSON that says why a program is not run. */
export function refusalJson({ code, message, line, column }: ProgramRefusal): string {
  return JSON.stringify({ refused: { code, message, line, column } });
}

/** The same for people, by file, line and column. */
export function refusalText(file: string, { message, line, column }: ProgramRefusal): string {
  return withoutControls(`${file === "-" ? "standard input" : file}:${line}:${column}: ${message}`);
}

/** All that is worth telling a person about a program, in parts that an empty line sets apart. */
export function analysisText(words: Words, analysis: Analysis): string {
  const timeline = timelineOf(words, analysis.trace);
  const parts = [
    ["Output:", ...outputLines(analysis.output)],
    facts(words, analysis),
    ...(timeline.lanes.length > 0
      ? [["Who waits for what:", ...indented(timelineText(words, timeline).split("\n"))]]
      : []),
    ...otherOutputs(analysis),
    ...otherEndings(analysis),
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function facts(words: Words, { race, elapsedMs, exitCode }: Analysis): string[] {
  return [
    orderText(words, race),
    `It takes ${elapsedMs} ms.`,
    ...(exitCode === 0 ? [] : [`It ends with exit code ${exitCode}.`]),
  ];
}

function orderText(words: Words, race: Analysis["race"]): string {
  if (race === null) return "The order is guaranteed.";
  const { first, second } = words.tasks.race(race);
  return withoutControls(`The order is not guaranteed: ${first} races with ${second}.`);
}

/** What other beliefs would have printed; those that predict the same stand together. */
function otherOutputs(analysis: Analysis): string[][] {
  const groups = grouped(
    analysis.predictions.filter((one) => !isSameOutput(one, analysis)),
    ({ output }) => JSON.stringify(output),
  );
  const parts = groups.map((group) => [
    `${idsOf(group)} would print:`,
    ...outputLines((group[0] as Prediction).output),
  ]);
  const first = parts.length > 0 ? "These misconceptions predict another output." : "";
  if (first !== "") return [[first], ...parts];
  return [["No misconception that is known here predicts another output."]];
}

/** Those that print the same, but take another time or end otherwise. */
function otherEndings(analysis: Analysis): string[][] {
  const { elapsedMs, exitCode } = analysis;
  const others = analysis.predictions.filter(
    (one) => isSameOutput(one, analysis) && (one.elapsedMs !== elapsedMs || one.exitCode !== exitCode),
  );
  const groups = grouped(others, (one) => `${one.elapsedMs} ${one.exitCode}`);
  const lines = groups.map((group) => {
    const [first] = group as [Prediction];
    const exit = first.exitCode === exitCode ? "" : `, exit code ${first.exitCode}`;
    return `  ${first.elapsedMs} ms${exit}: ${idsOf(group)}`;
  });
  return lines.length > 0 ? [["These predict the same output, but otherwise:", ...lines]] : [];
}

function isSameOutput(one: { output: readonly string[] }, other: { output: readonly string[] }): boolean {
  return JSON.stringify(one.output) === JSON.stringify(other.output);
}

function grouped(predictions: readonly Prediction[], keyOf: (prediction: Prediction) => string): Prediction[][] {
  const groups = new Map<string, Prediction[]>();
  for (const prediction of predictions) {
    const key = keyOf(prediction);
    groups.set(key, [...(groups.get(key) ?? []), prediction]);
  }
  return [...groups.values()];
}

function idsOf(group: readonly Prediction[]): string {
  return group.map(({ id }) => id).join(", ");
}

/** A program may print what would move the cursor; it is shown as a mark. */
function outputLines(output: readonly string[]): string[] {
  return output.length > 0 ? indented(output.map(withoutControls)) : indented(["(nothing)"]);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}
