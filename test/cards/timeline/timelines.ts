import { type Timeline, timelineOf } from "../../../src/cards/timeline/timeline.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { traceProgram } from "../../../src/interpreter/analysis/trace.ts";
import { parseProgram } from "../../../src/interpreter/compile/parse.ts";

/** Programs that wait in different ways, by name. All are ES modules. */
export const waitingPrograms: Readonly<Record<string, string>> = {
  "timers-and-cpu-work": `
setTimeout(() => console.log("first"), 100);
setTimeout(() => console.log("second"), 50);
cpu(80);`,
  "waits-overlap": `
const all = [300, 100, 200].map((ms) => network(ms));
await Promise.all(all);
cpu(50);`,
  "waits-add-up": `
await network(300);
await disk(100);
await worker(200);`,
  "replies-that-need-the-thread": `
const job = async () => {
  await network(300);
  cpu(200);
};
await Promise.all([job(), job(), job()]);`,
  "an-interval-and-who-stops-it": `
const beat = setInterval(() => console.log("beat"), 100);
setTimeout(() => clearInterval(beat), 350);`,
  "a-timer-that-never-runs": `
const late = setTimeout(() => console.log("never"), 60_000);
diskSync(30);
setTimeout(() => clearTimeout(late), 20);`,
  "more-waits-than-lanes": `
for (let i = 1; i <= 16; i++) {
  if (i % 3 === 0) network(i * 7);
  else setTimeout(() => cpu(5), i * 20);
}
disk(55);`,
  "very-short-beside-very-long": `
setTimeout(() => console.log("at once"), 0);
cpu(3);
network(250_000);
setTimeout(() => console.log("in five hours"), 5 * 3_600_000);`,
  "nothing-waits": `
console.log("one");
queueMicrotask(() => console.log("two"));`,
  "nothing-waits-but-the-thread-is-busy": `
cpu(50);`,
};

export function timelineOfProgram(source: string): Timeline {
  return timelineOf(wordsEn, traceProgram(parseProgram(source.trim(), "module"), { nodeLine: 20 }));
}
