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
  type TimingQuestion,
} from "../../engine/question/question.ts";
import { codeSpan, type Prose, plain, prose, wordsOf } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** The prompt. That of a program question is fixed. */
export function promptOf(words: Words, question: Question): string {
  const stated = programOf(question);
  if (stated) return programPrompt(words, question, stated);
  if (!("prompt" in question)) throw new Error(`${question.id} asks nothing`);
  return question.kind === "choose-all" ? `${question.prompt} ${words.question.chooseAll}` : question.prompt;
}

function programPrompt({ program: words }: Words, question: Question, { program, module }: StatedProgram): string {
  const ask = { timing: words.askTime, ordering: words.askOrder };
  const asked = question.kind === "timing" || question.kind === "ordering" ? ask[question.kind] : words.ask;
  const fails = "fails" in question && question.fails;
  return [asked, ...(moduleMatters(program) ? [words.module[module]] : []), ...(fails ? [words.onlyLog] : [])].join(
    " ",
  );
}

/** Only there, it decides whether ticks or microtasks come first after the main script. */
function moduleMatters(program: string): boolean {
  return /\bnextTick\b/.test(program);
}

/** What a reader has to know to answer: the functions that are not part of Node. Empty if there is nothing. */
export function legendOf({ program: words }: Words, question: Question): string {
  const stated = programOf(question);
  if (stated === null) return "";
  const calledIn = (functions: Readonly<Record<string, string>>) =>
    Object.entries(functions).flatMap(([name, text]) => (isCalled(stated.program, name) ? [text] : []));
  const waits = calledIn(words.waits);
  const rule = question.kind === "timing" ? words.exactTimes : waits.length > 0 ? words.closeWaits : "";
  const parts = [
    waits.length > 0 ? words.promises(waits) : "",
    ...calledIn(words.work),
    rule,
    question.kind === "output" ? words.dots : "",
  ];
  return parts.filter(Boolean).join(" ");
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
      return outputRefutation(words, question, choice);
    case "timing":
      return timeRefutation(words, question, choice, misconception);
    default:
      return question.wrong[choice - 1]?.refutation ?? null;
  }
}

function outputRefutation(words: Words, { race, right, wrong }: OutputQuestion, choice: number): string | null {
  const answered = wrong[choice - 1];
  if (!answered) return null;
  if (race) {
    const { first, second } = words.tasks.race(race);
    return words.program.races(first, second);
  }
  if (answered.output === null) return words.program.orderIsSure;
  return lineDifference(words, right.output ?? [], answered.output);
}

/** If the person has a misconception that leads to this time, what they added up. */
function timeRefutation(
  { program }: Words,
  { right, wrong, parts }: TimingQuestion,
  choice: number,
  misconception: MisconceptionId | null,
): string | null {
  const answered = wrong[choice - 1];
  if (!answered) return null;
  const { milliseconds, misconceptions, pair, sums } = answered;
  const isOfPair = misconception !== null && pair?.includes(misconception) === true;
  const sum = misconception && sums[isOfPair ? 0 : misconceptions.indexOf(misconception)];
  if (sum) return program.countedTime(sum.counted, sum.reason, parts);
  return program.timeInAnswer(parts, right.milliseconds, milliseconds);
}

/** Why a wrong order is wrong: what its author says, or the first step that differs. */
export function orderRefutation(words: Words, question: OrderingQuestion, order: readonly number[]): string {
  const mistake = question.program === null ? mistakeIn(question, order) : null;
  if (mistake) return mistake.refutation;
  const different = firstDifferentStep(order);
  const right = choicesOf(question)[different];
  const step = wordsOf(choiceProse(words, right));
  const isText = right !== undefined && "text" in right;
  return words.question.orderDiffers(different, isText ? words.quoted(step) : step);
}

/** The first step of an order that differs from the right one, from 0; -1 for none. */
export function firstDifferentStep(order: readonly number[]): number {
  return order.findIndex((item, index) => item !== index);
}

/** The first printed line that differs from Node. */
function lineDifference(words: Words, lines: readonly string[], others: readonly string[]): string {
  const found = lines.findIndex((line, index) => others[index] !== line);
  const different = found < 0 ? lines.length : found;
  const line = lines[different - 1];
  const isRepeated = lines.indexOf(line ?? "") !== lines.lastIndexOf(line ?? "");
  const nth = isRepeated ? lines.slice(0, different).filter((one) => one === line).length : null;
  const after = line === undefined ? null : { line, nth };
  return words.program.differentLine(after, lines[different] ?? null, others[different] ?? null);
}
