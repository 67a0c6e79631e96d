import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { bench, describe } from "vitest";
import { interpret } from "../src/interpreter/analysis/analyse.ts";
import { predict } from "../src/interpreter/analysis/diagnose.ts";
import { runProgram } from "../src/interpreter/analysis/run.ts";
import { parseProgram } from "../src/interpreter/compile/parse.ts";

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

const nodeLine = 20;
const file = join(mkdtempSync(join(tmpdir(), "bench-program-")), "program.cjs");
writeFileSync(file, source);

describe("a snippet of 15 lines, from its text to what it prints", () => {
  bench(
    "a fresh Node process (the baseline)",
    () => {
      execFileSync(process.execPath, [file]);
    },
    { time: 3000 },
  );

  // Runs only its main script: what waits in the queues of this process would run after the bench has measured.
  bench("node:vm, the main script alone", () => {
    const globals = { console: { log: () => {} }, setTimeout: () => {}, process: { nextTick: () => {} } };
    runInContext(source, createContext(globals));
  });

  bench("the interpreter", () => {
    runProgram(parseProgram(source, "commonjs"), { nodeLine });
  });
});

describe("a whole diagnosis", () => {
  bench("the true run alone (the baseline)", () => {
    runProgram(parseProgram(source, "commonjs"), { nodeLine });
  });

  bench("the true run and every misconception", () => {
    const program = parseProgram(source, "commonjs");
    runProgram(program, { nodeLine });
    predict(program, nodeLine);
  });

  bench("the true run and the search for a race", () => {
    interpret(`${source}setTimeout(() => console.log('late'), 50);`, { module: "commonjs", nodeLine });
  });
});
