import { expect, test } from "vitest";
import { simulationJson, simulationText, variantsText } from "../../../src/cli/reports/simulation-report.ts";
import type { TrialResult } from "../../../src/simulation/experiment.ts";

function resultOf(
  policy: TrialResult["policy"],
  leftDay30: number,
  variant: TrialResult["variant"] = null,
): TrialResult {
  const course = { heldAtStart: 20, leftDay14: 2, leftDay30, testCorrect: 0.8, answersTo90: 30, beliefsRight: 0.95 };
  return { policy, variant, course, answersTo90: policy === "ours" ? 20 : null };
}

const results = [...[1, 3].map((left) => resultOf("ours", left)), ...[5, 9].map((left) => resultOf("random", left))];
const run = {
  learners: 2,
  seed: 7,
  groups: [{ group: "standard", questionsPerDay: 10, results }],
  slower: [],
} as const;

test("the JSON has a row for each policy and group, and compares the same people", () => {
  expect(JSON.parse(simulationJson(run))).toMatchObject({
    learners: 2,
    seed: 7,
    results: [
      { policy: "ours", group: "standard", answersTo90: 20, leftDay30: 2, testCorrect: 0.8 },
      { policy: "random", group: "standard", answersTo90: 160, leftDay30: 7, testCorrect: 0.8 },
    ],
    comparisons: [{ against: "random", difference: -5, differenceCi95: expect.closeTo(1.96), fewer: 5 / 7 }],
  });
});

test("the text says how many fewer are left", () => {
  const text = simulationText(run);
  expect(text).toContain("| ours | 20 | 30 | 20.0 | 2.00 | 2.00 ± 1.96 | 80 % |");
  expect(text).toContain("| ours, not random | −5.00 ± 1.96 | 71 % fewer |");
});

test("variants are compared with the policy as it is", () => {
  const varied = [2, 4].map((left) => resultOf("ours", left, "without forgetting"));
  const text = variantsText({ group: "standard", questionsPerDay: 10, results: [...results, ...varied] });
  expect(text).toContain("| without forgetting | 20 | 3.00 ± 1.96 | +1.00 ± 0.00 |");
});
