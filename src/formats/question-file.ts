import type { z } from "zod";
import type { MisconceptionId, QuestionId } from "../engine/ids.ts";
import { type Difficulty, type Question, questionKinds, type WrittenQuestion } from "../engine/question.ts";
import type { Topic } from "../engine/topic.ts";
import { type BankContext, type Parser, placeOf, servedStatements } from "./bank-context.ts";
import { codeComplaint } from "./code.ts";
import type { Problem } from "./fault.ts";
import {
  at,
  checkedElsewhere,
  fields,
  firstAndRest,
  oneOf,
  paragraph,
  problemsOf,
  references,
  sourceFields,
  verbatim,
} from "./fields.ts";
import { idProblems } from "./file-id.ts";
import { choiceCount, longest } from "./limits.ts";
import { programParser } from "./program-file.ts";

/** For every kind of question. */
export function questionParser(context: BankContext): Parser<Question> {
  const written = writtenParser(context);
  const program = programParser(context);
  return (value, topic, file) => (isOfProgram(value) ? program : written)(value, topic, file);
}

/** A file that has forgotten its kind, but has a program, is told what a program question wants. */
function isOfProgram(value: unknown): boolean {
  const kind = at(value, "kind");
  return typeof kind === "string" && kind.trim() !== "" ? kind.trim() === "output" : at(value, "program") !== undefined;
}

function writtenParser(context: BankContext): Parser<WrittenQuestion> {
  const schema = questionSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [
      ...idProblems(value, file),
      ...(read.success ? [] : problemsOf(read.error)),
      ...problemsBetweenFields(value),
    ];
    if (!read.success || problems.length > 0) return { problems };
    return { value: questionOf(read.data, topic), statements: read.data.statements ?? [] };
  };
}

function questionOf(file: z.infer<ReturnType<typeof questionSchema>>, topic: Topic): WrittenQuestion {
  const [right, ...wrong] = file.choices;
  const { code, language } = file;
  return {
    id: file.id as QuestionId,
    topic,
    kind: file.kind as WrittenQuestion["kind"],
    difficulty: Number(file.difficulty) as Difficulty,
    prompt: file.prompt,
    code: code !== undefined && language !== undefined ? { language, text: code } : null,
    right,
    wrong: wrong.map((choice) => ({ ...choice, misconceptions: (choice.misconceptions ?? []) as MisconceptionId[] })),
    explanation: file.explanation,
    source: file.source,
    place: placeOf(file.statements ?? []),
  };
}

/** A teacher's own files may leave out what ties a question to the catalogue and its statements. */
function questionSchema(context: BankContext) {
  const { level, misconceptions } = context;
  const beliefs = references({
    known: misconceptions,
    thing: "misconception",
    say: sayBelief,
    instead: "use one that has a file in misconceptions/",
  });
  const named = level === "own" ? beliefs.exactOptional() : beliefs.min(1, `is empty; ${sayBelief}`);
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(questionKinds),
      difficulty: oneOf(["1", "2", "3"]),
      prompt: paragraph(longest.prompt, "ask one question"),
      code: verbatim("write the code below code: |, or leave the field out", codeComplaint).exactOptional(),
      language: paragraph(longest.language, "name the code's language, as javascript").exactOptional(),
      choices: firstAndRest(rightChoice, wrongChoice(named), sayChoices),
      explanation: paragraph(longest.explanation, "say in a sentence or two why the right choice is right"),
      source: sourceFields(),
      statements: servedStatements(context),
    },
    "write the fields id, kind, difficulty, prompt, choices, explanation, source and statements",
    {
      topic: "is told by the folder; leave it out",
      program: "belongs to questions of the kind output; name that kind, or call this code:",
      module: "belongs to questions of the kind output; leave it out",
    },
  );
}

const sayChoices = `write ${choiceCount.fewest} to ${choiceCount.most} choices, the right one first`;
const sayBelief = "name the false belief that leads to this choice";
const rightOnly = "stands at the first choice, which is the right one; move the right choice up, or leave this out";

const choiceText = paragraph(longest.choice, "write what people can choose");
const rightChoice = fields({ text: choiceText }, sayChoices, { misconceptions: rightOnly, refutation: rightOnly });

function wrongChoice<Beliefs extends z.ZodType>(beliefs: Beliefs) {
  const refutation = paragraph(longest.refutation, "say in a sentence or two what is wrong with this choice");
  return fields(
    { text: choiceText, misconceptions: beliefs, refutation },
    "write text:, misconceptions: and refutation:",
  );
}

/** What no field can tell alone. Looks at whatever is there, so that it is told together with the rest. */
function problemsBetweenFields(value: unknown): Problem[] {
  return [...codeProblems(value), ...choiceProblems(at(value, "choices"))];
}

function codeProblems(value: unknown): Problem[] {
  const hasCode = at(value, "code") !== undefined;
  const hasLanguage = at(value, "language") !== undefined;
  if (hasCode && !hasLanguage) return [{ path: ["language"], message: "is missing; name the code's language" }];
  if (!hasCode && hasLanguage) return [{ path: ["language"], message: "stands without code; leave it out" }];
  return [];
}

function choiceProblems(choices: unknown): Problem[] {
  if (!Array.isArray(choices)) return [];
  const problems: Problem[] = [];
  const count = choices.length;
  if (count > 0 && (count < choiceCount.fewest || count > choiceCount.most)) {
    problems.push({ path: ["choices"], message: `has ${count} of them; ${sayChoices}` });
  }
  const seen = new Map<string, number>();
  choices.forEach((choice: unknown, place) => {
    const text = at(choice, "text");
    if (typeof text !== "string" || text.trim() === "") return;
    const plainly = text
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[ .]+$/, "")
      .trim();
    const before = seen.get(plainly);
    if (before === undefined) seen.set(plainly, place);
    else {
      const message = `says the same as choices[${before}].text; write something else, or leave the choice out`;
      problems.push({ path: ["choices", place, "text"], message });
    }
  });
  return problems;
}
