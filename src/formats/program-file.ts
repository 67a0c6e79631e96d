import type { QuestionId } from "../engine/ids.ts";
import { type ProgramRefusal, ProgramRefused } from "../engine/program/program-refused.ts";
import { programChoices, programLimits, type Unfit } from "../engine/program-choices.ts";
import type { Difficulty, ProgramQuestion } from "../engine/question.ts";
import { type BankContext, type Parser, placeOf, servedStatements } from "./bank-context.ts";
import { codeComplaint } from "./code.ts";
import type { Problem } from "./fault.ts";
import { checkedElsewhere, fields, oneOf, paragraph, problemsOf, quoted, sourceFields, verbatim } from "./fields.ts";
import { idProblems } from "./file-id.ts";
import { longest } from "./limits.ts";

/** For a question of the kind `output`, which states its program; the choices are computed here. */
export function programParser(context: BankContext): Parser<ProgramQuestion> {
  const schema = programSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [...idProblems(value, file), ...(read.success ? [] : problemsOf(read.error))];
    if (!read.success || problems.length > 0) return { problems };
    const { program, module = "commonjs", difficulty = "2", statements = [], explanation, source } = read.data;
    const id = file.name as QuestionId;
    const known = new Map(context.misconceptions.map((belief) => [belief, context.topicOf(belief)]));
    const computed = choicesOrProblem({ id, program, module, topic, known });
    if ("problems" in computed) return computed;
    const stated = { id, topic, kind: "output" as const, module, program, explanation, source };
    const value_ = { ...stated, difficulty: Number(difficulty) as Difficulty, place: placeOf(statements), ...computed };
    return { value: value_, statements };
  };
}

const computedHint = "is computed from the program; leave it out";

function programSchema(context: BankContext) {
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(["output"]),
      module: oneOf(["commonjs", "module"]).exactOptional(),
      difficulty: oneOf(["1", "2", "3"]).exactOptional(),
      program: verbatim("write the program below program: |", codeComplaint),
      explanation: paragraph(longest.explanation, "walk through the order in a few sentences"),
      source: sourceFields(),
      statements: servedStatements(context),
    },
    "write the fields id, kind, program, explanation, source and statements",
    {
      topic: "is told by the folder; leave it out",
      prompt: "is the same for every program; leave it out",
      choices: computedHint,
      code: "is called program: here; rename it",
      language: "is JavaScript; leave it out",
    },
  );
}

type Choices = Extract<ReturnType<typeof programChoices>, { readonly right: unknown }>;

function choicesOrProblem(plan: Parameters<typeof programChoices>[0]): Choices | { problems: Problem[] } {
  try {
    const choices = programChoices(plan);
    if (!("type" in choices)) return choices;
    return { problems: [{ path: ["program"], message: unfitMessage(choices) }] };
  } catch (error) {
    if (!(error instanceof ProgramRefused)) throw error;
    return { problems: [refusedProblem(error)] };
  }
}

const cures: Readonly<Record<ProgramRefusal, string>> = {
  syntax: "mend it until node runs it, or name the module kind with module: module",
  unsupported: "write the program without it",
  "error-printed-whole": "print its message",
  chance: "write the program without chance",
  "source-too-long": "shorten the program",
  "too-many-steps": "let its loops end sooner",
  "too-deep": "call fewer functions inside one another",
  "too-much-queued": "queue less",
  "too-many-timers": "set fewer timers",
  "too-much-output": "print less",
  "too-much-memory": "make smaller arrays and texts",
  "too-long-a-wait": "wait for a shorter time",
  "never-ends": "let every loop, timer and callback come to an end",
};

function refusedProblem({ code, message, line, column }: ProgramRefused): Problem {
  const said = message.replace(/\.$/, "");
  return { path: ["program"], within: line, message: `is refused at column ${column} (${said}); ${cures[code]}` };
}

function unfitMessage(unfit: Unfit): string {
  const { steps, fewestLines, mostLines, lineLength, beliefs } = programLimits;
  switch (unfit.type) {
    case "too-many-steps":
      return `takes ${unfit.steps} steps and ${steps} fit; let its loops end sooner`;
    case "line-count":
      return `prints ${counted(unfit.count, "line")}; let it print ${fewestLines} to ${mostLines}`;
    case "line-form":
      return (
        `prints ${quoted(unfit.line)}; print letters or short words, at most ${lineLength} characters a line, ` +
        "without blanks around them, backticks or middle dots"
      );
    case "differs-by-node":
      return `prints other lines on Node ${unfit.other} than on Node ${unfit.one}; ask about what all of them do`;
    case "shows-the-clock":
      return "prints times that differ from run to run; round them to steps that are longer than any delay";
    case "few-beliefs": {
      const outputs = counted(unfit.outputs, "other output");
      const found = `${outputs} that at most ${beliefs} of them predict, and 2 are needed`;
      const cure = "add a timer, a then, an await or another step whose turn people get wrong";
      return `is seen otherwise by too few misconceptions (${found}); ${cure}`;
    }
  }
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
