import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { oneClock, oneEnvironment, pureRooms } from "./architecture/effect-rules.ts";
import { exportForms, folderSizes, names, sizes } from "./architecture/form-rules.ts";
import { everyFileReached, importDirection, noCycles, packagesInTheirRoom } from "./architecture/import-rules.ts";
import { asText, type Source, sourceOf, sourcesBelow, type Violation } from "./architecture/source.ts";
import { fixedSleeps, silentTests } from "./architecture/test-rules.ts";
import {
  castBudget,
  durations,
  silencingCasts,
  typeNames,
  untypedJson,
  wordsPassedIn,
} from "./architecture/type-rules.ts";

/** A small program: texts by path. */
type Files = Readonly<Record<string, string>>;

interface Rule {
  readonly name: string;
  readonly check: (sources: readonly Source[]) => Violation[];
  /** What the rule must find, one finding for each text. This proves that the rule works. */
  readonly bad: readonly Files[];
  /** What it must accept. */
  readonly good: Files;
}

const long = (lines: number) => "\n".repeat(lines - 1);

const rules: readonly Rule[] = [
  {
    name: "imports go to the own layer or leftwards",
    check: importDirection,
    bad: [
      { "engine/a.ts": 'import { b } from "../bot/b.ts";', "bot/b.ts": "export const b = 1;" },
      { "engine/a.ts": 'import type { B } from "../cards/b.ts";', "cards/b.ts": "export type B = 1;" },
      { "bot/a.ts": 'type B = import("../store/b.ts").B;', "store/b.ts": "export type B = 1;" },
      { "store/a.ts": 'export * from "../content/b.ts";', "content/b.ts": "export const b = 1;" },
      { "adapters/web/a.ts": 'import "../terminal/b.ts";', "adapters/terminal/b.ts": "" },
      { "clock/a.ts": 'import("../cli/b.ts");', "cli/b.ts": "" },
      { "engine/a.ts": 'import "./missing.ts";' },
      { "bot/a.ts": 'import "../../test/b.ts";' },
      { "interpreter/rules/a.ts": 'import "../values/b.ts";', "interpreter/values/b.ts": "" },
      { "interpreter/a.ts": 'import "./b.ts";', "interpreter/b.ts": "" },
      { "elsewhere/a.ts": "" },
      { "a.ts": "" },
    ],
    good: { "cli/a.ts": 'import "../store/b.ts"; import "./c.ts";', "store/b.ts": "", "cli/c.ts": 'import "zod";' },
  },
  {
    name: "no import cycles, types included",
    check: noCycles,
    bad: [
      { "bot/a.ts": 'import type { B } from "./b.ts";', "bot/b.ts": 'import type { A } from "./a.ts";' },
      { "bot/a.ts": 'import "./b.ts";', "bot/b.ts": 'import "./c.ts";', "bot/c.ts": 'export * from "./a.ts";' },
      { "bot/a.ts": 'import "./a.ts";' },
    ],
    good: { "bot/a.ts": 'import "./b.ts"; import "./c.ts";', "bot/b.ts": 'import "./c.ts";', "bot/c.ts": "" },
  },
  {
    name: "every file is reached from the front door",
    check: everyFileReached,
    bad: [
      { "cli/main.ts": "", "bot/a.ts": "" },
      { "cli/main.ts": 'import "./b.ts";', "cli/b.ts": "", "bot/a.ts": 'import "../cli/b.ts";' },
    ],
    good: { "cli/main.ts": 'import type { B } from "./b.ts";', "cli/b.ts": 'import("./c.ts");', "cli/c.ts": "" },
  },
  {
    name: "a package is known in its room alone",
    check: packagesInTheirRoom,
    bad: [
      { "bot/a.ts": 'import { Kysely } from "kysely";' },
      { "cli/a.ts": 'import Database from "better-sqlite3";' },
      { "adapters/slack/a.ts": 'import type { Client } from "discord.js";' },
      { "bot/a.ts": 'import { App } from "@slack/bolt";' },
      { "engine/a.ts": 'import { readFileSync } from "node:fs";' },
      { "cards/a.ts": 'import { join } from "path";' },
      { "engine/a.ts": 'import { z } from "zod";' },
      { "bot/a.ts": 'import { randomBytes } from "node:crypto";' },
      { "store/a.ts": 'import { env } from "node:process";' },
    ],
    good: {
      "store/a.ts": 'import { Kysely } from "kysely"; import { join } from "node:path";',
      "adapters/discord/a.ts": 'import { Client } from "discord.js";',
      "engine/a.ts": 'import { Temporal } from "temporal-polyfill";',
    },
  },
  {
    name: "engine and cards have no clock, dice, disk, console or waiting",
    check: pureRooms,
    bad: [
      ...["Date.now()", 'Date["now"]()', "new Date()", "Date()", "[1].map(Date)", "Temporal.Now.instant()"],
      ...["Math.random()", 'Math["random"]()', "performance.now()", "new Date(2026, 10, 24)", "new Date(0).getHours()"],
      ...["new Intl.DateTimeFormat().format()", "console.log(1)", 'fetch("/")', "setTimeout(() => {}, 1)"],
      ...["process.exit()", "globalThis.x", 'import("./b.ts")', "async () => {}", "Promise.resolve(1)", 'eval("1")'],
    ]
      .map((text): Files => ({ "engine/a.ts": `export const a = ${text};` }))
      .concat([{ "cards/a.ts": "export const a = { fetch };" }, { "engine/a.ts": "await 1;" }]),
    good: {
      "engine/a.ts":
        "export interface Clock { performance: number; setTimeout(): void }\n" +
        'export const a = (clock: Clock, at: number, day: Date) => [clock.performance, new Date(at), "console", Math.max(1)];',
      "bot/a.ts": "export const a = async () => { await 1; };",
    },
  },
  {
    name: "only clock reads the time",
    check: oneClock,
    bad: [
      { "store/a.ts": "export const a = Date.now();" },
      { "bot/a.ts": "export const a = new Date();" },
      { "cli/a.ts": "export const a = Temporal.Now.instant();" },
      { "cli/a.ts": "export const a = performance.now();" },
      { "adapters/web/a.ts": "export const a = process.hrtime();" },
    ],
    good: {
      "clock/a.ts": "export const a = Date.now();",
      "cli/stop-signals.ts": "export const a = performance.now();",
      "bot/a.ts": "export const a = (clock: { now(): number }) => new Date(clock.now());",
    },
  },
  {
    name: "only cli reads the environment",
    check: oneEnvironment,
    bad: [
      { "store/a.ts": "export const a = process.env.HOME;" },
      { "clock/a.ts": 'export const a = process["env"];' },
      { "adapters/web/a.ts": "export const { env } = process;" },
    ],
    good: { "cli/a.ts": "export const a = process.env;", "store/a.ts": "export const a = process.pid;" },
  },
  {
    name: "small files, short functions, lines that fit",
    check: sizes,
    bad: [
      { "bot/a.ts": `const a = 1;${long(301)}const b = 2;\n` },
      { "bot/a.ts": `export function a() {${long(71)}}` },
      { "bot/a.ts": `export const a = { b() {${long(71)}} };` },
      { "bot/a.ts": `export const a = () => {${long(71)}};` },
      { "bot/a.ts": `// ${"x".repeat(118)}` },
    ],
    good: {
      "bot/a.ts": `export function a() {${long(70)}}${long(230)}\n// ${"x".repeat(117)}\n`,
      "cards/words/words.ts": `// One list of words.${long(400)}export const a = 1;`,
    },
  },
  {
    name: "names that say what is inside",
    check: names,
    bad: ["engine/utils.ts", "bot/common/a.ts", "store/types.ts", "cards/index.ts", "cli/date-helpers.ts"]
      .concat(["bot/MyCard.ts", "bot/a.js"])
      .map((path): Files => ({ [path]: "" })),
    good: { "bot/command-table.ts": "", "adapters/web/html.ts": "" },
  },
  {
    name: "folders that fit one screen",
    check: folderSizes,
    bad: [Object.fromEntries(Array.from({ length: 21 }, (_, index): [string, string] => [`bot/a${index}.ts`, ""]))],
    good: Object.fromEntries(Array.from({ length: 20 }, (_, index): [string, string] => [`bot/a${index}.ts`, ""])),
  },
  {
    name: "no default export, no enum, no barrel",
    check: exportForms,
    bad: [
      { "bot/a.ts": "export default 1;" },
      { "bot/a.ts": "const a = 1; export { a as default };" },
      { "bot/a.ts": "export enum A { B }" },
      { "bot/a.ts": 'export { b } from "./b.ts"; export * from "./c.ts";' },
      { "bot/a.ts": 'import { b } from "./b.ts"; export { b };' },
    ],
    good: { "bot/a.ts": 'import { b } from "./b.ts"; const a = b; export { a };', "cli/main.ts": 'import "./b.ts";' },
  },
];

