import { expect, test } from "vitest";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";
import { runCampaign } from "../../src/oracle/campaign.ts";
import { compare } from "../../src/oracle/differential.ts";
import { lineOf, runningNode } from "../../src/oracle/node-binaries.ts";
import { randomProgram } from "../../src/oracle/random-program.ts";
import { shrink } from "../../src/oracle/shrink.ts";
import { propertyRuns } from "../property-runs.ts";
import { eventLoopRules } from "./event-loop-rules.ts";

const node = runningNode();
const nodeLine = lineOf(node) ?? 20;

/** Different programs each day. Set ORACLE_SEED to repeat those of another day. */
const firstSeed = Number(process.env.ORACLE_SEED ?? Math.floor(Date.now() / 86_400_000) * 1000);
const programs = propertyRuns(60);

test(`the interpreter prints what Node prints: seeds ${firstSeed} to ${firstSeed + programs - 1}`, async () => {
  const campaign = { firstSeed, programs, nodes: [node], jobs: 4, bothKinds: false };
  const tally = await runCampaign(campaign);
  const refused = [...tally.refused.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `Differential test, seeds from ${firstSeed} (repeat with ORACLE_SEED=${firstSeed}): ` +
      `${tally.same} the same, ${tally.races} races, ${refused} refused.\n`,
  );
  expect(tally.mismatches.map(({ program, verdict }) => ({ ...program, ...verdict }))).toEqual([]);
  // A race or a refusal compares nothing, so most programs must be neither.
  expect(tally.same).toBeGreaterThan(programs * 0.6);
});

test.each(eventLoopRules.map((rule) => [`${rule.rule} (${rule.module})`, rule] as const))(
  "the interpreter agrees with Node about %s",
  (_, { source, module, lines, exitCode }) => {
    const interpreted = interpret(source, { module, nodeLine });
    expect(interpreted).toMatchObject({ output: lines, exitCode, guaranteed: true });
  },
);

test("a wrong interpreter is detected, and its program is shrunk to what it gets wrong", async () => {
  const wrong: typeof interpret = (source, options) => {
    const { output, ...rest } = interpret(source, options);
    return { ...rest, output: output.map((line) => line.replace("micro", "macro")) };
  };
  const source =
    'console.log("a");\nif (true) {\n  queueMicrotask(() => console.log("micro"));\n}\nconsole.log("b");\n';
  const verdictOf = (text: string) => compare({ name: "wrong", source: text, module: "commonjs" }, node, wrong);
  expect(await verdictOf(source)).toMatchObject({
    type: "mismatch",
    onNode: { lines: ["a", "b", "micro"], exitCode: 0 },
  });
  const smallest = await shrink(source, async (text) => (await verdictOf(text)).type === "mismatch");
  expect(smallest.trim()).toBe('queueMicrotask(() => console.log("micro"));');
});

test("a seed gives the same program each time, another seed another", () => {
  const sources = Array.from({ length: 500 }, (_, seed) => randomProgram(seed, "module"));
  expect(sources).toEqual(Array.from({ length: 500 }, (_, seed) => randomProgram(seed, "module")));
  expect(new Set(sources).size).toBeGreaterThan(490);
});
