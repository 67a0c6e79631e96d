import { expect, test } from "vitest";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";
import { runningNode } from "../../src/oracle/node-binaries.ts";
import { runOnNode } from "../../src/oracle/run-on-node.ts";

type Scenario = readonly [name: string, milliseconds: number, source: string];

const job = "const job = async (first, wait, last) => { cpu(first); await network(wait); cpu(last); };";

/**
 * How long each takes until the next line. One thread does the CPU work; waits need none and overlap if they are
 * started together.
 */
const scenarios: readonly Scenario[] = [
  ["three blocking waits, then CPU work", 1100, "for (let i = 0; i < 3; i++) diskSync(300); cpu(200);"],
  ["three waits awaited one by one, then CPU work", 1100, "for (let i = 0; i < 3; i++) await network(300); cpu(200);"],
  [
    "waits started, CPU work meanwhile",
    300,
    "const all = [1, 2, 3].map(() => network(300)); cpu(200); await Promise.all(all);",
  ],
  ["waits awaited together, then CPU work", 500, "await Promise.all([1, 2, 3].map(() => network(300))); cpu(200);"],
  ["CPU work, then the waits together", 500, "cpu(200); await Promise.all([1, 2, 3].map(() => network(300)));"],
  [
    "three replies at once that each need CPU work",
    900,
    `${job} await Promise.all([1, 2, 3].map(() => job(0, 300, 200)));`,
  ],
  [
    "three replies apart that each need CPU work",
    550,
    `${job} await Promise.all([100, 200, 300].map((ms) => job(0, ms, 150)));`,
  ],
  ["a timer behind CPU work", 300, "const timer = network(100); cpu(300); await timer;"],
  ["a timer that outlasts the CPU work", 300, "const timer = network(300); cpu(100); await timer;"],
  [
    "two async functions of CPU work together",
    400,
    "const heavy = async () => cpu(200); await Promise.all([heavy(), heavy()]);",
  ],
  [
    "two async functions of CPU work one by one",
    400,
    "const heavy = async () => cpu(200); await heavy(); await heavy();",
  ],
  ["two workers with CPU work each", 200, "await Promise.all([worker(200), worker(200)]);"],
  ["two workers one after the other", 400, "await worker(200); await worker(200);"],
  [
    "waits, with the CPU work on a worker",
    300,
    "await Promise.all([network(300), network(300), network(300), worker(200)]);",
  ],
  [
    "created first, awaited one by one",
    300,
    "const [a, b, c] = [300, 100, 200].map((ms) => network(ms)); await a; await b; await c;",
  ],
  ["four waits, two at once", 400, "for (let i = 0; i < 2; i++) await Promise.all([network(200), network(200)]);"],
  ["two jobs of CPU, wait, CPU together", 400, `${job} await Promise.all([job(100, 100, 100), job(100, 100, 100)]);`],
  ["two jobs of CPU, wait, CPU one by one", 600, `${job} await job(100, 100, 100); await job(100, 100, 100);`],
  ["forEach waits for nothing", 0, "[300, 300].forEach(async (ms) => { await network(ms); });"],
  ["the first of a race", 100, "await Promise.race([network(300), network(100)]);"],
  [
    "a blocking read in async functions",
    400,
    "const read = async () => diskSync(200); await Promise.all([read(), read()]);",
  ],
  [
    "three beats of an interval",
    300,
    "await new Promise((done) => { let n = 0; const timer = setInterval(() => { if (++n === 3) { clearInterval(timer); done(); } }, 100); });",
  ],
];

const timed = (source: string) =>
  `const start = performance.now();\n${source}\nconsole.log(Math.round(performance.now() - start));\n`;

const isWithin = (milliseconds: number, predicted: number) =>
  Math.abs(milliseconds - predicted) <= Math.max(15, predicted * 0.04);

const tries = 10;

/** Runs it until it takes the predicted time: a busy machine is late now and then, never early. */
async function measure(source: string, predicted: number): Promise<number[]> {
  const measured: number[] = [];
  while (measured.length < tries && !measured.some((milliseconds) => isWithin(milliseconds, predicted))) {
    const outcome = await runOnNode(timed(source), "module", runningNode());
    measured.push(Number(outcome.lines[0]));
  }
  return measured;
}

/** How much longer than planned simple turns of work and waiting take on this machine now, as a share. */
async function lateness(): Promise<number> {
  const turns = "for (let turn = 0; turn < 5; turn++) { cpu(10); await network(10); }";
  const outcome = await runOnNode(timed(turns), "module", runningNode());
  return Number(outcome.lines[0]) / 100 - 1;
}

// One at a time: programs that are busy at the same time would delay each other.
test.each(scenarios)("%s: %i ms", { timeout: 60_000 }, async (_, predicted, source) => {
  const measured = await measure(source, predicted);
  const fits = measured.filter((milliseconds) => isWithin(milliseconds, predicted));
  // If even simple turns are late by a quarter, the machine is too busy for a time to prove anything but "not sooner".
  const isBusy = fits.length === 0 && (await lateness()) > 0.25;
  if (isBusy) expect(Math.min(...measured)).toBeGreaterThan(predicted);
  else expect(fits, `measured ${measured}`).not.toEqual([]);
});

test.each(scenarios)("the interpreter predicts the same for %s: %i ms", (_, predicted, source) => {
  const { output, guaranteed } = interpret(timed(source), { module: "module", nodeLine: 24 });
  expect(isWithin(Number(output[0]), predicted), `${output[0]}`).toBe(true);
  // A time that is printed differs from run to run.
  expect(guaranteed).toBe(false);
});
