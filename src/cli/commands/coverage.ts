import type { Bank } from "../../engine/bank/bank.ts";
import { learningObjectives } from "../../engine/bank/learning-objective.ts";
import type { Template } from "../../engine/generation/template.ts";
import { probedBy, type Question } from "../../engine/question/question.ts";
import { openBank, ownFolder } from "../open-bank.ts";

interface CoverageOptions {
  readonly json?: boolean | undefined;
}

/** What asks for one thing: ids of questions and of templates. */
interface Asking {
  readonly id: string;
  readonly questions: readonly string[];
  /** The kinds of those questions. */
  readonly kinds: readonly string[];
  readonly templates: readonly string[];
}

interface Coverage {
  readonly objectives: readonly Asking[];
  readonly misconceptions: readonly Asking[];
}

/** Prints which questions and templates serve each objective and each misconception. */
export async function printCoverage(options: CoverageOptions): Promise<void> {
  const { bank, objectives } = await openBank(ownFolder());
  const coverage = coverageOf(bank, objectives);
  process.stdout.write(options.json ? `${JSON.stringify(coverage)}\n` : coverageText(coverage));
}

function coverageOf(bank: Bank, served: ReadonlyMap<string, readonly string[]>): Coverage {
  const serves = (objective: string) => (one: { readonly id: string }) =>
    served.get(one.id)?.includes(objective) === true;
  return {
    objectives: learningObjectives.map((id) =>
      asking(id, bank.questions.filter(serves(id)), bank.templates.filter(serves(id))),
    ),
    misconceptions: bank.misconceptions.map(({ id }) =>
      asking(
        id,
        bank.questions.filter((question) => probedBy(question).includes(id)),
        bank.templates.filter(({ about }) => about.includes(id)),
      ),
    ),
  };
}

function asking(id: string, questions: readonly Question[], templates: readonly Template[]): Asking {
  return {
    id,
    questions: questions.map((question) => question.id),
    kinds: [...new Set(questions.map(({ kind }) => kind))],
    templates: templates.map((template) => template.id),
  };
}

/** Two tables in Markdown. */
function coverageText({ objectives: served, misconceptions }: Coverage): string {
  return [table("learning objective", served), table("misconception", misconceptions)].join("\n");
}

function table(what: string, rows: readonly Asking[]): string {
  const lines = rows.map(({ id, questions, kinds, templates }) => {
    const which = [...questions, ...templates].join(", ");
    return `| ${id} | ${questions.length} | ${kinds.join(", ")} | ${templates.length} | ${which} |`;
  });
  return [`| ${what} | questions | kinds | templates | which |`, "|---|---|---|---|---|", ...lines, ""].join("\n");
}
