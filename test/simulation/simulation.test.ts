import { describe, expect, test } from "vitest";
import { trialsOn } from "../../src/simulation/experiment.ts";
import { policyNames } from "../../src/simulation/policies.ts";
import { learnerGroups, simulatedLearner } from "../../src/simulation/simulated-learner.ts";
import { pairedDifference, summaryOf } from "../../src/simulation/summary.ts";
import { sampleMisconception, sampleQuestion } from "../engine/samples.ts";

const names = Array.from({ length: 24 }, (_, index) => `belief-${index}`);
const misconceptions = names.map((name) => sampleMisconception(name));
const questions = names.flatMap((name, index) =>
  [1, 2, 3].map((number) =>
    sampleQuestion(`${name}-${number}`, [name, names[(index + number) % names.length] ?? name]),
  ),
);
const run = trialsOn({ questions, misconceptions, templates: [], first: [] });
const plan = { group: "standard", seed: 1, questionsPerDay: 4, diagnoses: true, variants: [] } as const;
const people = [...Array(16).keys()];

describe("a simulated learner", () => {
  test("is the same person from the same seed", () => {
    const heldBy = (seed: string) => {
      const { holds } = simulatedLearner(misconceptions, "standard", seed);
      return misconceptions.filter(({ id }) => holds(id)).map(({ id }) => id);
    };
    expect(heldBy("one")).toEqual(heldBy("one"));
    expect(heldBy("one")).not.toEqual(heldBy("another"));
  });

  test("holds about a quarter of the misconceptions, whatever the group", () => {
    for (const group of learnerGroups) {
      const counts = [...Array(400).keys()].map((one) => simulatedLearner(misconceptions, group, `${one}`).heldCount());
      const share = counts.reduce((sum, count) => sum + count, 0) / counts.length / names.length;
      expect(share).toBeGreaterThan(0.18);
      expect(share).toBeLessThan(0.32);
    }
  });

  test("mostly answers under a misconception it holds, and rightly otherwise", () => {
    const tally = { under: 0, held: 0, right: 0, free: 0 };
    for (let person = 0; person < 100; person++) {
      const learner = simulatedLearner(misconceptions, "standard", `${person}`);
      for (const question of questions) {
        const held = question.wrong.flatMap(({ misconceptions: [id] }) => (id && learner.holds(id) ? [id] : []));
        const { choice, because } = learner.answer(question);
        tally[held.length > 0 ? "held" : "free"]++;
        if (because !== null) tally.under++;
        if (held.length === 0 && choice === 0) tally.right++;
      }
    }
    expect(tally.under / tally.held).toBeCloseTo(0.75, 1);
    expect(tally.right / tally.free).toBeCloseTo(0.9, 1);
  });

  test("is corrected by a verdict that names its misconception, at most so often", () => {
    let [corrected, count] = [0, 0];
    for (let person = 0; person < 200; person++) {
      const learner = simulatedLearner(misconceptions, "standard", `${person}`);
      for (const question of questions.slice(0, 24)) {
        const [
          {
            misconceptions: [id],
          } = { misconceptions: [] },
        ] = question.wrong;
        if (!id || !learner.holds(id)) continue;
        learner.read(question, 1, false, id);
        count++;
        if (!learner.holds(id)) corrected++;
      }
    }
    expect(corrected / count).toBeCloseTo(0.45, 1);
  });
});

describe("a trial", () => {
  test("gives the same results again", () => {
    const trial = { ...plan, person: 3, policies: policyNames };
    expect(run(trial)).toEqual(run(trial));
  });

  test("the same people study under each policy, and ours leaves fewer misconceptions than chance", () => {
    const results = people.flatMap((person) => run({ ...plan, person, policies: ["ours", "random", "oracle"] }));
    const of = (policy: string) => results.filter((one) => one.policy === policy);
    expect(of("ours").map(({ course }) => course.heldAtStart)).toEqual(
      of("random").map(({ course }) => course.heldAtStart),
    );
    const { mean, ci95 } = pairedDifference(of("ours"), of("random"));
    expect(mean + ci95).toBeLessThan(0);
    expect(summaryOf(of("ours")).answersTo90).toBeLessThan(summaryOf(of("random")).answersTo90);
  });

  test("a variant changes only our own policy", () => {
    const results = run({ ...plan, person: 1, policies: ["ours"], variants: ["without forgetting"] });
    expect(results.map(({ policy, variant }) => [policy, variant])).toEqual([
      ["ours", null],
      ["ours", "without forgetting"],
    ]);
  });
});
