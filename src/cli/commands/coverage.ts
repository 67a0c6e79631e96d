import { Command } from "commander";
import { type Naming, type NamingShares, namingOf } from "../../engine/analytics/naming.ts";
import type { Bank } from "../../engine/bank/bank.ts";
import type { Template } from "../../engine/generation/template.ts";
import { type LearningObjective, learningObjectives } from "../../engine/question/curriculum.ts";
import { probedBy, type Question } from "../../engine/question/question.ts";
import { jsonOption } from "../command-line.ts";
import { ownFolder } from "../config.ts";
import { openBank } from "../open-bank.ts";

export function coverageCommand(): Command {
  return new Command("coverage")
    .description(
      "list the questions and templates of each learning objective and misconception, and how often verdicts name one",
    )
    .addOption(jsonOption())
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { bank, objectives } = await openBank(ownFolder());
      const coverage = coverageOf(bank, objectives);
      process.stdout.write(json ? `${JSON.stringify(coverage)}\n` : coverageText(coverage));
    });
}

/** The questions and templates about one learning objective or misconception. */
interface CoverageRow {
  readonly id: string;
  readonly questions: readonly string[];
  /** The kinds of those questions. */
  readonly kinds: readonly string[];
  readonly templates: readonly string[];
}

interface Coverage {
  readonly objectives: readonly CoverageRow[];
  readonly misconceptions: readonly CoverageRow[];
  readonly naming: Naming;
}

function coverageOf(bank: Bank, served: ReadonlyMap<string, readonly LearningObjective[]>): Coverage {
  const serves = (objective: LearningObjective) => (one: { readonly id: string }) =>
    served.get(one.id)?.includes(objective) === true;
  return {
    objectives: learningObjectives.map((id) =>
      coverageRow(id, bank.questions.filter(serves(id)), bank.templates.filter(serves(id))),
    ),
    misconceptions: bank.misconceptions.map(({ id }) =>
      coverageRow(
        id,
        bank.questions.filter((question) => probedBy(question).includes(id)),
        bank.templates.filter(({ about }) => about.includes(id)),
      ),
    ),
    naming: namingOf(bank),
  };
}

function coverageRow(id: string, questions: readonly Question[], templates: readonly Template[]): CoverageRow {
  return {
    id,
    questions: questions.map((question) => question.id),
    kinds: [...new Set(questions.map(({ kind }) => kind))],
    templates: templates.map((template) => template.id),
  };
}

/** Three tables in Markdown. */
function coverageText({ objectives, misconceptions, naming }: Coverage): string {
  return [
    coverageTable("learning objective", objectives),
    coverageTable("misconception", misconceptions),
    namingTable(naming),
  ].join("\n");
}

function namingTable({ choices, orders, sets }: Naming): string {
  const row = (name: string, { answers, named, asked, guessed, none }: NamingShares) =>
    `| ${name} | ${answers} | ${percent(named)} | ${percent(asked + guessed)} | ${percent(none)} |`;
  return [
    "| wrong answers | count | the verdict names one misconception | it asks | it names none |",
    "|---|---|---|---|---|",
    row("choices", choices),
    row("orders", orders),
    row("sets", sets),
    "",
  ].join("\n");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function coverageTable(subject: string, rows: readonly CoverageRow[]): string {
  const lines = rows.map(({ id, questions, kinds, templates }) => {
    const ids = [...questions, ...templates].join(", ");
    return `| ${id} | ${questions.length} | ${kinds.join(", ")} | ${templates.length} | ${ids} |`;
  });
  return [`| ${subject} | questions | kinds | templates | ids |`, "|---|---|---|---|---|", ...lines, ""].join("\n");
}