const many = (cast: string, count: number) => `export const a = [${Array.from({ length: count }, () => cast).join()}];`;

const moreRules: readonly Rule[] = [
  {
    name: "no cast that only silences the compiler",
    check: silencingCasts,
    bad: [
      "list[0] as string",
      "value as unknown as string",
      "value as never",
      "value!",
      '(value)["key"] as string',
    ].map((text): Files => ({ "bot/a.ts": `export const a = ${text};` })),
    good: {
      "bot/a.ts":
        'export const a = [1, 2] as const; export const b = value as Id; export const c = { x: "y" as const };',
    },
  },
  {
    name: "few casts",
    check: castBudget,
    bad: [
      { "bot/a.ts": many("b as C", 31), "store/a.ts": many("b as C", 30) },
      { "interpreter/a.ts": many("b as C", 41) },
    ],
    good: {
      "bot/a.ts": many("b as C", 60),
      "interpreter/a.ts": many("b as C", 40),
      "cards/a.ts": many("1 as const", 99),
    },
  },
  {
    name: "what JSON holds is checked",
    check: untypedJson,
    bad: [
      "export const a = JSON.parse(text);",
      "export const a = JSON.parse(text).id;",
      "export const a: A = JSON.parse(text);",
    ].map((text): Files => ({ "store/a.ts": text })),
    good: {
      "store/a.ts":
        "export const a = schema.parse(JSON.parse(text)); export const b: unknown = JSON.parse(text);" +
        "export const c = (text: string): unknown => JSON.parse(text); export function d(): unknown { return JSON.parse(e); }",
    },
  },
  {
    name: "one name for each type, and none of a global",
    check: typeNames,
    bad: [
      { "bot/a.ts": "interface Thing { a: 1 }", "store/a.ts": "export type Thing = 1;" },
      ...["type Pick = 1;", "export interface Request { a: 1 }", "class Text {}"].map(
        (text): Files => ({ "bot/a.ts": text }),
      ),
    ],
    good: { "bot/a.ts": "interface Thing { a: 1 }", "store/a.ts": "export type OtherThing = 1;" },
  },
  {
    name: "durations end in Ms",
    check: durations,
    bad: [
      "/** Milliseconds to wait. */\nconst patience = 5_000;",
      "const retention = 7 * 24 * 60 * 60 * 1000;",
      "const longest = 2 * hourMs;",
    ].map((text): Files => ({ "bot/a.ts": text })),
    good: {
      "bot/a.ts": "/** Milliseconds to wait. */\nconst timeoutMs = 5_000; const mostPeople = 1_000; const days = 7;",
    },
  },
  {
    name: "words are passed in",
    check: wordsPassedIn,
    bad: [{ "bot/a.ts": 'import { wordsEn } from "../cards/words/en/words.ts";' }],
    good: { "cli/commands/a.ts": 'import { wordsEn } from "../../cards/words/en/words.ts";' },
  },
];

