import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ButtonRequest, buttonId, buttonIdLimit, buttonRequest } from "../../src/bot/button-id.ts";
import { traceMoves } from "../../src/bot/command.ts";
import { leaderboardWindows } from "../../src/engine/community/calendar.ts";
import type { PresentationId, TraceId } from "../../src/engine/question/ids.ts";
import { topics } from "../../src/engine/question/topic.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"];
const presentation = fc
  .array(fc.constantFrom(...letters), { minLength: 8, maxLength: 40 })
  .map((signs) => signs.join("") as PresentationId);
const trace = presentation as fc.Arbitrary<string> as fc.Arbitrary<TraceId>;
const pick = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constant("unknown" as const));
const someRequest: fc.Arbitrary<ButtonRequest> = fc.oneof(
  fc.record({ type: fc.constantFrom("answer" as const, "answer-in-channel" as const), presentation, pick }),
  fc.record({ type: fc.constantFrom("practice" as const, "report" as const), presentation }),
  fc.record({ type: fc.constant("play" as const), topic: fc.constantFrom(null, ...topics) }),
  fc.record({ type: fc.constant("leaderboard" as const), window: fc.constantFrom(...leaderboardWindows) }),
  fc.record({ type: fc.constant("trace-summary" as const), trace }),
  fc.record({
    type: fc.constant("trace-step" as const),
    trace,
    move: fc.constantFrom(...traceMoves),
    step: fc.integer({ min: 0, max: 9_999 }),
  }),
  fc.constant({ type: "settings-daily-off" as const, channel: null }),
  fc
    .constantFrom(
      ...(["daily", "progress", "help", "trace", "settings", "settings-form", "settings-daily-test"] as const),
      ...(["forget-confirmed", "forget-declined"] as const),
    )
    .map((type) => ({ type })),
);

const unknownButton = { type: "declined", refusal: { code: "unknown-button" } };

describe("a button's id", () => {
  test("comes back as the request it was made of, and fits every chat", () => {
    fc.assert(
      fc.property(someRequest, (request) => {
        const id = buttonId(request);
        expect(id.length).toBeLessThanOrEqual(buttonIdLimit);
        expect(buttonRequest(id)).toEqual(request);
      }),
      { numRuns: 500 },
    );
  });

  test("is told apart from every other request's", () => {
    fc.assert(
      fc.property(someRequest, someRequest, (one, other) => {
        expect(buttonId(one) === buttonId(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe("what is no id of ours", () => {
  test.each([
    ...["", ":", "answer", "answer:", "answer::0", "answer:id0000001:8", "answer:id0000001:-1", "answer:id0000001:00"],
    ...[
      "answer:id0000001:0:",
      "answer:id 00001:0",
      "answer:short:0",
      "answer:id0000001:constructor",
      "ANSWER:id0000001:0",
    ],
    ...["play", "play:everything", "play:blocking:", "leaderboard", "leaderboard:year", "settings-daily-off:general"],
    ...["trace", "trace-step", "trace-step:next:1", "trace-step:up:1:id0000001", "trace-step:next:01:id0000001"],
    ...["trace-step:next:-1:id0000001", "trace-step:next:99999:id0000001", "trace-summary:", "trace-summary:id:1"],
    ...["settings-daily", "forget", "suggest", "declined", "constructor", "__proto__", "toString:id0000001"],
    ...[" help", "help ", "help\n", "hеlp", `answer:${"a".repeat(41)}:0`, "x".repeat(10_000)],
  ])("%j is declined", (id) => {
    expect(buttonRequest(id)).toEqual(unknownButton);
  });

  test("a truncated id never becomes another answer", () => {
    fc.assert(
      fc.property(someRequest, fc.nat(), (request, at) => {
        const id = buttonId(request);
        const cut = id.slice(0, at % id.length);
        const read = buttonRequest(cut);
        // A shorter name of a row is a name of no row; it can at most ask to see what is not there.
        expect(["declined", "practice", "report", "play", "trace-step", "trace-summary"]).toContain(read.type);
        if (read.type === "play") expect(read.topic).toBeNull();
        if (read.type === "trace-step" && request.type === "trace-step") expect(read.step).toBe(request.step);
      }),
    );
  });

  test("random text never throws, and what is read writes the same id", () => {
    const near = fc.tuple(someRequest.map(buttonId), fc.nat(), fc.string({ maxLength: 3 })).map(([id, at, text]) => {
      const place = at % (id.length + 1);
      return id.slice(0, place) + text + id.slice(place);
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), near), (id) => {
        const read = buttonRequest(id);
        if (read.type !== "declined") expect(buttonId(read as ButtonRequest)).toBe(id);
        else expect(read).toEqual(unknownButton);
      }),
      { numRuns: 1000 },
    );
  });
});
