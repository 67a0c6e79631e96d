import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { test } from "vitest";
import { buttonOf, openApp } from "../test/bot/app-under-test.ts";
import { analysts } from "../test/sandbox/open-analyzer.ts";
import { tooSlow, worstPrograms } from "../test/sandbox/worst-programs.ts";
import { compare } from "./measure.ts";

/** The source of a program. The number makes it differ from all others, so that no cache has it. */
type Program = (number: number) => string;

const people = 20;
const openAnalyzer = analysts();

const lesson: Program = (number) => `
console.log("start ${number}");
setTimeout(() => console.log("timer"), 0);
Promise.resolve().then(() => console.log("promise"));
process.nextTick(() => console.log("tick"));
(async () => { console.log("in"); await null; console.log("after"); })();
console.log("end");`;

const programs: Readonly<Record<string, Program>> = { "a lesson": lesson, ...worstPrograms, "too slow": tooSlow };

/**
 * How long the bot's own thread is busy without a break, while 20 people paste a program at once and look at two of its
 * steps: the most that this thread computes between two turns of a timer of one millisecond.
 */
test("The largest pause of the bot's thread", async ({ task }) => {
  await compare(task, {
    rounds: 1,
    warmUps: 0,
    baseline: { name: "nobody pastes", sample: () => largestPause(null) },
    measured: Object.entries(programs).map(([name, program]) => ({
      name: `${people} people paste a program: ${name}`,
      sample: () => largestPause(program),
    })),
  });
});

async function largestPause(program: Program | null): Promise<number> {
  const app = await openApp({ analyzer: openAnalyzer() });
  await app.asks("first", { type: "trace-program", source: "console.log(0)", module: "commonjs" });
  const pauses = watchPauses();
  if (program) await Promise.all(Array.from({ length: people }, (_, person) => pasteAndLook(person, program(person))));
  else await delay(1_000);
  const largest = pauses.largest();
  await app.store.close();
  return largest;

  async function pasteAndLook(person: number, source: string): Promise<void> {
    const summary = await app.asks(`person ${person}`, { type: "trace-program", source, module: "commonjs" });
    if (summary.tone === "refused") return;
    const step = await app.presses(`person ${person}`, buttonOf(summary, "Step through"));
    await app.presses(`person ${person}`, buttonOf(step, "Last"));
  }
}

function watchPauses(): { largest(): number } {
  let largest = 0;
  let before = computedMs();
  const timer = setInterval(() => {
    const now = computedMs();
    largest = Math.max(largest, now - before);
    before = now;
  }, 1);
  return {
    largest: () => {
      clearInterval(timer);
      return largest;
    },
  };
}

/** On Linux this is processor time, so that other programs on the machine do not count; elsewhere wall-clock time. */
function computedMs(): number {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