/** Rules of the tests themselves; `good` and `bad` are the text of one test file. */
const testRules = [
  {
    name: "no test sleeps for a fixed time",
    check: fixedSleeps,
    bad: [
      'import { setTimeout as pause } from "node:timers/promises";',
      "await new Promise((resolve) => setTimeout(resolve, 100));",
      "await new Promise<void>((done) => { setTimeout(done, 5); });",
      "await new Promise((resolve) => setTimeout(() => resolve(1), delay));",
    ],
    good: "await new Promise((done) => setTimeout(done, 0)); await new Promise((done) => program.once('exit', done));",
  },
  {
    name: "every test asserts",
    check: silentTests,
    bad: [
      'test("a", () => { const b = c(); });',
      'test("a", async () => { if (b) return; expect(c).toBe(1); });',
      'test.each([1, 2])("a", (b) => { if (b === 1) return; expect(b).toBe(2); });',
    ],
    good: 'test("a", () => { const b = [1].map((c) => { return c; }); expect(b).toEqual([1]); }); test("d", () => expectNoLeak(e));',
  },
] as const;

const tests = sourcesBelow(fileURLToPath(new URL("./", import.meta.url)));

for (const { name, check, bad, good } of testRules) {
  describe(name, () => {
    test("in test", () => {
      expect(check(tests).map((violation) => asText(violation, "test"))).toEqual([]);
    });

    test.each(bad)("finds %s", (text) => {
      expect(check([sourceOf("a.test.ts", text)])).toHaveLength(1);
    });

    test("accepts correct code", () => {
      expect(check([sourceOf("a.test.ts", good)])).toEqual([]);
    });
  });
}

const sourceFiles = sourcesBelow(fileURLToPath(new URL("../src", import.meta.url)));

function check(rule: Rule, files: Files): string[] {
  return rule
    .check(Object.entries(files).map(([path, text]) => sourceOf(path, text)))
    .map((violation) => asText(violation));
}

test("the source files are found", () => {
  expect(sourceFiles.map(({ path }) => path)).toContain("cli/main.ts");
});

for (const rule of [...rules, ...moreRules]) {
  describe(rule.name, () => {
    test("in src", () => {
      expect(rule.check(sourceFiles).map((violation) => asText(violation))).toEqual([]);
    });

    test.each(rule.bad.map((files) => [summary(files), files] as const))("finds %s", (_, files) => {
      expect(check(rule, files)).toEqual([expect.stringMatching(/^src\/[\w./-]+:\d+: .+; .+/)]);
    });

    test("accepts correct code", () => {
      expect(check(rule, rule.good)).toEqual([]);
    });
  });
}

function summary(files: Files): string {
  const [path, text] = Object.entries(files)[0] ?? [];
  return `${path} ${text?.replaceAll(/\s+/g, " ").slice(0, 60)}`;
}
