import { mistakeIn } from "../../engine/question/answer.ts";
import type { StatedProgram } from "../../engine/question/misconception.ts";
import {
  type AnyChoice,
  choicesOf,
  type OneChoiceQuestion,
  type OrderingQuestion,
  programOf,
  type Question,
} from "../../engine/question/question.ts";
import type { Divergence } from "../../interpreter/analysis/diagnose.ts";
import type { Moment } from "../../interpreter/analysis/trace.ts";
import { isSameTask } from "../../interpreter/event-loop/job.ts";
import { codeSpan, type Prose, plain, prose, wordsOf } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** The prompt. That of a program question is fixed, and explains the functions that are not part of Node. */
export function promptOf(words: Words, question: Question): string {
  const stated = programOf(question);
  if (stated) return programPrompt(words, question.kind, stated);
  if (!("prompt" in question)) throw new Error(`${question.id} asks nothing`);
  return question.kind === "choose-all" ? `${question.prompt} ${words.question.chooseAll}` : question.prompt;
}

function programPrompt(words: Words, kind: Question["kind"], { program, module }: StatedProgram): string {
  const { ask, askTime, askOrder, host } = words.program;
  const askFor = kind === "timing" ? askTime : kind === "ordering" ? askOrder : ask;
  const called = Object.entries(host).filter(([name]) => isCalled(program, name));
  return [askFor(module), ...called.map(([, text]) => text)].join(" ");
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
 * @returns null if the choice is not a wrong one
 */
export function refutationOf(words: Words, question: OneChoiceQuestion, choice: number): string | null {
  const wrong = question.wrong[choice - 1];
  if (!wrong) return null;
  if ("refutation" in wrong) return wrong.refutation;
  // The first wrong choice of a race is the output of the run without delays.
  if (question.kind === "output" && question.race) {
    const { first, second } = words.tasks.race(question.race);
    return words.program.races(choice === 1, first, second);
  }
  if (question.kind === "timing")
    return divergenceText(words, question, wrong.divergence) ?? words.program.differentEnd;
  if (question.kind !== "output" || !("output" in wrong)) return null;
  if (wrong.output === null) return words.program.orderIsSure;
  const { output } = question.right;
  return divergenceText(words, question, wrong.divergence) ?? outputText(words, output ?? [], wrong.output);
}

/** Why a wrong order is wrong. If no misconception leads to it, the first step that differs. */
export function orderRefutation(words: Words, question: OrderingQuestion, order: readonly number[]): string {
  const mistake = mistakeIn(question, order);
  if (mistake && "refutation" in mistake) return mistake.refutation;
  const different = order.findIndex((item, index) => item !== index);
  const right = wordsOf(choiceProse(words, choicesOf(question)[different]));
  const divergence = mistake && "divergence" in mistake ? mistake.divergence : null;
  const explained = question.program === null ? null : divergenceText(words, question, divergence);
  return explained ?? words.question.orderDiffers(different + 1, right);
}

/** Where Node and a misconception run something different; null if they never do. */
function divergenceText(words: Words, stated: StatedProgram, divergence: Divergence | null): string | null {
  if (divergence === null) return null;
  const { after, node, misconception } = divergence;
  const { fromStart, after: afterLine, differentLine, differentTime } = words.program;
  const begin = after === null ? fromStart : afterLine(lineText(words, stated, after) ?? "");
  const nodeLine = lineText(words, stated, node);
  const isSame = node.line === misconception.line && isSameTask(node.task, misconception.task);
  if (isSame) return differentTime(begin, nodeLine, node.at, misconception.at);
  return differentLine(begin, nodeLine, lineText(words, stated, misconception));
}

function outputText(words: Words, printed: readonly string[], predicted: readonly string[]): string {
  const found = printed.findIndex((line, index) => predicted[index] !== line);
  const different = found < 0 ? printed.length : found;
  return words.program.differentOutput(different + 1, printed[different] ?? null, predicted[different] ?? null);
}

/** A line by its number, its callback and, if it has no backtick, its text; null for the end of the program. */
function lineText(words: Words, { program }: StatedProgram, { line, task }: Moment): string | null {
  if (line === 0) return null;
  const source = (program.split("\n")[line - 1] ?? "").trim();
  const callback = task.kind === "main-script" ? null : words.tasks.name(task);
  return words.program.line(line, callback, source === "" || source.includes("`") ? null : source);
}
