import { positionOf } from "../../engine/bank/learning-objective.ts";
import type { MisconceptionId, QuestionId } from "../../engine/question/ids.ts";
import type { ChooseAllQuestion, Difficulty } from "../../engine/question/question.ts";
import type { Problem } from "../yaml/fault.ts";
import { at, checkedElsewhere, fields, list, oneOf, problemsOf, sourceFields } from "../yaml/fields.ts";
import { choiceCount } from "../yaml/limits.ts";
import { type BankContext, beliefs, ideaField, objectivesField, type Parser, withIdea } from "./bank-context.ts";
import { idProblems } from "./file-id.ts";
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

const sayFields = "text:, right: and refutation:";
const sayChoices = `write ${choiceCount.fewest} to ${choiceCount.most} choices, each with ${sayFields}`;

/** For a question in which everything that applies is chosen. */
export function chooseAllParser(context: BankContext): Parser<ChooseAllQuestion> {
  const schema = chooseAllSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [
      ...idProblems(value, file),
      ...(read.success ? [] : problemsOf(read.error)),
      ...codeProblems(value),
      ...textProblems(at(value, "choices"), "choices", choiceCount, sayChoices),
      ...rightProblems(at(value, "choices"), context.level),
    ];
    if (!read.success || problems.length > 0) return { problems };
    const { difficulty, prompt, choices, explanation, source, objectives = [], idea } = read.data;
    const question = withIdea<ChooseAllQuestion>(idea, {
      id: file.name as QuestionId,
      topic,
      kind: "choose-all",
      difficulty: Number(difficulty) as Difficulty,
      prompt,
      code: codeIn(read.data),
      options: choices.map(({ text, right, misconceptions = [], refutation }) => ({
        text,
        right: right === "yes",
        misconceptions: misconceptions as MisconceptionId[],
        refutation,
      })),
      explanation,
      source,
      position: positionOf(objectives),
    });
    return { value: question, objectives };
  };
}

export function chooseAllSchema(context: BankContext) {
  const choice = fields(
    {
      text: choiceText(),
      right: oneOf(["yes", "no"]),
      misconceptions: beliefs(context, sayBelief).exactOptional(),
      refutation: refutationField(),
    },
    "write text:, right:, misconceptions: and refutation:",
  );
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(["choose-all"]),
      difficulty: difficultyField(),
      ...askedFields(),
      choices: list(choice, sayChoices).meta(countMeta(choiceCount)),
      explanation: explanationField(),
      source: sourceFields(),
      objectives: objectivesField(context),
      idea: ideaField(context),
    },
    "write the fields id, kind, difficulty, prompt, choices, explanation, source and objectives",
    { topic: "is set by the folder; remove it" },
  );
}

const sayBelief = "name the false belief that leads to choosing this";

/** Some choices are right and some are wrong; a wrong one of the bank that ships names its belief. */
function rightProblems(choices: unknown, level: BankContext["level"]): Problem[] {
  if (!Array.isArray(choices)) return [];
  const is = (word: string) => (choice: unknown) => String(at(choice, "right")).trim() === word;
  if (!choices.every((choice) => is("yes")(choice) || is("no")(choice))) return [];
  const problems: Problem[] = [];
  if (!choices.some(is("yes")))
    problems.push({ path: ["choices"], message: "has no correct choice; mark one as right: yes" });
  if (!choices.some(is("no")))
    problems.push({ path: ["choices"], message: "has no wrong choice; mark one as right: no" });
  choices.forEach((choice: unknown, place) => {
    const named = at(choice, "misconceptions");
    const isNamed = Array.isArray(named) && named.length > 0;
    if (level === "own" || isNamed || !is("no")(choice)) return;
    problems.push({ path: ["choices", place, "misconceptions"], message: `is missing; ${sayBelief}` });
  });
  return problems;
}
