import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Card } from "../src/cards/card.ts";
import { plainText } from "../src/cards/plain-text.ts";
import { buttonOf, openApp } from "../test/bot/app-under-test.ts";
import { analysts } from "../test/sandbox/open-analyzer.ts";
import { tooSlow, worstPrograms } from "../test/sandbox/worst-programs.ts";

/**
 * How long the bot's own thread is blocked while 20 people at once paste the worst programs that are accepted and look
 * at two steps each: the most that this thread computed between two turns of a timer of one millisecond. On Linux this
 * is processor time, so that other programs on the machine do not count; elsewhere it is wall-clock time.
 */
type Program = (number: number) => string;

/** The largest pause in milliseconds, what became of the programs, and how long that took. */
type Row = Readonly<Record<"program" | "seconds", string> & Record<"traced" | "refused" | "pause", number>>;

const people = 20;
const open = analysts();

const lesson = (number: number) => `
console.log("start ${number}");
setTimeout(() => console.log("timer"), 0);
Promise.resolve().then(() => console.log("promise"));
process.nextTick(() => console.log("tick"));
(async () => { console.log("in"); await null; console.log("after"); })();
console.log("end");`;

test("the longest pause of the bot's thread", async () => {
  const rows = [await measured("nobody", null), await measured("a lesson", lesson)];
  for (const [name, program] of Object.entries(worstPrograms)) rows.push(await measured(name, program));
  rows.push(await measured("too slow", tooSlow));
  console.table(rows);
});

async function measured(name: string, program: Program | null): Promise<Row> {
  const analyzer = open();
  const app = await openApp({ analyzer });
  await app.asks("warm", { type: "trace-program", source: "console.log(0)", module: "commonjs" });
  const pauses = watchPauses();
  const began = performance.now();
  const outcomes = program ? await Promise.all(Array.from({ length: people }, (_, who) => pasteAndLook(who))) : [];
  if (!program) await new Promise((resolve) => setTimeout(resolve, 1_000));
  const largest = pauses.largest();
  await app.store.close();
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const traced = outcomes.filter((card) => card.tone === "neutral").length;
  return { program: name, traced, refused: outcomes.length - traced, seconds, pause: Math.round(largest * 10) / 10 };

  async function pasteAndLook(who: number): Promise<Card> {
    const source = program?.(who) ?? "";
    const summary = await app.asks(`person ${who}`, { type: "trace-program", source, module: "commonjs" });
    if (summary.tone === "refused") return summary;
    const step = await app.presses(`person ${who}`, buttonOf(summary, "Step through"));
    const last = await app.presses(`person ${who}`, buttonOf(step, "Last"));
    expect(plainText(last)).toContain("Step");
    return last;
  }
}

function watchPauses(): { largest(): number } {
  let largest = 0;
  let before = computed();
  const timer = setInterval(() => {
    const now = computed();
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

/** Milliseconds of processor time that this thread has used. */
function computed(): number {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
