import type { z } from "zod";
import { positionOf } from "../../engine/bank/learning-objective.ts";
import type { StatedQuestion } from "../../engine/generation/computed-question.ts";
import type { MisconceptionId, QuestionId } from "../../engine/question/ids.ts";
import { type Difficulty, type Question, questionKinds, type WrittenQuestion } from "../../engine/question/question.ts";
import type { Topic } from "../../engine/question/topic.ts";
import type { Problem } from "../yaml/fault.ts";
import { at, checkedElsewhere, fields, firstAndRest, oneOf, problemsOf, sourceFields } from "../yaml/fields.ts";
import { choiceCount } from "../yaml/limits.ts";
import {
  type BankContext,
  type FileQuestion,
  ideaField,
  leadingBeliefs,
  objectivesField,
  type Parser,
  withIdea,
} from "./bank-context.ts";
import { chooseAllParser } from "./choose-all-file.ts";
import { idProblems } from "./file-id.ts";
import { programParser } from "./program-file.ts";
import {
  askedFields,
  choiceText,
  codeIn,
  codeProblems,
  countMeta,
  difficultyField,
  explanationField,
  refutationField,
  textProblems,
} from "./question-fields.ts";
import { stepsParser } from "./steps-file.ts";

/** For every kind of question. */
export function questionParser(context: BankContext): Parser<FileQuestion> {
  const written = complete(writtenParser(context));
  const program = stated(programParser(context));
  const steps = complete(stepsParser(context));
  const chooseAll = complete(chooseAllParser(context));
  const parserOf = (value: unknown): Parser<FileQuestion> => {
    const kind = kindOf(value);
    const hasProgram = at(value, "program") !== undefined;
    if (kind === "choose-all") return chooseAll;
    if (kind === "ordering") return hasProgram ? program : steps;
    // A file that has forgotten its kind, but has a program, is told what a program question wants.
    return kind === "output" || kind === "timing" || (kind === "" && hasProgram) ? program : written;
  };
  return (value, topic, file) => parserOf(value)(value, topic, file);
}

function complete(parse: Parser<Question>): Parser<FileQuestion> {
  return (...file) => {
    const parsed = parse(...file);
    return "problems" in parsed ? parsed : { ...parsed, value: { type: "complete", question: parsed.value } };
  };
}

function stated(parse: Parser<StatedQuestion>): Parser<FileQuestion> {
  return (...file) => {
    const parsed = parse(...file);
    return "problems" in parsed ? parsed : { ...parsed, value: { type: "stated", question: parsed.value } };
  };
}

function kindOf(value: unknown): string {
  const kind = at(value, "kind");
  return typeof kind === "string" ? kind.trim() : "";
}

function writtenParser(context: BankContext): Parser<WrittenQuestion> {
  const schema = writtenSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [
      ...idProblems(value, file),
      ...(read.success ? [] : problemsOf(read.error)),
      ...problemsBetweenFields(value),
    ];
    if (!read.success || problems.length > 0) return { problems };
    return { value: questionOf(read.data, topic), objectives: read.data.objectives ?? [] };
  };
}

function questionOf(file: z.infer<ReturnType<typeof writtenSchema>>, topic: Topic): WrittenQuestion {
  const [right, ...wrong] = file.choices;
  return withIdea(file.idea, {
    id: file.id as QuestionId,
    topic,
    kind: file.kind as WrittenQuestion["kind"],
    difficulty: Number(file.difficulty) as Difficulty,
    prompt: file.prompt,
    code: codeIn(file),
    right,
    wrong: wrong.map((choice) => ({ ...choice, misconceptions: (choice.misconceptions ?? []) as MisconceptionId[] })),
    explanation: file.explanation,
    source: file.source,
    position: positionOf(file.objectives ?? []),
  });
}

/** A teacher's own files may leave out what ties a question to the catalogue and its objectives. */
export function writtenSchema(context: BankContext) {
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(questionKinds),
      difficulty: difficultyField(),
      ...askedFields(),
      choices: firstAndRest(rightChoice, wrongChoice(leadingBeliefs(context)), sayChoices).meta(countMeta(choiceCount)),
      explanation: explanationField(),
      source: sourceFields(),
      objectives: objectivesField(context),
      idea: ideaField(context),
    },
    "write the fields id, kind, difficulty, prompt, choices, explanation, source and objectives",
    {
      topic: "is set by the folder; remove it",
      program: "belongs to questions of the kind output, timing or ordering; name that kind, or call this code:",
      module: "belongs to questions of the kind output, timing or ordering; remove it",
    },
  );
}

const sayChoices = `write ${choiceCount.fewest} to ${choiceCount.most} choices, the correct one first`;
const rightOnly = "is set on the first choice, which is the correct one; move the correct choice up, or remove this";

const rightChoice = fields({ text: choiceText() }, sayChoices, { misconceptions: rightOnly, refutation: rightOnly });

function wrongChoice<Beliefs extends z.ZodType>(beliefs: Beliefs) {
  return fields(
    { text: choiceText(), misconceptions: beliefs, refutation: refutationField() },
    "write text:, misconceptions: and refutation:",
  );
}

/** What no field can tell alone. Looks at whatever is there, so that it is told together with the rest. */
function problemsBetweenFields(value: unknown): Problem[] {
  return [...codeProblems(value), ...textProblems(at(value, "choices"), "choices", choiceCount, sayChoices)];
}
