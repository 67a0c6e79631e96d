import { expect, onTestFinished, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { verify } from "../../../src/cli/verification.ts";
import { readBank } from "../../../src/content/read-bank.ts";
import { goodBank, writtenFiles } from "../../content/bank-folder.ts";

const quiet = () => () => {};

/** What verify finds in a folder of your own with these files. */
async function rulesOf(files: Readonly<Record<string, string>>) {
  const { path, remove } = await writtenFiles(files);
  onTestFinished(remove);
  const { diagnostics } = await verify({
    words: wordsEn,
    read: await readBank([{ path, level: "own" }], { variants: 1 }),
    seeds: 5,
    guesses: 0,
    jobs: 2,
    proofs: "all",
    progress: quiet,
  });
  return diagnostics.map(({ file, line, rule }) => [file.replace(`${path}/`, ""), line, rule]);
}

const twoQueues = `id: two-queues
kind: output
program: |
  setTimeout(() => console.log("timer"), 0);
  Promise.resolve().then(() => {
    console.log("then");
  });
  queueMicrotask(() => console.log("micro"));
  console.log("main");
explanation: The script ends first.
source:
  title: Node.js documentation
  url: https://nodejs.org/api/
`;

const misconceptions = Object.fromEntries(
  ["timers-before-promises", "one-microtask-per-turn", "timeout-zero-runs-now", "then-runs-now-if-resolved"].map(
    (id) => [
      `misconceptions/${id}.yaml`,
      goodBank["misconceptions/waits-always-add.yaml"]?.toString().replace("waits-always-add", id) ?? "",
    ],
  ),
);

test("a good question of one's own has no diagnostics, and the rules of the built-in bank do not apply", async () => {
  expect(await rulesOf({ ...misconceptions, "event-loop/two-queues.yaml": twoQueues })).toEqual([]);
});

test("an invalid file is reported with its line", async () => {
  const broken = twoQueues.replace("kind: output", "kind: riddle");
  expect(await rulesOf({ ...misconceptions, "event-loop/two-queues.yaml": broken })).toContainEqual([
    "event-loop/two-queues.yaml",
    2,
    "schema",
  ]);
});

test("a duplicate program is reported", async () => {
  const again = twoQueues.replace("two-queues", "three-queues").replaceAll("micro", "tiny");
  const files = { ...misconceptions, "event-loop/two-queues.yaml": twoQueues, "event-loop/three-queues.yaml": again };
  expect(await rulesOf(files)).toEqual([["event-loop/two-queues.yaml", 1, "near-duplicate"]]);
});

test("a template whose variants hardly differ is reported", async () => {
  const template = `${twoQueues.replace("two-queues", "same-queues")}topic: event-loop
difficulty: 2
misconceptions: [timers-before-promises]
`;
  expect(await rulesOf({ ...misconceptions, "templates/same-queues.yaml": template })).toEqual([
    ["templates/same-queues.yaml", 3, "template"],
  ]);
});
