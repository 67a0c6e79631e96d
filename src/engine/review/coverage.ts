import type { Bank } from "../bank/bank.ts";
import { learningObjectives } from "../bank/learning-objective.ts";
import { probedBy, type Question, questionKinds } from "../question/question.ts";
import { topics } from "../question/topic.ts";
import { type Finding, ofBank } from "./finding.ts";

/** What the bank that ships owes its learners. */
const fewest = { misconceptions: 55, questions: 165, templates: 30, perObjective: 4, perBelief: 3, kindsPerBelief: 2 };

/** What is missing, over the whole bank. */
export function coverageGaps(bank: Bank, objectives: ReadonlyMap<string, readonly string[]>): readonly Finding[] {
  const { questions, misconceptions, templates } = bank;
  return [
    ...tooFew("misconceptions", misconceptions.length, fewest.misconceptions),
    ...tooFew("written questions", questions.length, fewest.questions),
    ...tooFew("templates", templates.length, fewest.templates),
    ...objectiveGaps(questions, objectives),
    ...misconceptions.flatMap(({ id }) => beliefGaps(id, questions)),
    ...kindGaps(questions),
    ...raceGaps(questions),
  ];
}

function tooFew(what: string, count: number, needed: number): readonly Finding[] {
  return count >= needed ? [] : [ofBank("coverage", `has ${count} ${what} and ${needed} are needed`)];
}

function objectiveGaps(
  questions: readonly Question[],
  objectives: ReadonlyMap<string, readonly string[]>,
): readonly Finding[] {
  return learningObjectives.flatMap((objective) => {
    const count = questions.filter(({ id }) => objectives.get(id)?.includes(objective)).length;
    return tooFew(`questions for the learning objective ${objective}`, count, fewest.perObjective);
  });
}

function beliefGaps(id: Bank["misconceptions"][number]["id"], questions: readonly Question[]): readonly Finding[] {
  const asking = questions.filter((question) => probedBy(question).includes(id));
  const kinds = new Set(asking.map(({ kind }) => kind)).size;
  const missing = [
    ...(asking.length < fewest.perBelief ? [`${asking.length} questions, and ${fewest.perBelief} are needed`] : []),
    ...(kinds < fewest.kindsPerBelief ? [`${kinds} kinds, and ${fewest.kindsPerBelief} are needed`] : []),
  ];
  return missing.map((gap) => ({
    rule: "coverage",
    of: "misconception",
    id,
    path: [],
    message: `is asked about in ${gap}; write a question of another kind`,
  }));
}

function kindGaps(questions: readonly Question[]): readonly Finding[] {
  return [
    ...questionKinds.flatMap((kind) =>
      tooFew(`questions of the kind ${kind}`, questions.filter((one) => one.kind === kind).length, 10),
    ),
    ...topics.flatMap((topic) =>
      [1, 2, 3].flatMap((difficulty) => {
        const some = questions.filter((one) => one.topic === topic && one.difficulty === difficulty);
        return tooFew(`questions of difficulty ${difficulty} on ${topic}`, some.length, 1);
      }),
    ),
  ];
}

/** "Not guaranteed" must be right often enough to be no give-away. */
function raceGaps(questions: readonly Question[]): readonly Finding[] {
  const outputs = questions.filter((question) => question.kind === "output");
  const races = outputs.filter(({ race }) => race !== null).length;
  if (outputs.length < 8 || (races >= outputs.length / 12 && races <= outputs.length / 5)) return [];
  const message = `has ${races} races among ${outputs.length} questions for an output; about one in eight is right`;
  return [ofBank("coverage", message)];
}
