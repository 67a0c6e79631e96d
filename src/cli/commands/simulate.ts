import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { Command, Option } from "commander";
import type { Bank } from "../../engine/bank/bank.ts";
import { type BankData, type PersonTrial, type VariantName, variantNames } from "../../simulation/experiment.ts";
import { type PolicyName, policyNames } from "../../simulation/policies.ts";
import { runTrials } from "../../simulation/run-trials.ts";
import { type LearnerGroup, learnerGroups } from "../../simulation/simulated-learner.ts";
import { integerIn, jsonOption } from "../command-line.ts";
import { ownFolder } from "../config.ts";
import { openBank } from "../open-bank.ts";
import { inPackage } from "../package-root.ts";
import { type GroupResults, simulationJson, simulationText, variantsText } from "../reports/simulation-report.ts";

interface SimulateOptions {
  readonly learners: number;
  readonly seed: number;
  readonly perDay: number;
  readonly threads: number;
  readonly variants?: boolean;
  readonly json?: boolean;
}

/** The program of the simulation's threads, built. */
const simulationThread = pathToFileURL(inPackage("dist/simulation/simulation-thread.js"));

export function simulateCommand(): Command {
  const threads = availableParallelism();
  return new Command("simulate")
    .description("let simulated learners study with the questions, and compare ways to choose the next one")
    .addOption(new Option("--learners <count>", "people in each group").argParser(integerIn(1, 100_000)).default(400))
    .addOption(new Option("--seed <number>", "decides who they are").argParser(integerIn(0, 999_999_999)).default(1))
    .addOption(new Option("--per-day <count>", "questions a day").argParser(integerIn(2, 200)).default(10))
    .addOption(new Option("--threads <count>", "threads at once").argParser(integerIn(1, 256)).default(threads))
    .option("--variants", "measure instead what the parts of our own policy are worth")
    .addOption(jsonOption())
    .action(async (options: SimulateOptions) => {
      const { bank } = await openBank(ownFolder());
      process.stdout.write(await (options.variants ? compareVariants(bank, options) : comparePolicies(bank, options)));
    });
}

/** All policies with all groups, and the standard group once more with half as many questions a day. */
async function comparePolicies(bank: Bank, options: SimulateOptions): Promise<string> {
  const { learners, seed, perDay, json } = options;
  const half = Math.floor(perDay / 2);
  const arms = [
    ...learnerGroups.map((group) => armOf(group, perDay, policyNames, [])),
    armOf("standard", half, policyNames, []),
  ];
  const results = await runArms(bank, arms, options);
  const run = { learners, seed, groups: results.slice(0, -1), slower: results.slice(-1) };
  return json ? `${simulationJson(run)}\n` : simulationText(run);
}

async function compareVariants(bank: Bank, options: SimulateOptions): Promise<string> {
  const arms = [armOf("standard", options.perDay, ["ours"], variantNames)];
  const results = await runArms(bank, arms, options);
  if (options.json) return `${JSON.stringify(results)}\n`;
  return results.map(variantsText).join("\n");
}

/** A group of people who all study in the same way. */
interface Arm {
  readonly group: LearnerGroup;
  readonly questionsPerDay: number;
  readonly policies: readonly PolicyName[];
  readonly variants: readonly VariantName[];
}

function armOf(
  group: LearnerGroup,
  questionsPerDay: number,
  policies: readonly PolicyName[],
  variants: readonly VariantName[],
): Arm {
  return { group, questionsPerDay, policies, variants };
}

async function runArms(
  bank: Bank,
  arms: readonly Arm[],
  { learners, seed, perDay, threads }: SimulateOptions,
): Promise<readonly GroupResults[]> {
  const people = [...Array(learners).keys()];
  const trials = arms.flatMap((arm) =>
    // A placement test does not depend on the questions a day, so it is run once.
    people.map((person): PersonTrial => ({ ...arm, person, seed, diagnoses: arm.questionsPerDay === perDay })),
  );
  const onDone = progressBar(trials.length);
  const results = await runTrials({ bank: bankData(bank), trials, thread: simulationThread, threads, onDone });
  return arms.map(({ group, questionsPerDay }, index) => ({
    group,
    questionsPerDay,
    results: results.slice(index * learners, (index + 1) * learners).flat(),
  }));
}

function bankData({ questions, misconceptions, curriculum, first }: Bank): BankData {
  const templates = curriculum.flatMap((item) =>
    item.type === "template" ? [{ template: item.template, variants: item.variants }] : [],
  );
  return { questions, misconceptions, templates, first };
}

/** On a terminal a bar; in a log, a line for each twentieth. */
function progressBar(total: number): (done: number) => void {
  const { isTTY } = process.stderr;
  const step = isTTY ? 1 : Math.max(1, Math.floor(total / 20));
  return (done) => {
    if (done % step !== 0 && done !== total) return;
    const bar = "#".repeat(Math.round((done / total) * 30)).padEnd(30, ".");
    const counts = `${done} of ${total} people`;
    process.stderr.write(isTTY ? `\r[${bar}] ${counts}${done === total ? "\n" : ""}` : `${counts}\n`);
  };
}
