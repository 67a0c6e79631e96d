import fc from "fast-check";
import { expect, test } from "vitest";
import { readForm } from "../../../../src/bot/requests/catalogue.ts";
import { formId } from "../../../../src/bot/requests/definition.ts";
import type { Card } from "../../../../src/cards/card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { wordsEn } from "../../../../src/cards/words/en/words-en.ts";
import { hourMs } from "../../../../src/engine/community/calendar.ts";
import { temporaryFolder } from "../../../end-to-end/program.ts";
import { type App, buttonOf, openApp, originOf, untouchable } from "../../app-under-test.ts";

const lesson = `console.log("start");
setTimeout(() => console.log("timer"), 10);
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("promise"));
console.log("end");`;

const { moves } = wordsEn.trace;
const read = (values: Readonly<Record<string, string>>) => readForm(formId("trace-program"), values, () => null);

function pastes(app: App, person: string, source = lesson, module: "commonjs" | "module" = "commonjs") {
  return app.asks(person, { type: "trace-program", source, module });
}

/** Each block of code by the text above it. */
function codeOf(card: Card): Record<string, string> {
  return Object.fromEntries(
    card.blocks.flatMap((block) => (block.type === "code" ? [[block.language, block.text]] : [])),
  );
}

test("the form is the very first response: it reads nothing from the store", async () => {
  const app = await openApp({ change: untouchable });
  const reply = await app.bot.hear({ type: "trace" }, originOf("ada"));
  expect(reply).toMatchObject({
    type: "form",
    id: formId("trace-program"),
    fields: [
      { name: "code", kind: "code" },
      { name: "module", kind: "option", value: "commonjs" },
    ],
  });
});

test("a summary shows the output, that it is guaranteed, the time, and what misconceptions predict", async () => {
  const app = await openApp();
  const summary = await pastes(app, "ada");
  const text = plainText(summary);
  expect(codeOf({ ...summary, blocks: summary.blocks.slice(0, 1) }).console).toBe("start\nend\ntick\npromise\ntimer");
  expect(text).toContain(wordsEn.trace.guaranteed);
  expect(text).toContain("It takes 10 ms (simulated time).");
  const quotes = summary.blocks.filter((block) => block.type === "quote");
  expect(quotes.length).toBeGreaterThan(0);
  expect(quotes.length).toBeLessThanOrEqual(5);
  const sentences = app.bank.misconceptions.map(({ belief }) => belief);
  for (const quote of quotes)
    expect(sentences).toContain(plainText({ ...summary, blocks: [quote] }).slice(summary.title.length + 4));
  expect(text).toContain("    start\n    timer\n    tick\n    promise\n    end");
});

test("a race is named, and an uncaught error and a silent program are reported", async () => {
  const app = await openApp();
  const race = await pastes(app, "ada", `setTimeout(() => console.log(1), 0);\nsetImmediate(() => console.log(2));`);
  expect(plainText(race)).toMatch(
    /not guaranteed.*`setImmediate callback of line 2` and `setTimeout callback of line 1`/,
  );
  const thrown = await pastes(app, "ada", `throw new Error("x")`);
  expect(plainText(thrown)).toContain(`${wordsEn.trace.silent}\n\n`);
  expect(plainText(thrown)).toContain("exit code 1");
  expect(plainText(thrown)).toContain(wordsEn.trace.noMisconceptions);
});

test("each step marks its line, and shows the stack, the queues, the timers and the output so far", async () => {
  const app = await openApp();
  let step = await app.presses("ada", buttonOf(await pastes(app, "ada"), "Step through"));
  expect(step.title).toMatch(/^Step 1 of \d+$/);
  expect(codeOf(step).js).toContain(`▶ 1 │ console.log("start");\n  2 │ setTimeout`);
  expect(plainText(step)).toContain(wordsEn.trace.nothingYet);
  for (const line of [2, 3, 4, 5]) {
    step = await app.presses("ada", buttonOf(step, moves.next));
    expect(codeOf(step).js).toMatch(new RegExp(`^▶ ${line} `, "m"));
  }
  expect(codeOf(step)["event loop"]).toBe(
    [
      "call stack  main script",
      "nextTick    nextTick callback, line 3",
      "microtasks  then callback, line 4",
      "timers      setTimeout callback, line 2, ready at 10 ms",
      "immediates  (empty)",
    ].join("\n"),
  );
  expect(codeOf(step).console).toBe("start");
  const before = await app.presses("ada", buttonOf(step, moves.back));
  expect(codeOf(before).js).toContain("▶ 4 ");
  const last = await app.presses("ada", buttonOf(before, moves.last));
  expect(plainText(last)).toContain("Nothing is left to run. Time: 10 ms.");
  expect(codeOf(last).console).toBe("start\nend\ntick\npromise\ntimer");
  expect(await app.presses("ada", buttonOf(last, moves.next))).toEqual(last);
  expect((await app.presses("ada", buttonOf(last, moves.first))).title).toMatch(/^Step 1 /);
  expect((await app.presses("ada", buttonOf(last, wordsEn.trace.summary))).title).toBe(wordsEn.trace.title);
});

