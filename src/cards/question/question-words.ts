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

/** What is asked. A program question says it in fixed words, with the functions that are not Node's own. */
export function promptOf(words: Words, question: Question): string {
  const stated = programOf(question);
  if (stated) return programPrompt(words, question.kind, stated);
  if (!("prompt" in question)) throw new Error(`${question.id} asks nothing`);
  return question.kind === "choose-all" ? `${question.prompt} ${words.question.chooseAll}` : question.prompt;
}

function programPrompt(words: Words, kind: Question["kind"], { program, module }: StatedProgram): string {
  const { ask, askTime, askOrder, host } = words.program;
  const presentation = kind === "timing" ? askTime : kind === "ordering" ? askOrder : ask;
  const called = Object.entries(host).filter(([name]) => isCalled(program, name));
  return [presentation(module), ...called.map(([, text]) => text)].join(" ");
}

function isCalled(program: string, name: string): boolean {
  const declares = new RegExp(`\\b(?:function|const|let|var)\\s+${name}\\b`);
  return new RegExp(`(?<![.\\w])${name}\\(`).test(program) && !declares.test(program);
}

/** Printed lines stand in a row and are marked as code, which no chat reads as its own markup. */
export function choiceProse(words: Words, choice: AnyChoice | undefined): Prose {
  if (choice === undefined) return plain("");
  if ("text" in choice) return prose(choice.text);
  if ("milliseconds" in choice) return plain(words.program.milliseconds(choice.milliseconds));
  return choice.output === null ? plain(words.program.noOrder) : codeSpan(choice.output.join(words.program.separator));
}

/** A choice for whoever listens. */
export function choiceSpoken(words: Words, choice: AnyChoice | undefined): string {
  if (choice && "text" in choice) return choice.text;
  const lines = choice && "output" in choice ? choice.output : null;
  return lines ? lines.join(words.program.spokenSeparator) : wordsOf(choiceProse(words, choice));
}

/**
 * What is wrong with a wrong choice here.
 * @param choice an index into `choicesOf(question)`; null where it names no wrong one
 */
export function refutationOf(words: Words, question: OneChoiceQuestion, choice: number): string | null {
  const wrong = question.wrong[choice - 1];
  if (!wrong) return null;
  if ("refutation" in wrong) return wrong.refutation;
  // The first wrong choice of a race is what a run by the plan prints.
  if (question.kind === "output" && question.race) {
    const { first, second } = words.tasks.race(question.race);
    return words.program.races(choice === 1, first, second);
  }
  if (question.kind === "timing") return partingOr(words, question, wrong, words.program.otherTime);
  if (question.kind !== "output" || !("output" in wrong)) return null;
  if (wrong.output === null) return words.program.orderIsSure;
  return partingOr(words, question, wrong, otherResult(words, question.right.output ?? [], wrong.output));
}

/** What is wrong with a wrong order; of one that no belief leads to, the first place that differs. */
export function orderRefutation(words: Words, question: OrderingQuestion, order: readonly number[]): string {
  const mistake = mistakeIn(question, order);
  if (mistake && "refutation" in mistake) return mistake.refutation;
  const at = order.findIndex((item, place) => item !== place);
  const stands = wordsOf(choiceProse(words, choicesOf(question)[at]));
  const otherwise = words.question.orderParts(at + 1, stands);
  if (question.program === null || !mistake || !("divergence" in mistake)) return otherwise;
  return partingOr(words, question, mistake, otherwise);
}

function partingOr(
  words: Words,
  stated: StatedProgram,
  { divergence }: { readonly divergence: Divergence | null },
  otherwise: string,
): string {
  return divergence ? parting(words, stated, divergence) : otherwise;
}

function parting(words: Words, stated: StatedProgram, { after, node, misconception }: Divergence): string {
  const { partsAfter, partsAtStart, goesOn, sameLine } = words.program;
  const begin = after === null ? partsAtStart : partsAfter(stepText(words, stated, after));
  const nodeStep = stepText(words, stated, node);
  const isSame = node.line === misconception.line && isSameTask(node.task, misconception.task);
  if (isSame) return sameLine(begin, nodeStep, node.at, misconception.at);
  return goesOn(begin, nodeStep, stepText(words, stated, misconception));
}

/** The same lines in the same order, so that what differs is a value. */
function otherResult(words: Words, printed: readonly string[], taken: readonly string[]): string {
  const place = printed.findIndex((line, index) => taken[index] !== line);
  const at = place < 0 ? printed.length : place;
  return words.program.otherLine(at + 1, printed[at] ?? null, taken[at] ?? null);
}

/** A line by its number, the callback that it belongs to and, where it can be marked as code, its text. */
function stepText(words: Words, { program }: StatedProgram, { line, task }: Moment): string {
  if (line === 0) return words.program.end;
  const text = (program.split("\n")[line - 1] ?? "").trim();
  const job = task.kind === "main-script" ? null : words.tasks.name(task);
  return words.program.line(line, job, text === "" || text.includes("`") ? null : text);
}
