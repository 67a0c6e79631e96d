import type { OutputChoice, ProgramQuestion, Question, WrittenChoice } from "../engine/question.ts";
import { codeSpan, type Prose, plain, prose, wordsOf } from "./prose.ts";
import type { Words } from "./words.ts";

/** What is asked. A program question says it in fixed words, with the functions that are not Node's own. */
export function promptOf(words: Words, question: Question): string {
  if (question.kind !== "output") return question.prompt;
  const { ask, host } = words.program;
  const called = Object.entries(host).filter(([name]) => isCalled(question.program, name));
  return [ask(question.module), ...called.map(([, text]) => text)].join(" ");
}

function isCalled(program: string, name: string): boolean {
  const declares = new RegExp(`\\b(?:function|const|let|var)\\s+${name}\\b`);
  return new RegExp(`(?<![.\\w])${name}\\(`).test(program) && !declares.test(program);
}

/** Printed lines stand in a row and are marked as code, which no chat reads as its own markup. */
export function choiceProse(words: Words, choice: WrittenChoice | OutputChoice | undefined): Prose {
  if (choice === undefined) return plain("");
  if ("text" in choice) return prose(choice.text);
  return choice.output === null ? plain(words.program.noOrder) : codeSpan(choice.output.join(words.program.separator));
}

/** A choice for whoever listens. */
export function choiceSpoken(words: Words, choice: WrittenChoice | OutputChoice | undefined): string {
  if (choice && "text" in choice) return choice.text;
  return choice?.output ? choice.output.join(words.program.spokenSeparator) : wordsOf(choiceProse(words, choice));
}

/**
 * What is wrong with a wrong choice here.
 * @param choice an index into `choicesOf(question)`; null where it names no wrong one
 */
export function refutationOf(words: Words, question: Question, choice: number): string | null {
  if (question.kind !== "output") return question.wrong[choice - 1]?.refutation ?? null;
  const wrong = question.wrong[choice - 1];
  if (!wrong) return null;
  // The first wrong choice of a race is what a run by the plan prints.
  if (question.race) return words.program.races(choice === 1, question.race.first, question.race.second);
  if (wrong.output === null) return words.program.orderIsSure;
  return wrong.departure ? parting(words, question, wrong.departure) : otherResult(words, question, wrong.output);
}

type Departure = NonNullable<ProgramQuestion["wrong"][number]["departure"]>;

function parting(words: Words, question: ProgramQuestion, { after, machine, belief }: Departure): string {
  const { partsAfter, partsAtStart, goesOn, sameLine } = words.program;
  const begin = after === null ? partsAtStart : partsAfter(stepText(words, question, after));
  const machineStep = stepText(words, question, machine);
  const isSame = machine.line === belief.line && machine.job === belief.job;
  if (isSame) return sameLine(begin, machineStep, machine.at, belief.at);
  return goesOn(begin, machineStep, stepText(words, question, belief));
}

/** The same lines in the same order, so that what differs is a value. */
function otherResult(words: Words, question: ProgramQuestion, taken: readonly string[]): string {
  const printed = question.right.output ?? [];
  const place = printed.findIndex((line, index) => taken[index] !== line);
  const at = place < 0 ? printed.length : place;
  return words.program.otherLine(at + 1, printed[at] ?? null, taken[at] ?? null);
}

/** A line by its number, the callback that it belongs to and, where it can be marked as code, its text. */
function stepText(words: Words, { program }: ProgramQuestion, { line, job }: Departure["machine"]): string {
  if (line === 0) return words.program.end;
  const text = (program.split("\n")[line - 1] ?? "").trim();
  return words.program.line(line, job, text === "" || text.includes("`") ? null : text);
}
