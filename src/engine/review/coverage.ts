import type { Bank } from "../bank/bank.ts";
import { type LearningObjective, learningObjectives, topics } from "../question/curriculum.ts";
import { probedBy, type Question, questionKinds } from "../question/question.ts";
import type { Diagnose, Diagnostic } from "./diagnostic.ts";

/** The minimum that the built-in bank must contain. */
const fewest = {
  misconceptions: 70,
  questions: 165,
  templates: 45,
  perObjective: 4,
  perMisconception: 3,
  kindsPerMisconception: 2,
  perKind: 10,
};

/** What the whole bank lacks. */
export function coverageGaps(
  bank: Bank,
  objectives: ReadonlyMap<string, readonly LearningObjective[]>,
  diagnose: Diagnose,
): readonly Diagnostic[] {
  const { questions, misconceptions, templates } = bank;
  const messages = [
    ...shortfall("misconceptions", misconceptions.length, fewest.misconceptions),
    ...shortfall("written questions", questions.length, fewest.questions),
    ...shortfall("templates", templates.length, fewest.templates),
    ...learningObjectives.flatMap((objective) => {
      const count = questions.filter(({ id }) => objectives.get(id)?.includes(objective)).length;
      return shortfall(`questions for the learning objective ${objective}`, count, fewest.perObjective);
    }),
    ...kindGaps(questions),
    ...raceGaps(questions),
  ];
  return [
    ...messages.map((message) => diagnose("coverage", "bank", message)),
    ...misconceptions.flatMap(({ id }) =>
      misconceptionGaps(id, questions).map((gap) => diagnose("coverage", { of: "misconception", id }, gap)),
    ),
  ];
}

function shortfall(what: string, count: number, needed: number): readonly string[] {
  return count >= needed ? [] : [`has ${count} ${what}; ${needed} are needed`];
}

function misconceptionGaps(
  id: Bank["misconceptions"][number]["id"],
  questions: readonly Question[],
): readonly string[] {
  const asking = questions.filter((question) => probedBy(question).includes(id));
  const kinds = new Set(asking.map(({ kind }) => kind)).size;
  const [most, mostKinds] = [fewest.perMisconception, fewest.kindsPerMisconception];
  return [
    ...(asking.length < most ? [`is covered by ${asking.length} questions; ${most} are needed`] : []),
    ...(kinds < mostKinds ? [`is covered by ${kinds} kinds of question; ${mostKinds} are needed`] : []),
  ];
}

function kindGaps(questions: readonly Question[]): readonly string[] {
  return [
    ...questionKinds.flatMap((kind) =>
      shortfall(`questions of the kind ${kind}`, questions.filter((one) => one.kind === kind).length, fewest.perKind),
    ),
    ...topics.flatMap((topic) =>
      [1, 2, 3].flatMap((difficulty) => {
        const some = questions.filter((one) => one.topic === topic && one.difficulty === difficulty);
        return shortfall(`questions of difficulty ${difficulty} on ${topic}`, some.length, 1);
      }),
    ),
  ];
}

/** "Not guaranteed" must be right often enough, and rarely enough, that always choosing it does not pay. */
function raceGaps(questions: readonly Question[]): readonly string[] {
  const outputs = questions.filter((question) => question.kind === "output");
  const races = outputs.filter(({ race }) => race !== null).length;
  if (outputs.length < 8 || (races >= outputs.length / 12 && races <= outputs.length / 5)) return [];
  return [`has ${races} races among ${outputs.length} output questions; about one in eight should be a race`];
}
