import type { ChooseAllQuestion } from "../../engine/question/question.ts";
import { at, checkedElsewhere, choiceCount, fields, list, oneOf } from "../yaml/fields.ts";
import type { Issue } from "../yaml/yaml-text.ts";
import { type Parser, parseFile, withIdea } from "./file-parser.ts";
import {
  type BankContext,
  choiceText,
  closingFields,
  codeIn,
  codeIssues,
  commonProperties,
  countMeta,
  difficultyField,
  misconceptionsField,
  promptFields,
  refutationField,
  textIssues,
} from "./question-fields.ts";

const fieldsAdvice = "text:, right: and refutation:";
const choicesAdvice = `write ${choiceCount.fewest} to ${choiceCount.most} choices, each with ${fieldsAdvice}`;
const misconceptionAdvice = "name the misconception that leads to choosing this";

/** For questions in which people choose everything that applies. */
export function chooseAllParser(context: BankContext): Parser<ChooseAllQuestion> {
  const schema = chooseAllSchema(context);
  return (value, topic, file) => {
    const between = [
      ...codeIssues(value),
      ...textIssues(at(value, "choices"), "choices", choiceCount, choicesAdvice),
      ...rightIssues(at(value, "choices"), context.level),
    ];
    return parseFile({ value, file, schema }, between, (read) => {
      const question: ChooseAllQuestion = {
        ...commonProperties(context, file, topic, read),
        kind: "choose-all",
        prompt: read.prompt,
        code: codeIn(read),
        options: read.choices.map(({ text, right, misconceptions = [], refutation }) => ({
          text,
          right: right === "yes",
          misconceptions,
          refutation,
        })),
      };
      return { value: withIdea(question, read.idea), objectives: read.objectives ?? [] };
    });
  };
}

export function chooseAllSchema(context: BankContext) {
  const choice = fields(
    {
      text: choiceText(),
      right: oneOf(["yes", "no"]),
      misconceptions: misconceptionsField(context, misconceptionAdvice).exactOptional(),
      refutation: refutationField(),
    },
    "write text:, right:, misconceptions: and refutation:",
  );
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(["choose-all"]),
      difficulty: difficultyField(),
      ...promptFields(),
      choices: list(choice, choicesAdvice).meta(countMeta(choiceCount)),
      ...closingFields(context),
    },
    "write the fields id, kind, difficulty, prompt, choices, explanation, source and objectives",
    { topic: "is set by the folder; remove it" },
  );
}

/** Some choices are correct and some are wrong. In a built-in question, a wrong one names its misconception. */
function rightIssues(choices: unknown, level: BankContext["level"]): Issue[] {
  if (!Array.isArray(choices)) return [];
  const is = (word: string) => (choice: unknown) => String(at(choice, "right")).trim() === word;
  if (!choices.every((choice) => is("yes")(choice) || is("no")(choice))) return [];
  const issues: Issue[] = [];
  if (!choices.some(is("yes"))) {
    issues.push({ path: ["choices"], message: "has no correct choice; mark one as right: yes" });
  }
  if (!choices.some(is("no"))) {
    issues.push({ path: ["choices"], message: "has no wrong choice; mark one as right: no" });
  }
  choices.forEach((choice: unknown, index) => {
    const named = at(choice, "misconceptions");
    const isNamed = Array.isArray(named) && named.length > 0;
    if (level === "own" || isNamed || !is("no")(choice)) return;
    issues.push({ path: ["choices", index, "misconceptions"], message: `is missing; ${misconceptionAdvice}` });
  });
  return issues;
}
