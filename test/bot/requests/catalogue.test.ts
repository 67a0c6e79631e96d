import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buttonIdLimit, presentationPart, tracePart } from "../../../src/bot/requests/button-parts.ts";
import {
  buttonId,
  commands,
  isForAdmins,
  openAgainButton,
  opensWindow,
  readButton,
  readForm,
  replyModeOf,
} from "../../../src/bot/requests/catalogue.ts";
import { requests } from "../../../src/bot/requests/list.ts";
import type { BotRequest, ButtonType, RequestOf } from "../../../src/bot/requests/request.ts";
import { traceMoves } from "../../../src/bot/requests/trace/trace-walk.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { leaderboardWindows } from "../../../src/engine/community/calendar.ts";
import { confidences } from "../../../src/engine/question/answer.ts";
import { topics } from "../../../src/engine/question/curriculum.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { propertyRuns } from "../../property-runs.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"];
const row = fc
  .array(fc.constantFrom(...letters), { minLength: 8, maxLength: 40 })
  .map((characters) => characters.join(""));
const presentation = row.map((id) => presentationPart.parse(id));
const trace = row.map((id) => tracePart.parse(id));
const pick = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constant("unknown" as const));

/** Every request that a button can make, with any fields. This does not compile until a new request is added here. */
const anyRequest: { readonly [Type in ButtonType]: fc.Arbitrary<RequestOf<Type>> } = {
  answer: fc.record({ type: fc.constant("answer"), presentation, pick }),
  "answer-in-channel": fc.record({ type: fc.constant("answer-in-channel"), presentation, pick }),
  "open-answer": ofPresentation("open-answer"),
  pick: fc.record({ type: fc.constant("pick"), presentation, letter: fc.integer({ min: 0, max: 7 }) }),
  more: ofPresentation("more"),
  confidence: fc.record({
    type: fc.constant("confidence"),
    presentation,
    confidence: fc.constantFrom(...confidences),
  }),
  similar: ofPresentation("similar"),
  send: ofPresentation("send"),
  thought: fc.record({ type: fc.constant("thought"), presentation, thought: fc.constantFrom(null, 0, 1, 2, 3) }),
  practice: ofPresentation("practice"),
  report: ofPresentation("report"),
  play: fc.record({ type: fc.constant("play"), topic: fc.constantFrom(null, ...topics) }),
  leaderboard: fc.record({ type: fc.constant("leaderboard"), window: fc.constantFrom(...leaderboardWindows) }),
  "trace-summary": fc.record({ type: fc.constant("trace-summary"), trace }),
  "trace-step": fc.record({
    type: fc.constant("trace-step"),
    trace,
    move: fc.constantFrom(...traceMoves),
    step: fc.integer({ min: 0, max: 9_999 }),
  }),
  "settings-daily-off": fc.constant({ type: "settings-daily-off", channel: null }),
  daily: fc.constant({ type: "daily" }),
  progress: fc.constant({ type: "progress" }),
  review: fc.constant({ type: "review" }),
  help: fc.constant({ type: "help" }),
  trace: fc.constant({ type: "trace" }),
  settings: fc.constant({ type: "settings" }),
  "settings-form": fc.constant({ type: "settings-form" }),
  "settings-daily-test": fc.constant({ type: "settings-daily-test" }),
  "forget-confirmed": fc.constant({ type: "forget-confirmed" }),
  "work-on": fc.record({
    type: fc.constant("work-on" as const),
    misconception: fc.stringMatching(/^[a-z0-9-]{1,60}$/).map(misconceptionId),
  }),
  "forget-declined": fc.constant({ type: "forget-declined" }),
};

function ofPresentation<Type extends string>(type: Type) {
  return fc.record({ type: fc.constant(type), presentation });
}

const someRequest: fc.Arbitrary<RequestOf<ButtonType>> = fc.oneof(...Object.values(anyRequest));

const unknownButton = { type: "declined", refusal: { code: "unknown-button" } };

