import { mistakeIn } from "../../engine/question/answer.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import type { StatedProgram } from "../../engine/question/misconception.ts";
import {
  type AnyChoice,
  choicesOf,
  type OneChoiceQuestion,
  type OrderingQuestion,
  type OutputQuestion,
  programOf,
  type Question,
  type TimeDifference,
  type TimingQuestion,
} from "../../engine/question/question.ts";
import { codeSpan, type Prose, plain, prose, wordsOf } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** The prompt. That of a program question is fixed, and explains the functions that are not part of Node. */
export function promptOf(words: Words, question: Question): string {
  const stated = programOf(question);
  if (stated) return programPrompt(words, question.kind, stated);
  if (!("prompt" in question)) throw new Error(`${question.id} asks nothing`);
  return question.kind === "choose-all" ? `${question.prompt} ${words.question.chooseAll}` : question.prompt;
}

/** Functions whose waits take about as long as they say. */
const waitNames: readonly string[] = ["network", "disk", "worker"];

function programPrompt(words: Words, kind: Question["kind"], { program, module }: StatedProgram): string {
  const { ask, askTime, askOrder, host, closeWaits } = words.program;
  const askFor = kind === "timing" ? askTime : kind === "ordering" ? askOrder : ask;
  const called = Object.entries(host).filter(([name]) => isCalled(program, name));
  // A question about time counts each wait exactly.
  const hasWaits = kind !== "timing" && called.some(([name]) => waitNames.includes(name));
  return [askFor(module), ...called.map(([, text]) => text), ...(hasWaits ? [closeWaits] : [])].join(" ");
}

function isCalled(program: string, name: string): boolean {
  const declares = new RegExp(`\\b(?:function|const|let|var)\\s+${name}\\b`);
  return new RegExp(`(?<![.\\w])${name}\\(`).test(program) && !declares.test(program);
}

/** Printed lines are one span of code, so that no chat reads them as its own markup. */
export function choiceProse(words: Words, choice: AnyChoice | undefined): Prose {
  if (choice === undefined) return plain("");
  if ("text" in choice) return prose(choice.text);
  if ("milliseconds" in choice) return plain(words.program.milliseconds(choice.milliseconds));
  return choice.output === null ? plain(words.program.noOrder) : codeSpan(choice.output.join(words.program.separator));
}

/** A choice for a screen reader. */
export function choiceSpoken(words: Words, choice: AnyChoice | undefined): string {
  if (choice && "text" in choice) return choice.text;
  const lines = choice && "output" in choice ? choice.output : null;
  return lines ? lines.join(words.program.spokenSeparator) : wordsOf(choiceProse(words, choice));
}

/**
 * Why a wrong choice is wrong here.
 * @param choice an index into `choicesOf(question)`
 * @param misconception the one that the person holds; null to speak of the answer alone
 * @returns null if the choice is not a wrong one
 */
export function refutationOf(
  words: Words,
  question: OneChoiceQuestion,
  choice: number,
  misconception: MisconceptionId | null,
): string | null {
  switch (question.kind) {
    case "output":
      return outputRefutation(words, question, choice, misconception);
    case "timing":
      return timeRefutation(words, question, choice, misconception);
    default:
      return question.wrong[choice - 1]?.refutation ?? null;
  }
}

function outputRefutation(
  words: Words,
  { race, right, wrong }: OutputQuestion,
  choice: number,
  misconception: MisconceptionId | null,
): string | null {
  const answered = wrong[choice - 1];
  if (!answered) return null;
  // The first wrong choice of a race is the output of the run without delays.
  if (race) {
    const { first, second } = words.tasks.race(race);
    return words.program.races(choice === 1, first, second);
  }
  if (answered.output === null) return words.program.orderIsSure;
  const isPredicted = misconception !== null && answered.misconceptions.includes(misconception);
  return lineDifference(words, right.output ?? [], answered.output, isPredicted);
}

function timeRefutation(
  words: Words,
  { right, wrong }: TimingQuestion,
  choice: number,
  misconception: MisconceptionId | null,
): string | null {
  const answered = wrong[choice - 1];
  if (!answered) return null;
  const difference = misconception && answered.differences[answered.misconceptions.indexOf(misconception)];
  if (!difference) return words.program.timeInAnswer(right.milliseconds, answered.milliseconds);
  return timeDifference(words, difference);
}

function timeDifference({ program }: Words, difference: TimeDifference): string {
  switch (difference.kind) {
    case "line":
      return program.differentTime(difference.line, difference.nodeMs, difference.predictedMs);
    case "activity": {
      const { what, line, node, predicted } = difference;
      return node.fromMs === predicted.fromMs
        ? program.differentActivity({ what, line, point: "end" }, node.untilMs, predicted.untilMs)
        : program.differentActivity({ what, line, point: "start" }, node.fromMs, predicted.fromMs);
    }
    case "end": {
      const { node, predicted } = difference;
      const exitCodes = node.exitCode === predicted.exitCode ? null : ([node.exitCode, predicted.exitCode] as const);
      return program.differentEnd(node.endMs, predicted.endMs, exitCodes);
    }
  }
}

/** Why a wrong order is wrong. If no misconception explains it, the first step that differs. */
export function orderRefutation(
  words: Words,
  question: OrderingQuestion,
  order: readonly number[],
  misconception: MisconceptionId | null,
): string {
  if (question.program === null) {
    const mistake = mistakeIn(question, order);
    if (mistake) return mistake.refutation;
  } else if (misconception !== null && mistakeIn(question, order)?.misconceptions.includes(misconception)) {
    const lines = question.items.map(({ output }) => output?.join(words.program.separator) ?? "");
    const ordered = order.map((item) => lines[item] ?? "");
    return lineDifference(words, lines, ordered, true);
  }
  const different = order.findIndex((item, index) => item !== index);
  const right = choicesOf(question)[different];
  const step = wordsOf(choiceProse(words, right));
  const isText = right !== undefined && "text" in right;
  return words.question.orderDiffers(different + 1, isText ? words.quoted(step) : step);
}

/**
 * The first printed line that differs from Node.
 * @param isPredicted whether a misconception leads to the other lines
 */
function lineDifference(
  words: Words,
  lines: readonly string[],
  others: readonly string[],
  isPredicted: boolean,
): string {
  const found = lines.findIndex((line, index) => others[index] !== line);
  const different = found < 0 ? lines.length : found;
  const line = lines[different - 1];
  const isRepeated = lines.indexOf(line ?? "") !== lines.lastIndexOf(line ?? "");
  const nth = isRepeated ? lines.slice(0, different).filter((one) => one === line).length : null;
  const after = line === undefined ? null : { line, nth };
  const { differentLine, lineInAnswer } = words.program;
  const sentenceFor = isPredicted ? differentLine : lineInAnswer;
  return sentenceFor(after, lines[different] ?? null, others[different] ?? null);
}
