import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type NamingShares, namingOf } from "../../../src/engine/analytics/naming.ts";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { sampleChooseAll, sampleMisconception, sampleQuestion, sampleSteps } from "../samples.ts";

test("every wrong answer that people can give counts once", () => {
  const both = ["a", "b"].map(misconceptionId);
  const choices = sampleQuestion("q", ["a", "b"]);
  const unclear = { ...choices, wrong: choices.wrong.map((wrong) => ({ ...wrong, misconceptions: both })) };
  // Of five wrong orders, one is the mistake, two are one swap away from it, and two are one swap from the right one.
  const order = sampleSteps(["1", "2", "3"], [{ order: [2, 1, 0], misconceptions: ["a"] }]);
  const set = sampleChooseAll([
    { right: true, misconceptions: [] },
    { right: false, misconceptions: ["a"] },
    { right: false, misconceptions: ["b"] },
  ]);
  const bank = bankOf(
    [choices, unclear, order, set],
    ["a", "b"].map((id) => sampleMisconception(id)),
  );
  expect(namingOf(bank)).toEqual({
    choices: { answers: 4, named: 0.5, asked: 0.5, guessed: 0, none: 0 },
    orders: { answers: 5, named: 0.2, asked: 0, guessed: 0.4, none: 0.4 },
    // Sets that miss the right option have a mistake that no misconception leads to.
    sets: { answers: 6, named: 2 / 6, asked: 2 / 6, guessed: 2 / 6, none: 0 },
  });
  expect(namingOf(bankOf([], [])).sets).toEqual({ answers: 0, named: 0, asked: 0, guessed: 0, none: 0 });
});

test("the README states how often verdicts name a misconception, to within a percentage point", async () => {
  const { choices, orders, sets } = namingOf(await shippedBank());
  const percent = (share: number) => Math.round(100 * share);
  const line = ([name, { named, asked, guessed, none }]: readonly [string, NamingShares]) =>
    `${name} ${percent(named)} % named, ${percent(asked + guessed)} % asked, ${percent(none)} % none`;
  const expected = Object.entries({ choices, orders, sets }).map(line).join("; ");
  const readme = readFileSync("README.md", "utf8");
  const stated = /choices \d+ % named.*none(?=\.)/.exec(readme)?.[0] ?? "";
  const figuresIn = (text: string) => [...text.matchAll(/(\d+) %/g)].map(([, figure]) => Number(figure));
  const differences = figuresIn(expected).map((figure, index) => Math.abs(figure - (figuresIn(stated)[index] ?? -100)));
  expect(Math.max(...differences), `the README has to say: ${expected}.`).toBeLessThanOrEqual(1);
}, 120_000);
