import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ProgramAnalyzer } from "../../src/bot/ports/program-analyzer.ts";
import type { Card } from "../../src/cards/card.ts";
import { importsOf, sourcesBelow } from "../architecture/source.ts";
import { analysts } from "../sandbox/open-analyzer.ts";
import { type App, openApp } from "./app-under-test.ts";

const openAnalyzer = analysts();

const longestPauseMs = 50;
const [rounds, people] = [6, 12];

/**
 * Time that this thread has spent on a core. Unlike the time of day, it does not count waiting for a core, so that a
 * busy machine does not look like a slow bot.
 */
function threadCpuMs(): number {
  const nanoseconds = /^\d+/.exec(readFileSync("/proc/thread-self/schedstat", "utf8"))?.[0];
  return Number(nanoseconds) / 1e6;
}

/** Measures each turn of the event loop until it is stopped; the longest one is the longest pause. */
function measureTurns() {
  const turns: number[] = [];
  let last = threadCpuMs();
  let immediate = setImmediate(function turn() {
    const now = threadCpuMs();
    turns.push(now - last);
    last = now;
    immediate = setImmediate(turn);
  });
  return {
    stop: () => {
      clearImmediate(immediate);
      return turns.sort((one, other) => other - one);
    },
  };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** What somebody does in one session: looks around, presses a letter, traces a program, asks for the next question. */
async function session(app: App, person: string, round: number, traced: Promise<Card>[]): Promise<void> {
  const card = await app.says(person, "play");
  await nextTurn();
  const letters = card.buttons.flat().filter(({ label }) => /^[A-E]$/.test(label));
  const letter = letters[round % Math.max(1, letters.length)];
  if (letter) await app.presses(person, letter.id);
  await nextTurn();
  const command = ["progress", "leaderboard", "help", "daily"][round % 4] ?? "help";
  await app.says(person, command);
  await nextTurn();
  // Nobody waits for it: the bot continues while the program runs.
  const source = `setTimeout(() => console.log("${person}"), ${round});\nqueueMicrotask(() => console.log(${round}));`;
  if (round % 3 === 0) traced.push(app.asks(person, { type: "trace-program", source, module: "commonjs" }));
  await nextTurn();
}

/** The longest turn, in milliseconds, while twelve people use the bot one request after the other, as a socket delivers them. */
async function longestTurn(analyzer: ProgramAnalyzer): Promise<number> {
  const app = await openApp({ analyzer });
  const traced: Promise<Card>[] = [];
  const measured = measureTurns();
  for (let round = 0; round < rounds; round++) {
    for (let person = 0; person < people; person++) await session(app, `person${person}`, round, traced);
  }
  await Promise.all(traced);
  const turns = measured.stop();
  expect(turns.length).toBeGreaterThanOrEqual(rounds * people * 4);
  return turns[0] ?? Number.POSITIVE_INFINITY;
}

test.runIf(process.platform === "linux")(
  "under load, no turn of the bot's event loop takes longer than 50 ms",
  { timeout: 120_000 },
  async () => {
    const analyzer = openAnalyzer();
    // A pause that the bot causes returns each time. One of the garbage collector or the compiler of Node does not.
    const longest = [await longestTurn(analyzer), await longestTurn(analyzer), await longestTurn(analyzer)];
    expect(Math.min(...longest)).toBeLessThan(longestPauseMs);
  },
);

test("the bot's thread never loads the code that runs programs", () => {
  const sources = new Map(sourcesBelow("src").map((source) => [source.path, source]));
  const loaded = new Set<string>();
  const load = (path: string) => {
    const source = sources.get(path);
    if (!source || loaded.has(path)) return;
    loaded.add(path);
    for (const { target, isType } of importsOf(source)) if (target !== null && !isType) load(target);
  };
  load("bot/bot.ts");
  expect(loaded.size).toBeGreaterThan(50);
  expect([...loaded].filter((path) => /^interpreter\/(compile|execution|analysis)\//.test(path))).toEqual([]);
});
