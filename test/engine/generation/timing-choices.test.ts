import { describe, expect, test } from "vitest";
import { timingChoices } from "../../../src/engine/generation/timing-choices.ts";
import { misconceptionId, questionId } from "../../../src/engine/question/ids.ts";
import { misconceptionRules } from "../../../src/interpreter/rules/misconceptions.ts";

const known = new Map(misconceptionRules.map(({ id }) => [misconceptionId(id), null]));

function wrongTimesOf(program: string, id = "q") {
  const input = { id: questionId(id), program, module: "commonjs" as const, topic: "blocking" as const };
  const choices = timingChoices({ ...input, known, about: [] });
  if ("type" in choices) throw new Error(`makes no question: ${choices.type}`);
  return choices.wrong;
}

/** The difference that explains this misconception, wherever it is offered. */
function differenceOf(program: string, misconception: string) {
  const id = misconceptionId(misconception);
  // Another id may offer other choices.
  const names = Array.from({ length: 12 }, (_, index) => `q${index}`);
  const [found] = names
    .flatMap((name) => wrongTimesOf(program, name))
    .flatMap(({ misconceptions, differences }) => {
      const index = misconceptions.indexOf(id);
      return index < 0 ? [] : [differences[index]];
    });
  return found;
}

const waits = `async function main() {
  console.log("start");
  const one = network(200, "one");
  const two = network(300, "two");
  console.log(await one);
  console.log(await two);
  cpu(100);
  await Promise.all([worker(200), disk(100)]);
}
main();`;

describe("why a misconception leads to another time", () => {
  test("there is one reason for each misconception", () => {
    for (const { misconceptions, differences } of wrongTimesOf(waits)) {
      expect(differences).toHaveLength(misconceptions.length);
    }
  });

  test("it is the first line that comes at another time", () => {
    // Both lead to 800 ms in all.
    expect(differenceOf(waits, "waiting-uses-the-thread")).toEqual({
      kind: "line",
      line: "one",
      nodeMs: 200,
      predictedMs: 500,
    });
    expect(differenceOf(waits, "created-then-awaited-adds")).toEqual({
      kind: "line",
      line: "two",
      nodeMs: 300,
      predictedMs: 500,
    });
  });

  test("a line that is printed twice is left out: then it is the first wait or work at another time", () => {
    const silent = waits.replaceAll(/console\.log\((.*)\);/g, (_, printed: string) => `${printed};`);
    const same = waits.replaceAll(/"(?:start|one|two)"/g, '"same"');
    for (const program of [silent, same]) {
      expect(differenceOf(program, "waiting-uses-the-thread")).toEqual({
        kind: "activity",
        what: "wait",
        line: 4,
        node: { fromMs: 0, untilMs: 300 },
        predicted: { fromMs: 200, untilMs: 500 },
      });
    }
  });

  test("otherwise it is the end", () => {
    const inLoop = `for (const ms of [200, 300]) network(ms);\ncpu(100);`;
    expect(differenceOf(inLoop, "program-ends-with-last-line")).toEqual({
      kind: "end",
      node: { exitCode: 0, endMs: 300 },
      predicted: { exitCode: 0, endMs: 100 },
    });
  });
});
