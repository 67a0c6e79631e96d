import { raceSides } from "../../cards/words/en/task-names.ts";
import { positionOf } from "../../engine/bank/learning-objective.ts";
import {
  type ComputedQuestion,
  computedQuestion,
  computedWhenAsked,
} from "../../engine/generation/computed-question.ts";
import { programLimits, type RejectedProgram } from "../../engine/generation/generation-input.ts";
import { timingLimits } from "../../engine/generation/timing-choices.ts";
import type { QuestionId } from "../../engine/question/ids.ts";
import type { Difficulty } from "../../engine/question/question.ts";
import { ProgramRefusal, type ProgramRefusalCode } from "../../interpreter/rules/program-refused.ts";
import type { Problem } from "../yaml/fault.ts";
import {
  checkedElsewhere,
  fields,
  oneOf,
  paragraph,
  problemsOf,
  quoted,
  sourceFields,
  verbatim,
} from "../yaml/fields.ts";
import { longest } from "../yaml/limits.ts";
import {
  type BankContext,
  ideaField,
  knownMisconceptions,
  objectivesField,
  type Parser,
  withIdea,
} from "./bank-context.ts";
import { type FileName, idProblems } from "./file-id.ts";
import { codeComplaint } from "./question-fields.ts";

const cures: Readonly<Record<ProgramRefusalCode, string>> = {
  syntax: "fix it until Node.js runs it, or name the module kind with module: module",
  unsupported: "write the program without it",
  "error-printed-whole": "print its message",
  chance: "write the program without randomness",
  "source-too-long": "shorten the program",
  "too-many-steps": "make its loops shorter",
  "too-deep": "call fewer functions inside one another",
  "too-much-queued": "queue less",
  "too-many-timers": "set fewer timers",
  "too-much-output": "print less",
  "too-much-memory": "make smaller arrays and texts",
  "too-long-a-wait": "wait for a shorter time",
  "never-ends": "make sure that every loop, timer and callback ends",
};

/** What is wrong with a program that the interpreter declines, and what to do. */
export function refusedProblem({ code, message, line, column }: ProgramRefusal): Problem {
  const said = message.replace(/\.$/, "");
  return { path: ["program"], within: line, message: `is rejected at column ${column} (${said}); ${cures[code]}` };
}

/** The kinds that may state their program alone. */
export const programKinds = ["output", "timing", "ordering"] as const;

/** For a question that states only its program; the choices are computed here. */
export function programParser(context: BankContext): Parser<ComputedQuestion> {
  const schema = programSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [...idProblems(value, file), ...(read.success ? [] : problemsOf(read.error))];
    if (!read.success || problems.length > 0) return { problems };
    const { kind, program, module = "commonjs", difficulty = "2", objectives = [], explanation, source } = read.data;
    const id = file.name as QuestionId;
    const known = knownMisconceptions(context);
    const stated = { id, topic, module, program, explanation, source, position: positionOf(objectives) };
    const presentation = { ...stated, difficulty: Number(difficulty) as Difficulty, idea: read.data.idea ?? id };
    const plan = { id, program, module, topic, known, about: [] };
    const compute = () => orProblem(() => computedQuestion(kind, presentation, plan));
    if (context.trusted) {
      const whole = () => withIdea<ComputedQuestion>(read.data.idea, wellComputed(file, compute()));
      return { value: computedWhenAsked(kind, presentation, whole), objectives };
    }
    const computed = compute();
    if ("problems" in computed) return computed;
    return { value: withIdea<ComputedQuestion>(read.data.idea, computed), objectives };
  };
}

/** @throws Error where a file that was trusted has a fault: it was changed and not verified */
function wellComputed({ name }: FileName, computed: ComputedQuestion | { problems: Problem[] }): ComputedQuestion {
  if (!("problems" in computed)) return computed;
  throw new Error(`the question ${name} has not been verified: ${computed.problems[0]?.message}`);
}

const computedHint = "is computed from the program; remove it";

export function programSchema(context: BankContext) {
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(programKinds),
      module: oneOf(["commonjs", "module"]).exactOptional(),
      difficulty: oneOf(["1", "2", "3"]).exactOptional(),
      program: verbatim("write the program below program: |", codeComplaint),
      explanation: paragraph(longest.explanation, "walk through the order in a few sentences"),
      source: sourceFields(),
      objectives: objectivesField(context),
      idea: ideaField(context),
    },
    "write the fields id, kind, program, explanation, source and objectives",
    {
      topic: "is set by the folder; remove it",
      prompt: "is the same for every program; remove it",
      choices: computedHint,
      code: "is called program: here; rename it",
      language: "is JavaScript; remove it",
    },
  );
}

function orProblem<Result extends object>(
  compute: () => Result | RejectedProgram,
): Exclude<Result, RejectedProgram> | { problems: Problem[] } {
  try {
    const result = compute();
    if (!("type" in result)) return result as Exclude<Result, RejectedProgram>;
    return { problems: [{ path: ["program"], message: rejectedProgramMessage(result) }] };
  } catch (error) {
    if (!(error instanceof ProgramRefusal)) throw error;
    return { problems: [refusedProblem(error)] };
  }
}

/** Why a program makes no question, and what to do. */
export function rejectedProgramMessage(unfit: RejectedProgram): string {
  const { steps, lineLength, misconceptions } = programLimits;
  switch (unfit.type) {
    case "too-many-steps":
      return `takes ${unfit.steps} steps, and the limit is ${steps}; make its loops shorter`;
    case "line-count":
      return `prints ${counted(unfit.count, "line")}; make it print ${unfit.fewest} to ${unfit.most}`;
    case "line-form":
      return (
        `prints ${quoted(unfit.line)}; print letters or short words, at most ${lineLength} characters a line, ` +
        "without blanks around them, backticks or middle dots"
      );
    case "line-twice":
      return `prints ${quoted(unfit.line)} twice; print each line once, so that people can put them in order`;
    case "differs-by-node":
      return `does something else on Node ${unfit.other} than on Node ${unfit.one}; use only what all of them do`;
    case "shows-the-clock":
      return "prints times that differ from run to run; round them to steps that are longer than any delay";
    case "has-a-race":
      return `has no guaranteed order: the ${raceSides(unfit.race).join(" and the ")} race; use kind: output`;
    case "too-short":
      return `runs for ${unfit.milliseconds} ms; make it wait or compute for at least ${timingLimits.apart} ms`;
    case "few-misconceptions": {
      const found = `${counted(unfit.found, "other outcome")} that at most ${misconceptions} misconceptions predict`;
      const cure = "add a timer, a then, an await or another step whose turn people get wrong";
      return `gives too few wrong answers (${found}, and ${unfit.needed} are needed); ${cure}`;
    }
  }
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
