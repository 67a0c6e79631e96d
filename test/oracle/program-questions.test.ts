import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parseProgram } from "../../src/engine/program/parse.ts";
import { findRace } from "../../src/engine/program/race.ts";
import { runProgram } from "../../src/engine/program/run.ts";
import type { OutputQuestion } from "../../src/engine/question.ts";
import { readBank } from "../../src/formats/read-bank.ts";
import { lineOf, type NodeLine, runningNode } from "../../src/oracle/node-binaries.ts";
import { runOnNode } from "../../src/oracle/run-on-node.ts";

const read = await readBank([{ path: resolve("quizzes"), level: "built-in" }]);
const questions = "bank" in read ? read.bank.questions : [];
const programs = questions.filter((question): question is OutputQuestion => question.kind === "output");
const node = runningNode();

/** On a busy machine a timer may come late, so a difference must come again. */
const tries = 5;

async function printed({ program, module }: OutputQuestion): Promise<readonly string[]> {
  const outcome = await runOnNode(program, module, node);
  expect(outcome.type).toBe("ended");
  return outcome.lines;
}

test("there are at least twenty program questions", () => {
  expect(programs.length).toBeGreaterThanOrEqual(20);
});

test.concurrent.each(programs.filter((one) => one.race === null).map((one) => [one.id, one] as const))(
  "Node prints the key of %s",
  async (_, question) => {
    const key = question.right.output as readonly string[];
    let lines: readonly string[] = [];
    for (let attempt = 0; attempt < tries && lines.join("\n") !== key.join("\n"); attempt++) {
      lines = await printed(question);
    }
    expect(lines).toEqual(key);
    for (const wrong of question.wrong) expect(wrong.output).not.toEqual(lines);
  },
  60_000,
);

test.concurrent.each(programs.filter((one) => one.race !== null).map((one) => [one.id, one] as const))(
  "%s has a race, and Node prints its lines in some order",
  async (_, question) => {
    const nodeLine = lineOf(node) as NodeLine;
    const program = parseProgram(question.program, question.module);
    expect(findRace(program, nodeLine, runProgram(program, { nodeLine }))).not.toBeNull();
    expect(question.right.output).toBeNull();
    const planned = question.wrong[0]?.output ?? [];
    expect([...(await printed(question))].sort()).toEqual([...planned].sort());
  },
  60_000,
);
