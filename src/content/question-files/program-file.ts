import type { StatedQuestion } from "../../engine/generation/computed-question.ts";
import { programLimits, type RejectedProgram } from "../../engine/generation/generation-input.ts";
import { timingLimits } from "../../engine/generation/timing-choices.ts";
import type { ProgramRefusalCode } from "../../interpreter/rules/program-refusal.ts";
import { checkedElsewhere, fields, longest, oneOf, paragraph, quoted, verbatim } from "../yaml/fields.ts";
import type { Issue } from "../yaml/yaml-text.ts";
import { type Parser, parseFile } from "./file-parser.ts";
import {
  type BankContext,
  closingFields,
  codeMessage,
  commonProperties,
  difficultyField,
  moduleField,
} from "./question-fields.ts";

const cures: Readonly<Record<ProgramRefusalCode, string>> = {
  syntax: "fix it until Node.js runs it, or name the module kind with module: module",
  unsupported: "write the program without it",
  "error-printed": "print its message",
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

/** What is wrong with a program that is not usable as a question, and what to do. */
export function rejectedProgramIssue(reason: RejectedProgram): Issue {
  const issue = { path: ["program"], message: rejectedProgramMessage(reason) };
  return reason.type === "refused" ? { ...issue, within: reason.line } : issue;
}

/** The kinds that may consist of a program alone. */
export const programKinds = ["output", "timing", "ordering"] as const;

/** For questions that state only their program. The choices are computed later. */
export function programParser(context: BankContext): Parser<StatedQuestion> {
  const schema = programSchema(context);
  return (value, topic, file) =>
    parseFile({ value, file, schema }, [], (read) => {
      const { kind, program, module = "commonjs", difficulty = 2, objectives = [], idea = null } = read;
      const common = commonProperties(context, file, topic, { ...read, difficulty });
      return { value: { ...common, kind, module, program, idea }, objectives };
    });
}

const computedHint = "is computed from the program; remove it";

export function programSchema(context: BankContext) {
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(programKinds),
      module: moduleField(),
      difficulty: difficultyField().exactOptional(),
      program: verbatim("write the program below program: |", codeMessage),
      ...closingFields(context, paragraph(longest.explanation, "walk through the order in a few sentences")),
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

/** Why a program is not usable as a question, and what to do. */
export function rejectedProgramMessage(rejected: RejectedProgram): string {
  const { steps, lineLength, misconceptions } = programLimits;
  switch (rejected.type) {
    case "refused":
      return `is rejected at column ${rejected.column} (${withoutPeriod(rejected.message)}); ${cures[rejected.code]}`;
    case "too-costly":
      return "takes too long or too much memory; make it smaller";
    case "refutes-nothing":
      return "behaves as the misconception predicts; write a program whose output or time it gets wrong";
    case "too-many-steps":
      return `takes ${rejected.steps} steps, and the limit is ${steps}; make its loops shorter`;
    case "line-count":
      return `prints ${counted(rejected.count, "line")}; make it print ${rejected.fewest} to ${rejected.most}`;
    case "line-form":
      return (
        `prints ${quoted(rejected.line)}; print letters or short words, at most ${lineLength} characters a line, ` +
        "without spaces around them, backticks or middle dots"
      );
    case "line-twice":
      return `prints ${quoted(rejected.line)} twice; print each line once, so that people can put them in order`;
    case "differs-by-node":
      return `does something else on Node ${rejected.other} than on Node ${rejected.one}; use only what all of them do`;
    case "shows-the-clock":
      return "prints times that differ from run to run; round them to steps that are longer than any delay";
    case "has-a-race":
      return `has no guaranteed order: ${raceText(rejected.race)}; use kind: output`;
    case "too-short":
      return `runs for ${rejected.milliseconds} ms; make it wait or compute for at least ${timingLimits.apart} ms`;
    case "too-few-misconceptions": {
      const found = `${counted(rejected.found, "other outcome")} that at most ${misconceptions} misconceptions predict`;
      const cure = "add a timer, a then, an await or another step whose order people get wrong";
      return `gives too few wrong answers (${found}, and ${rejected.needed} are needed); ${cure}`;
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

function withoutPeriod(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