test("no two buttons of a step have the same id, at any position", async () => {
  const app = await openApp();
  let step = await app.presses("ada", buttonOf(await pastes(app, "ada"), "Step through"));
  for (let position = 0; position < 12; position++) {
    const ids = step.buttons.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    step = await app.presses("ada", buttonOf(step, moves.next));
  }
});

test("a step works after a restart, only for its owner, for seven days", async () => {
  const folder = await temporaryFolder();
  const url = `sqlite:${folder.path}/quiz.db`;
  const first = await openApp({ url });
  const button = buttonOf(await pastes(first, "ada"), "Step through");
  const step = await first.presses("ada", button);
  await first.store.close();

  const app = await openApp({ url, now: first.now + hourMs });
  expect(await app.presses("ada", button)).toEqual(step);
  expect(plainText(await app.presses("eve", button))).toContain(wordsEn.refusals["not-your-trace"]);
  const elsewhere = await app.asks(
    "ada",
    { type: "trace-summary", trace: button.split(":")[3] as never },
    { workspace: "x" },
  );
  expect(plainText(elsewhere)).toContain(wordsEn.refusals["not-your-trace"]);

  app.now = first.now + 7 * 24 * hourMs;
  await app.bot.wake();
  expect((await app.presses("ada", button)).tone).toBe("neutral");
  app.now += 1;
  expect(plainText(await app.presses("ada", button))).toContain(wordsEn.refusals["trace-gone"]);
  expect(await app.store.pastedPrograms.find(button.split(":")[3] as never)).not.toBeNull();
  await app.bot.wake();
  expect(await app.store.pastedPrograms.find(button.split(":")[3] as never)).toBeNull();
  await app.store.close();
  await folder.remove();
});

test("forget erases pasted programs", async () => {
  const app = await openApp();
  const button = buttonOf(await pastes(app, "ada"), "Step through");
  await app.asks("ada", { type: "forget-confirmed" });
  expect(await app.store.pastedPrograms.find(button.split(":")[3] as never)).toBeNull();
  expect(plainText(await app.presses("ada", button))).toContain(wordsEn.refusals["trace-gone"]);
});

test("a store that fails to erase is logged, and the daily questions continue", async () => {
  const fails = async () => Promise.reject(new Error("disk"));
  const app = await openApp({
    change: (store) => ({
      ...store,
      pastedPrograms: { ...store.pastedPrograms, eraseBefore: fails },
    }),
  });
  expect(await app.bot.wake()).toBeNull();
  expect(app.logged).toContain("old pasted programs were not erased");
});

test.each([
  ["const x = ;", "Line 1, column 11", "syntax"],
  ["console.log(1);\n  /a/.test(x);", "Line 2, column 3", "unsupported"],
  ["while (true) {}", "2000000", "too-many-steps"],
  [`console.log(new Error("x"))`, "message", "error-printed"],
  ["setInterval(() => {}, 1)", "", "too-many-steps"],
] as const)("%j is refused with its position and what to do", async (source, sentence, code) => {
  const app = await openApp();
  const card = await pastes(app, "ada", source);
  expect(card).toMatchObject({ tone: "refused", title: wordsEn.trace.refusedTitle });
  expect(plainText(card)).toContain(sentence);
  if (code !== "too-many-steps") expect(plainText(card)).toContain(wordsEn.trace.advice[code]);
  expect(buttonOf(card, wordsEn.trace.another)).toBe("trace:");
  expect(plainText(await pastes(app, "ada", "  \n"))).toContain(wordsEn.refusals["trace-empty"]);
});

test("the module kind makes a difference", async () => {
  const app = await openApp();
  const source = "await null; console.log(1);";
  expect((await pastes(app, "ada", source)).tone).toBe("refused");
  expect(codeOf(await pastes(app, "ada", source, "module")).console).toBe("1");
});

test.each([
  ["a();\r\nb();\r\n", "a();\nb();"],
  ["\n\n  a();\n", "  a();"],
  ["```js\na();\n```", "a();"],
  ["  ```javascript title\r\n\r\na();\n  b();\n```  \n", "a();\n  b();"],
  ["~~~\na();\n~~~", "a();"],
  ["````md\n```\n````", "```"],
  ["`a`;\n`b`;", "`a`;\n`b`;"],
  ["```js\na();", "```js\na();"],
  ["a();\n```", "a();\n```"],
])("%j is the program %j", (code, source) => {
  expect(read({ code, module: "commonjs" })).toEqual({ type: "trace-program", source, module: "commonjs" });
});

test("values that are not a filled-in form are declined", () => {
  expect(read({ code: "a", module: " Module " })).toMatchObject({ type: "trace-program", module: "module" });
  expect(read({ code: "a", module: "wasm" })).toMatchObject({ refusal: { code: "bad-module", typed: "wasm" } });
  expect(read({ code: "a" })).toMatchObject({ refusal: { code: "bad-module", typed: "" } });
  expect(read({ code: "x".repeat(40_001), module: "module" })).toMatchObject({ refusal: { code: "too-long" } });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("code", "module", "__proto__"), fc.string()), (values) => {
      expect(["trace-program", "declined"]).toContain(read(values).type);
    }),
  );
});
