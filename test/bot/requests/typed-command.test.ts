import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commands, isForAdmins, readCommand } from "../../../src/bot/requests/catalogue.ts";
import { commandLimit } from "../../../src/bot/requests/typed-command.ts";
import { propertyRuns } from "../../property-runs.ts";

const channelOf = (typed: string) => (typed === "#general" ? "C1" : null);
const read = (text: string) => readCommand(text, channelOf);
const declined = (code: string, rest: object) => ({ type: "declined", refusal: { code, ...rest } });

const play = { type: "play", topic: null };
const nineInBerlin = {
  type: "settings-daily",
  channel: "C1",
  minuteOfDay: 540,
  zone: "Europe/Berlin",
  weekdays: [1, 2, 3, 4, 5],
};

describe("the text after /async-quiz", () => {
  test.each([
    ["", play],
    ["   \n ", play],
    ["play", play],
    ["  PLAY  ", play],
    ["play event-loop", { type: "play", topic: "event-loop" }],
    ["play Event-Loop", { type: "play", topic: "event-loop" }],
    ["play blockin", declined("unknown-topic", { typed: "blockin", nearest: "blocking" })],
    ["play constructor", declined("unknown-topic", { typed: "constructor", nearest: null })],
    ["daily", { type: "daily" }],
    ["leaderboard", { type: "leaderboard", window: "week" }],
    ["leaderboard Month", { type: "leaderboard", window: "month" }],
    ["leaderboard moth", declined("unknown-window", { typed: "moth", nearest: "month" })],
    ["progress", { type: "progress" }],
    ["trace", { type: "trace" }],
    ["trace console.log(1)", declined("unknown-command", { typed: "trace console.log(1)", nearest: "trace" })],
    ["help", { type: "help" }],
    ["forget", { type: "forget" }],
    ["link", { type: "link", code: null }],
    ["link A1B2-C3D4", { type: "link", code: "A1B2-C3D4" }],
    ["link code:a1b2-c3d4", { type: "link", code: "a1b2-c3d4" }],
    ["link code:", { type: "link", code: null }],
    ["unlink", { type: "unlink" }],
    ["unlink A1B2-C3D4", declined("unknown-command", { typed: "unlink A1B2-C3D4", nearest: "unlink" })],
    ["settings", { type: "settings" }],
    ["settings daily #general 09:00 Europe/Berlin mon-fri", nineInBerlin],
    ["settings daily #general 9:00 europe/berlin mon tue wed thu fri", nineInBerlin],
    ["Settings  Daily\t#general 09.00 Europe/Berlin mon,tue,wed,thu,fri", nineInBerlin],
    ["settings daily #general 09:00", { ...nineInBerlin, zone: null, weekdays: [1, 2, 3, 4, 5, 6, 7] }],
    ["settings daily", declined("settings-incomplete", {})],
    ["settings daily #general", declined("settings-incomplete", {})],
    ["settings daily #elsewhere 09:00", declined("bad-channel", { typed: "#elsewhere" })],
    ["settings daily #general 25:00", declined("bad-time", { typed: "25:00" })],
    ["settings daily #general 09:00 Berlin", declined("bad-zone", { typed: "Berlin", nearest: null })],
    ["settings daily #general 09:00 UTC someday", declined("bad-days", { typed: "someday" })],
    ["settings daily #general 09:00 UTC constructor", declined("bad-days", { typed: "constructor" })],
    ["settings daily off", { type: "settings-daily-off", channel: null }],
    ["settings daily off #general", { type: "settings-daily-off", channel: "C1" }],
    ["settings daily off #elsewhere", declined("bad-channel", { typed: "#elsewhere" })],
    ["settings daily test", { type: "settings-daily-test" }],
    ["paly", declined("unknown-command", { typed: "paly", nearest: "play" })],
    ["play the game", declined("unknown-command", { typed: "play the game", nearest: "play" })],
    ["settngs daily off", declined("unknown-command", { typed: "settngs daily off", nearest: "settings daily off" })],
    ["__proto__", declined("unknown-command", { typed: "__proto__", nearest: null })],
    ["x".repeat(commandLimit + 1), declined("too-long", { limit: commandLimit })],
    ["x".repeat(10_000), declined("too-long", { limit: commandLimit })],
  ])("%.60j", (text, request) => {
    expect(read(text)).toEqual(request);
  });

  test("any text is answered and none throws", () => {
    const words = commands.flatMap((command) => command.words);
    const arguments_ = [
      "#general",
      "09:00",
      "Europe/Berlin",
      "mon-fri",
      "constructor",
      "__proto__",
      "event-loop",
      "off",
    ];
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc
        .array(fc.oneof(fc.constantFrom(...words, ...arguments_), fc.string({ maxLength: 8 })))
        .map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(text, (typed) => {
        expect(read(typed).type).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: propertyRuns(1000) },
    );
  });
});

describe("the commands", () => {
  test("each command's own words make a request that the same people may make", () => {
    for (const command of commands) {
      const values = { channel: "#general", time: "09:00" };
      const request = command.read(values, channelOf);
      expect(request.type).toBe(command.words.join("-"));
      expect([request.type, isForAdmins(request.type)]).toEqual([request.type, command.who === "admins"]);
    }
  });

  test("no two commands have the same words, and required arguments come before optional ones", () => {
    const texts = commands.map(({ words }) => words.join(" "));
    expect(new Set(texts).size).toBe(texts.length);
    for (const command of commands) {
      const required = command.arguments.map((argument) => argument.required);
      expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
    }
  });
});
