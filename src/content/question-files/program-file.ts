import { positionOf } from "../../engine/bank/learning-objective.ts";
import type { StatedQuestion } from "../../engine/generation/computed-question.ts";
import { programLimits, type RejectedProgram } from "../../engine/generation/generation-input.ts";
import { timingLimits } from "../../engine/generation/timing-choices.ts";
import { questionId } from "../../engine/question/ids.ts";
import type { Difficulty } from "../../engine/question/question.ts";
import type { ProgramRefusalCode } from "../../interpreter/rules/program-refused.ts";
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
import { type BankContext, ideaField, objectivesField, type Parser } from "./bank-context.ts";
import { idProblems } from "./file-id.ts";
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

/** What is wrong with a program that makes no question, and what to do. */
export function rejectedProgramProblem(reason: RejectedProgram): Problem {
  const message = rejectedProgramMessage(reason);
  return reason.type === "refused"
    ? { path: ["program"], within: reason.line, message }
    : { path: ["program"], message };
}

/** The kinds that may state their program alone. */
export const programKinds = ["output", "timing", "ordering"] as const;

/** For a question that states only its program. */
export function programParser(context: BankContext): Parser<StatedQuestion> {
  const schema = programSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [...idProblems(value, file), ...(read.success ? [] : problemsOf(read.error))];
    if (!read.success || problems.length > 0) return { problems };
    const { kind, program, module = "commonjs", difficulty = "2", objectives = [], explanation, source } = read.data;
    const stated = { kind, topic, module, program, explanation, source, idea: read.data.idea ?? null };
    const placed = { difficulty: Number(difficulty) as Difficulty, position: positionOf(objectives) };
    return { value: { id: questionId(file.name), ...stated, ...placed }, objectives };
  };
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

/** Why a program makes no question, and what to do. */
export function rejectedProgramMessage(unfit: RejectedProgram): string {
  const { steps, lineLength, misconceptions } = programLimits;
  switch (unfit.type) {
    case "refused":
      return `is rejected at column ${unfit.column} (${unfit.message.replace(/\.$/, "")}); ${cures[unfit.code]}`;
    case "too-costly":
      return "takes too long or too much memory; make it smaller";
    case "refutes-nothing":
      return "behaves as the misconception predicts; write a program whose output or time it gets wrong";
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
      return `has no guaranteed order: ${raceText(unfit.race)}; use kind: output`;
    case "too-short":
      return `runs for ${unfit.milliseconds} ms; make it wait or compute for at least ${timingLimits.apart} ms`;
    case "few-misconceptions": {
      const found = `${counted(unfit.found, "other outcome")} that at most ${misconceptions} misconceptions predict`;
      const cure = "add a timer, a then, an await or another step whose turn people get wrong";
      return `gives too few wrong answers (${found}, and ${unfit.needed} are needed); ${cure}`;
    }
  }
}

function raceText(race: Extract<RejectedProgram, { type: "has-a-race" }>["race"]): string {
  if (race.kind === "clock") return "it prints what it reads from the clock";
  return `the callbacks of line ${race.first.line} and line ${race.second.line} race`;
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
