import { timelineOf } from "../../cards/timeline/timeline.ts";
import { timelineText } from "../../cards/timeline/timeline-text.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Analysis } from "../../interpreter/analysis/analyse.ts";
import type { Prediction } from "../../interpreter/analysis/diagnose.ts";
import type { ProgramRefusal } from "../../interpreter/rules/program-refusal.ts";
import { withoutControls } from "../../text/control-characters.ts";

/** One line of JSON. */
export function analysisJson(analysis: Analysis): string {
  const { module, output, race, exitCode, elapsedMs, steps, predictions } = analysis;
  const misconceptions = predictions.map(({ id, output, elapsedMs }) => ({ id, output, elapsedMs }));
  return JSON.stringify({ module, output, guaranteed: race === null, exitCode, elapsedMs, steps, misconceptions });
}

/** One line of JSON that says why the program was not run. */
export function refusalJson({ code, message, line, column }: ProgramRefusal): string {
  return JSON.stringify({ refused: { code, message, line, column } });
}

/** The same as text: file, line, column and reason. */
export function refusalText(file: string, { message, line, column }: ProgramRefusal): string {
  return withoutControls(`${file === "-" ? "standard input" : file}:${line}:${column}: ${message}`);
}

/** The outcome of a program and what misconceptions predict, in paragraphs. */
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

/** The outputs that misconceptions predict. Those with the same prediction share a paragraph. */
function otherOutputs(analysis: Analysis): string[][] {
  const groups = grouped(
    analysis.predictions.filter((one) => !isSameOutput(one, analysis)),
    ({ output }) => JSON.stringify(output),
  );
  if (groups.length === 0) return [["No known misconception predicts another output."]];
  return [
    ["These misconceptions predict another output."],
    ...groups.map(({ first, ids }) => [`${ids} would print:`, ...outputLines(first.output)]),
  ];
}

/** The misconceptions that predict the same output, but another time or exit code. */
function otherEndings(analysis: Analysis): string[][] {
  const { elapsedMs, exitCode } = analysis;
  const others = analysis.predictions.filter(
    (one) => isSameOutput(one, analysis) && (one.elapsedMs !== elapsedMs || one.exitCode !== exitCode),
  );
  const groups = grouped(others, (one) => `${one.elapsedMs} ${one.exitCode}`);
  const lines = groups.map(({ first, ids }) => {
    const exit = first.exitCode === exitCode ? "" : `, exit code ${first.exitCode}`;
    return `  ${first.elapsedMs} ms${exit}: ${ids}`;
  });
  return lines.length > 0 ? [["These predict the same output, but a different time or ending:", ...lines]] : [];
}

function isSameOutput(one: { output: readonly string[] }, other: { output: readonly string[] }): boolean {
  return JSON.stringify(one.output) === JSON.stringify(other.output);
}

interface PredictionGroup {
  readonly first: Prediction;
  /** Of all misconceptions with this prediction. */
  readonly ids: string;
}

function grouped(
  predictions: readonly Prediction[],
  keyOf: (prediction: Prediction) => string,
): readonly PredictionGroup[] {
  const groups = new Map<string, PredictionGroup>();
  for (const prediction of predictions) {
    const key = keyOf(prediction);
    const group = groups.get(key);
    groups.set(
      key,
      group ? { ...group, ids: `${group.ids}, ${prediction.id}` } : { first: prediction, ids: prediction.id },
    );
  }
  return [...groups.values()];
}

/** Replaces control characters, with which a program could move the cursor. */
function outputLines(output: readonly string[]): string[] {
  return output.length > 0 ? indented(output.map(withoutControls)) : indented(["(nothing)"]);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`.trimEnd());
}
