import type { TrialResult, VariantName } from "../../simulation/experiment.ts";
import type { PolicyName } from "../../simulation/policies.ts";
import type { LearnerGroup } from "../../simulation/simulated-learner.ts";
import { type Estimate, type PolicySummary, pairedDifference, summaryOf } from "../../simulation/summary.ts";

/** The results of all people of one group, by policy. */
export interface GroupResults {
  readonly group: LearnerGroup;
  readonly questionsPerDay: number;
  readonly results: readonly TrialResult[];
}

export interface SimulationRun {
  readonly learners: number;
  readonly seed: number;
  /** Ten questions a day, or as many as were wanted. */
  readonly groups: readonly GroupResults[];
  /** Half as many questions a day. */
  readonly slower: readonly GroupResults[];
}

/** The engine's own policy against another one, on the same people. */
interface Comparison {
  readonly against: PolicyName;
  readonly group: LearnerGroup;
  readonly questionsPerDay: number;
  /** Misconceptions left on day 30, less those left under the other policy. */
  readonly difference: number;
  readonly differenceCi95: number;
  /** The same as a share of what the other policy leaves. */
  readonly fewer: number;
}

const policiesIn = ({ results }: GroupResults): readonly PolicyName[] => [
  ...new Set(results.flatMap(({ policy, variant }) => (variant === null ? [policy] : []))),
];

function resultsOf({ results }: GroupResults, policy: PolicyName, variant: VariantName | null = null) {
  return results.filter((one) => one.policy === policy && one.variant === variant);
}

function comparisonsIn(group: GroupResults): readonly Comparison[] {
  const ours = resultsOf(group, "ours");
  return policiesIn(group).flatMap((against) => {
    if (against === "ours" || ours.length === 0) return [];
    const other = resultsOf(group, against);
    const { mean, ci95 } = pairedDifference(ours, other);
    const left = summaryOf(other).leftDay30.mean;
    const { group: name, questionsPerDay } = group;
    return [{ against, group: name, questionsPerDay, difference: mean, differenceCi95: ci95, fewer: -mean / left }];
  });
}

/** One line of JSON. */
export function simulationJson({ learners, seed, groups, slower }: SimulationRun): string {
  const row = (group: GroupResults) => (policy: PolicyName) => {
    const { leftDay30, answersTo90, testCorrect, ...more } = summaryOf(resultsOf(group, policy));
    return {
      policy,
      group: group.group,
      answersTo90,
      leftDay30: leftDay30.mean,
      leftDay30Ci95: leftDay30.ci95,
      testCorrect,
      questionsPerDay: group.questionsPerDay,
      ...more,
    };
  };
  return JSON.stringify({
    learners,
    seed,
    results: groups.flatMap((group) => policiesIn(group).map(row(group))),
    slowerResults: slower.flatMap((group) => policiesIn(group).map(row(group))),
    comparisons: [...groups, ...slower].flatMap(comparisonsIn),
  });
}

/** Tables in Markdown. */
export function simulationText({ groups, slower }: SimulationRun): string {
  return [...groups, ...slower].map((group) => [policyTable(group), comparisonTable(group)].join("\n")).join("\n");
}

function policyTable(group: GroupResults): string {
  const rows = policiesIn(group).map((policy) => tableRow(policy, summaryOf(resultsOf(group, policy))));
  return [`${titleOf(group)}\n`, ...tableHead("policy"), ...rows, ""].join("\n");
}

/** What each part of the engine's own policy is worth. */
export function variantsText(group: GroupResults): string {
  const ours = resultsOf(group, "ours");
  const names = [...new Set(group.results.flatMap(({ variant }) => variant ?? []))];
  const rows = names.map((name) => {
    const results = resultsOf(group, "ours", name);
    const { answersTo90, leftDay30 } = summaryOf(results);
    return `| ${name} | ${answersTo90} | ${estimate(leftDay30)} | ${signed(pairedDifference(results, ours))} |`;
  });
  const { answersTo90, leftDay30 } = summaryOf(ours);
  const head = ["| variant | answers to 90 % | left on day 30 | paired difference |", "|---|---:|---:|---:|"];
  return [...head, `| ours | ${answersTo90} | ${estimate(leftDay30)} | |`, ...rows, ""].join("\n");
}

function titleOf({ group, questionsPerDay }: GroupResults): string {
  return `**${group} learners, ${questionsPerDay} questions a day for 14 days**`;
}

function tableHead(first: string): readonly string[] {
  const columns = ["answers to 90 %", "while learning", "held at start", "left on day 14", "left on day 30"];
  const cells = [first, ...columns, "right in the test"];
  return [`| ${cells.join(" | ")} |`, `|---|${columns.map(() => "---:|").join("")}---:|`];
}

function tableRow(name: string, summary: PolicySummary): string {
  const { answersTo90, answersTo90Learning, heldAtStart, leftDay14, leftDay30, testCorrect } = summary;
  const numbers = [heldAtStart.toFixed(1), leftDay14.toFixed(2), estimate(leftDay30)];
  return `| ${[name, answersTo90, answersTo90Learning, ...numbers, percent(testCorrect)].join(" | ")} |`;
}

function comparisonTable(group: GroupResults): string {
  const rows = comparisonsIn(group).map(({ against, difference, differenceCi95, fewer }) => {
    const change = fewer >= 0 ? `${percent(fewer)} fewer` : `${percent(-fewer)} more`;
    return `| ours, not ${against} | ${signed({ mean: difference, ci95: differenceCi95 })} | ${change} |`;
  });
  if (rows.length === 0) return "";
  return ["| left on day 30 | paired difference | change |", "|---|---:|---:|", ...rows, ""].join("\n");
}

function estimate({ mean, ci95 }: Estimate): string {
  return `${mean.toFixed(2)} ± ${ci95.toFixed(2)}`;
}

function signed({ mean, ci95 }: Estimate): string {
  return `${mean >= 0 ? "+" : "−"}${Math.abs(mean).toFixed(2)} ± ${ci95.toFixed(2)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
