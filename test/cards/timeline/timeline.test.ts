import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timelineOf } from "../../../src/cards/timeline/timeline.ts";
import { axisOf, durationText } from "../../../src/cards/timeline/timeline-axis.ts";
import { timelineSvg } from "../../../src/cards/timeline/timeline-svg.ts";
import { timelineDescription, timelineText } from "../../../src/cards/timeline/timeline-text.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import type { Trace } from "../../../src/interpreter/analysis/trace.ts";
import type { Task } from "../../../src/interpreter/event-loop/job.ts";
import { anyTrace } from "./random-trace.ts";
import { sizeOf, textsOf } from "./svg-texts.ts";
import { timelineOfProgram, waitingPrograms } from "./timelines.ts";

test.each(Object.entries(waitingPrograms))("the timeline of %s", async (name, source) => {
  const timeline = timelineOfProgram(source);
  const parts = [source.trim(), timelineText(wordsEn, timeline), timelineDescription(wordsEn, timeline)];
  await expect(`${parts.join("\n\n")}\n`).toMatchFileSnapshot(`timelines/${name}.txt`);
});

describe("as text", () => {
  test("has at most 60 columns of plain letters, and no pasted text", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const text = timelineText(wordsEn, timelineOf(wordsEn, trace));
        for (const line of text.split("\n")) expect(line).toMatch(/^[ -~]{0,60}$/);
        const renamed = <T extends { task: Task }>(spans: readonly T[]) =>
          spans.map((span) => ({ ...span, task: { ...span.task, name: "x" } }));
        // Beats of one interval are also distinguished by their task; without intervals, names must not matter.
        const others = trace.waits.filter((wait) => wait.kind !== "interval");
        const plain: Trace = { ...trace, waits: others };
        const same: Trace = { ...trace, waits: renamed(others), thread: renamed(trace.thread) };
        expect(timelineText(wordsEn, timelineOf(wordsEn, same))).toBe(
          timelineText(wordsEn, timelineOf(wordsEn, plain)),
        );
      }),
    );
  });

  test("draws at most 12 lanes and counts the rest", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const timeline = timelineOf(wordsEn, trace);
        const lines = timelineText(wordsEn, timeline).split("\n");
        const lanes = lines.filter((line) => /^[A-L] (timer|interval|network|disk|worker)/.test(line));
        expect(lanes.length).toBe(Math.min(12, timeline.lanes.length + timeline.rest.length));
        const more = lines.filter((line) => line.startsWith("and "));
        expect(more.map((line) => Number(/^and (\d+) more: /.exec(line)?.[1]))).toEqual(
          timeline.rest.length > 0 ? [timeline.rest.length] : [],
        );
      }),
    );
  });
});

test("the description names every wait: its line, what for, how long, and when it ran", () => {
  const awaited = { timer: "its timer", interval: "its interval", network: "the network", disk: "the disk" };
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const timeline = timelineOf(wordsEn, trace);
      const sentences = timelineDescription(wordsEn, timeline).split("\n");
      expect(sentences[0]).toBe(`The program takes ${durationText(timeline.end)}.`);
      const described = sentences.slice(1 + Math.max(1, trace.thread.length));
      const lanes = [...timeline.lanes, ...timeline.rest];
      expect(described.length).toBe(Math.max(1, lanes.length));
      lanes.forEach((lane, index) => {
        const sentence = described[index] ?? "";
        const [beat] = lane.beats;
        if (beat === undefined) throw new Error("a lane without a beat");
        if (lane.line > 0) expect(sentence).toContain(`, line ${lane.line}:`);
        expect(sentence).toContain({ ...awaited, worker: "the worker" }[lane.kind]);
        expect(sentence).toContain(durationText(beat.until - beat.from));
        expect(sentence).toContain(lane.label);
        if (lane.beats.length > 1) return;
        if (beat.ran === null) expect(sentence).toMatch(/never runs\.$/);
        else if (beat.ran > beat.until) expect(sentence).toContain(`runs at ${durationText(beat.ran)}, `);
        else expect(sentence).toMatch(/runs immediately\.$/);
      });
      expect(lanes.flatMap((lane) => lane.beats).length).toBe(trace.waits.length);
    }),
  );
});

describe("as SVG", () => {
  test("stays well-formed with the same elements, whatever a label contains", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const svg = timelineSvg(wordsEn, timelineOf(wordsEn, trace));
        // This parser is strict and throws at the first thing that is not XML.
        const { width, height } = new Resvg(svg, { font: { loadSystemFonts: false } });
        expect({ width, height }).toEqual(sizeOf(svg));
        const names = new Set([...svg.matchAll(/<([a-z]+)/gi)].map(([, name]) => name));
        const known = ["svg", "title", "desc", "defs", "pattern", "rect", "path", "text"];
        expect([...names].filter((name) => !known.includes(name ?? ""))).toEqual([]);
        expect(svg).not.toMatch(/<[^>]* on\w+=/);
      }),
    );
  });

  test("a time too short to measure has one tick", () => {
    expect(axisOf(2.5e-323, 8).ticks).toEqual([{ at: 0, label: "0" }]);
  });

  test("never writes text over other text or past the edge", () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const svg = timelineSvg(wordsEn, timelineOf(wordsEn, trace));
        const texts = textsOf(svg);
        const { width, height } = sizeOf(svg);
        for (const one of texts) {
          expect(one.left >= 0 && one.right <= width && one.top >= 0 && one.bottom <= height, one.text).toBe(true);
        }
        const clashes = texts.flatMap((one, index) =>
          texts
            .slice(index + 1)
            .filter((o) => o.left < one.right && one.left < o.right && o.top < one.bottom && one.top < o.bottom)
            .map((other) => `${one.text} | ${other.text}`),
        );
        expect(clashes).toEqual([]);
      }),
    );
  });
});

test.each([
  [0, "ms", "0"],
  [1, "ms", "0 0.2 0.4 0.6 0.8 1"],
  [380, "ms", "0 100 200 300"],
  [9_999, "ms", "0 2000 4000 6000 8000"],
  [60_000, "s", "0 15 30 45 60"],
  [3_600_000, "min", "0 15 30 45 60"],
  [86_400_000, "h", "0 5 10 15 20"],
])("the axis of %d ms is in %s and marks %s", (end, unit, labels) => {
  const axis = axisOf(end, 5);
  expect([axis.unit, axis.ticks.map(({ label }) => label).join(" ")]).toEqual([unit, labels]);
});