describe("a button's id", () => {
  test.each(Object.entries(anyRequest))(
    "%s is read back as the request that it was made from, and fits every chat",
    (_, any) => {
      fc.assert(
        fc.property<[RequestOf<ButtonType>]>(any, (request) => {
          const id = buttonId(request);
          expect(id.length).toBeLessThanOrEqual(buttonIdLimit);
          expect(readButton(id)).toEqual(request);
        }),
      );
    },
  );

  test("differs from every other request's", () => {
    fc.assert(
      fc.property(someRequest, someRequest, (one, other) => {
        const isSame = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        expect(buttonId(one) === buttonId(other)).toBe(isSame);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe("an id this program would not have written", () => {
  test.each([
    ...["", ":", "answer", "answer:", "answer::0", "answer:id0000001:8", "answer:id0000001:-1", "answer:id0000001:00"],
    ...["answer:id0000001:0:", "answer:id 00001:0", "answer:short:0", "answer:id0000001:constructor"],
    ...["ANSWER:id0000001:0", "answer:id0000001:1e0", "answer:id0000001: 1"],
    ...["play", "play:", "play:everything", "play:blocking:", "leaderboard", "leaderboard:", "leaderboard:year"],
    ...["settings-daily-off:general", "settings-daily-off", "settings-daily-off:", "settings"],
    ...["trace", "trace::", "trace-step", "trace-step:next:1", "trace-step:up:1:id0000001"],
    ...["trace-step:next:01:id0000001", "trace-step:next:-1:id0000001", "trace-step:next:99999:id0000001"],
    ...["trace-summary:", "trace-summary:id:1", "settings-daily", "settings-daily:", "forget", "forget:", "home:"],
    ...["suggest", "suggest:x", "declined", "declined:", "constructor", "constructor:", "__proto__", "__proto__:"],
    ...["toString:id0000001", "help", "help:x", " help:", "help: ", "help:\n", "hеlp:"],
    ...[`answer:${"a".repeat(41)}:0`, "x".repeat(10_000)],
  ])("%j is declined", (id) => {
    expect(readButton(id)).toEqual(unknownButton);
  });

  test("that was truncated never becomes another request", () => {
    fc.assert(
      fc.property(someRequest, fc.nat(), (request, at) => {
        const id = buttonId(request);
        const read = readButton(id.slice(0, at % id.length));
        // A truncated row id is the id of no row, so at most it asks for something that does not exist.
        if (read.type !== "declined") expect({ ...read, ...rowsOf(request) }).toEqual(request);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  test("never throws when it is read, and is written back as the same id", () => {
    const near = fc.tuple(someRequest.map(buttonId), fc.nat(), fc.string({ maxLength: 3 })).map(([id, at, text]) => {
      const index = at % (id.length + 1);
      return id.slice(0, index) + text + id.slice(index);
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), near), (id) => {
        const read = readButton(id);
        if (isButton(read)) expect(buttonId(read)).toBe(id);
        else expect(read).toEqual(unknownButton);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });
});

function isButton(request: BotRequest): request is RequestOf<ButtonType> {
  return request.type in anyRequest;
}

function rowsOf(request: BotRequest): object {
  if ("presentation" in request) return { presentation: request.presentation };
  return "trace" in request ? { trace: request.trace } : {};
}

describe("every request", () => {
  test.each(Object.values(requests))("$type is listed under its type", (definition) => {
    expect(requests[definition.type]).toBe(definition);
  });

  test("that opens a form opens a window, and a button can open it again", () => {
    const parsed = [{ type: "trace" }, { type: "settings-form" }, { type: "report", presentation: "id0000001" }];
    const opening = Object.values(requests).filter(({ replyMode }) => replyMode === "form");
    expect(opening.map(({ type }) => type).sort()).toEqual(parsed.map(({ type }) => type).sort());
    for (const { type } of opening) expect([replyModeOf(type), opensWindow(type)]).toEqual(["form", true]);
    const form = { type: "form", title: "Title", intro: [], fields: [], id: "x", submit: "Send" } as const;
    const again = (request: BotRequest) => openAgainButton(request, form, wordsEn);
    expect(again({ type: "trace" })).toMatchObject({ id: "trace:", label: "Title", style: "primary" });
    expect(again({ type: "settings-form" })).toMatchObject({ label: wordsEn.settings.change });
    expect(again({ type: "help" })).toBeNull();
  });

  test("that shows what others believe, or shows or changes settings, is for admins", () => {
    const admins = Object.values(requests).filter(({ type }) => isForAdmins(type));
    expect(admins.map(({ type }) => type).sort()).toEqual(
      Object.keys(requests)
        .filter((type) => type === "insights" || type.startsWith("settings"))
        .sort(),
    );
  });
});

describe("a form", () => {
  test.each([
    "",
    "help",
    "play:",
    "constructor",
    "__proto__",
    "settings-daily:x",
    "trace-program:x",
    "report:id0000001",
  ])("with the id %j is declined", (id) => {
    const values = { code: "a", module: "module", channel: "#x", time: "09:00", zone: "", days: "", reason: "" };
    expect(readForm(id, values, (typed) => typed)).toEqual(unknownButton);
  });
});

test("commands come in the order of the help", () => {
  expect(commands.map(({ words }) => words.join(" "))).toEqual([
    ...["play", "daily", "review", "leaderboard", "progress", "trace", "help", "about", "link", "unlink"],
    "forget",
    ...["insights", "settings", "settings daily", "settings daily off", "settings daily test"],
  ]);
});
