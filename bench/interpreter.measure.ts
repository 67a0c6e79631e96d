import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { onTestFinished, test } from "vitest";
import { interpret } from "../src/interpreter/analysis/analyse.ts";
import { predict } from "../src/interpreter/analysis/diagnose.ts";
import { runProgram } from "../src/interpreter/analysis/run.ts";
import { parseProgram } from "../src/interpreter/compile/parse.ts";
import { temporaryFolder } from "../test/end-to-end/program.ts";
import { compare, timed } from "./measure.ts";

/** A typical snippet from a lesson. */
const source = `console.log('script start');
setTimeout(() => console.log('timeout'), 0);
async function async1() {
  console.log('async1 start');
  await async2();
  console.log('async1 end');
}
async function async2() { console.log('async2'); }
async1();
new Promise((resolve) => {
  console.log('promise1');
  resolve();
}).then(() => console.log('promise2'));
process.nextTick(() => console.log('tick'));
console.log('script end');
`;

/** The search for a race has nothing to do unless two timers may meet. */
const racing = `${source}setTimeout(() => console.log('late'), 50);`;

const nodeLine = 20;
const often = { rounds: 300, warmUps: 50 };

const runAlone = (text = source) => runProgram(parseProgram(text, "commonjs"), { nodeLine });
const interpreted = { name: "the interpreter", sample: () => timed(() => runAlone()) };

test("A snippet of 15 lines, from its text to its output", async ({ task }) => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const file = join(folder.path, "program.cjs");
  writeFileSync(file, source);
  const runNode = () => execFileSync(process.execPath, [file]);
  await compare(task, {
    rounds: 20,
    warmUps: 5,
    baseline: { name: "a fresh Node process", sample: () => timed(runNode) },
    measured: [interpreted],
  });
  await compare(task, {
    ...often,
    baseline: { name: "node:vm, the main script alone", sample: () => timed(runInVm) },
    measured: [interpreted],
  });
});

/** Only the main script: what it queues would run in this process after the measurement. */
function runInVm(): void {
  const globals = { console: { log: () => {} }, setTimeout: () => {}, process: { nextTick: () => {} } };
  runInContext(source, createContext(globals));
}

test("An analysis of the snippet", async ({ task }) => {
  const diagnose = () => {
    const program = parseProgram(source, "commonjs");
    runProgram(program, { nodeLine });
    predict(program, nodeLine);
  };
  await compare(task, {
    ...often,
    baseline: { name: "the true run alone", sample: () => timed(() => runAlone()) },
    measured: [{ name: "the true run and every misconception", sample: () => timed(diagnose) }],
  });
  const searchRace = () => interpret(racing, { module: "commonjs", nodeLine });
  await compare(task, {
    ...often,
    baseline: { name: "the true run alone, with a second timer", sample: () => timed(() => runAlone(racing)) },
    measured: [{ name: "the true run and the search for a race", sample: () => timed(searchRace) }],
  });
});
