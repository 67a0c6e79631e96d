import fc from "fast-check";
import type { TimeSpan, Trace, WaitSpan } from "../../../src/interpreter/analysis/trace.ts";
import type { Task } from "../../../src/interpreter/event-loop/job.ts";

const hostile = [
  ...["</text><script>alert(1)</script>", "]]>", "<!--", "&lt;&amp;&#0;", `" onload="x`, "'", "@everyone", "```"],
  ...["\u0000\u001b[2J", "\ud800", "\uffff", "two\nlines", "\u202ereversed", "漢字", "🙂".repeat(200)],
];

/** Some tasks have a name that a stranger chose. */
const task: fc.Arbitrary<Task> = fc.oneof(
  fc.constantFrom<Task>({ kind: "cpu-work" }, { kind: "set-timeout-callback" }),
  fc
    .oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary" }))
    .map((name): Task => ({ kind: "async-function-rest", name })),
);

/** From a fraction of a millisecond to a day. */
const duration = fc.oneof(
  fc.integer({ min: 0, max: 500 }),
  fc.double({ min: 0, max: 3, noNaN: true }),
  fc.integer({ min: 0, max: 86_400_000 }),
);

const line = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(19_999));

const span: fc.Arbitrary<TimeSpan> = fc
  .record({ task, line, from: duration, takes: duration })
  .map(({ task, line, from, takes }) => ({ task, line, from, until: from + takes }));

const wait: fc.Arbitrary<WaitSpan> = fc
  .record({
    span,
    kind: fc.constantFrom("timer", "interval", "network", "disk", "worker"),
    late: fc.option(fc.oneof(fc.constant(0), duration)),
  })
  .map(({ span, kind, late }) => ({ ...span, kind, ran: late === null ? null : span.until + late }));

/** A trace of any shape, even one that no program produces. */
export const anyTrace: fc.Arbitrary<Trace> = fc
  .record({
    thread: fc.array(span, { maxLength: 8 }),
    waits: fc.array(wait, { maxLength: 30 }),
    elapsedMs: duration,
  })
  .map(({ thread, waits, elapsedMs }) => ({
    run: {
      output: [],
      printedAt: [],
      exitCode: 0,
      elapsedMs,
      steps: 1,
      dependsOnTime: false,
      readsClock: false,
      hostWaits: 0,
      opensBetweenTimers: false,
    },
    steps: [],
    cut: false,
    thread,
    waits,
  }));
