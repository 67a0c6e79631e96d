import type { z } from "zod";
import type { StatedQuestion } from "../../engine/generation/computed-question.ts";
import { type Question, questionKinds, type WrittenQuestion } from "../../engine/question/question.ts";
import { at, checkedElsewhere, choiceCount, fields, firstAndRest, oneOf } from "../yaml/fields.ts";
import { chooseAllParser } from "./choose-all-file.ts";
import { type Parser, parseFile, withIdea } from "./file-parser.ts";
import { programParser } from "./program-file.ts";
import {
  type BankContext,
  choiceText,
  closingFields,
  codeIn,
  codeIssues,
  commonProperties,
  countMeta,
  difficultyField,
  leadingMisconceptions,
  promptFields,
  refutationField,
  textIssues,
} from "./question-fields.ts";
import { stepsParser } from "./steps-file.ts";

/** A question as its file states it: complete, or without the choices that are computed from its program. */
export type FileQuestion =
  | { readonly type: "complete"; readonly question: Question }
  | { readonly type: "stated"; readonly question: StatedQuestion };

/** For questions of every kind. */
export function questionParser(context: BankContext): Parser<FileQuestion> {
  const written = parserFor(writtenParser(context), complete);
  const program = parserFor(programParser(context), (question) => ({ type: "stated", question }));
  const steps = parserFor(stepsParser(context), complete);
  const chooseAll = parserFor(chooseAllParser(context), complete);
  const parserOf = (value: unknown): Parser<FileQuestion> => {
    const kind = kindOf(value);
    const hasProgram = at(value, "program") !== undefined;
    if (kind === "choose-all") return chooseAll;
    if (kind === "ordering") return hasProgram ? program : steps;
    // A file with a program but no kind is read as a program question, for the more helpful messages.
    return kind === "output" || kind === "timing" || (kind === "" && hasProgram) ? program : written;
  };
  return (value, topic, file) => parserOf(value)(value, topic, file);
}

function complete(question: Question): FileQuestion {
  return { type: "complete", question };
}

function parserFor<Value>(parse: Parser<Value>, wrap: (value: Value) => FileQuestion): Parser<FileQuestion> {
  return (...file) => {
    const parsed = parse(...file);
    return "issues" in parsed ? parsed : { ...parsed, value: wrap(parsed.value) };
  };
}

function kindOf(value: unknown): string {
  const kind = at(value, "kind");
  return typeof kind === "string" ? kind.trim() : "";
}

function writtenParser(context: BankContext): Parser<WrittenQuestion> {
  const schema = writtenSchema(context);
  return (value, topic, file) => {
    const between = [...codeIssues(value), ...textIssues(at(value, "choices"), "choices", choiceCount, choicesAdvice)];
    return parseFile({ value, file, schema }, between, (read) => {
      const [right, ...wrong] = read.choices;
      const question: WrittenQuestion = {
        ...commonProperties(context, file, topic, read),
        kind: read.kind,
        prompt: read.prompt,
        code: codeIn(read),
        right,
        wrong: wrong.map(({ misconceptions = [], ...choice }) => ({ ...choice, misconceptions })),
      };
      return { value: withIdea(question, read.idea), objectives: read.objectives ?? [] };
    });
  };
}

export function writtenSchema(context: BankContext) {
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(["misconception", "scenario"], questionKinds),
      difficulty: difficultyField(),
      ...promptFields(),
      choices: firstAndRest(rightChoice, wrongChoice(leadingMisconceptions(context)), choicesAdvice).meta(
        countMeta(choiceCount),
      ),
      ...closingFields(context),
    },
    "write the fields id, kind, difficulty, prompt, choices, explanation, source and objectives",
    {
      topic: "is set by the folder; remove it",
      program: "belongs to questions of the kind output, timing or ordering; name that kind, or call this code:",
      module: "belongs to questions of the kind output, timing or ordering; remove it",
    },
  );
}

const choicesAdvice = `write ${choiceCount.fewest} to ${choiceCount.most} choices, the correct one first`;
const rightOnly = "is set on the first choice, which is the correct one; move the correct choice up, or remove this";

const rightChoice = fields({ text: choiceText() }, choicesAdvice, { misconceptions: rightOnly, refutation: rightOnly });

function wrongChoice<Misconceptions extends z.ZodType>(misconceptions: Misconceptions) {
  return fields(
    { text: choiceText(), misconceptions, refutation: refutationField() },
    "write text:, misconceptions: and refutation:",
  );
}
