import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hear } from "../../../src/bot/ports/chat.ts";
import { questionCard as questionCardOf } from "../../../src/cards/question/question-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { type Presentation, pressedAfter } from "../../../src/engine/question/answer.ts";
import { accountId, presentationId, questionId } from "../../../src/engine/question/ids.ts";
import { browserSkipReason } from "../../browser.ts";
import { sampleSteps } from "../../engine/samples.ts";
import { enter, type Launch, showcase, started } from "./browser-room.ts";
import { card, echo, memoryTranscript, openBrowser, openRoom, questionCard } from "./room-under-test.ts";

const skipReason = browserSkipReason();
const titled = (title: string) => `.card-title span:text-is("${title}")`;
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
const daily = { workspace: "room", channel: "room", key: "daily-1", card: questionCard("Daily", "asked-0009") };

const samplePresentation: Presentation = {
  id: presentationId("asked-0001"),
  community: null,
  account: accountId("account"),
  question: questionId("steps"),
  digest: "digest",
  shown: [],
  reason: "play",
  topic: null,
  presentedAt: 0,
  chosen: null,
  closedAt: null,
};

async function say(page: Page, text: string): Promise<void> {
  await page.fill("#message", text);
  await page.press("#message", "Enter");
}

describe.skipIf(skipReason !== null)(`the room's page${skipReason === null ? "" : ` (${skipReason})`}`, () => {
  let browser: Launch["browser"];
  beforeAll(async () => {
    browser = await started();
  });
  afterAll(() => browser?.close());

  test("the verdict replaces the question and gets the keyboard focus", async () => {
    const { chat } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada");
    await say(page, "/play");
    await page.focus('button[data-letter="B"]');
    await page.keyboard.press("Enter");
    await page.waitForSelector(titled("answer"));
    expect(await focused(page)).toBe("answer");
    expect(await page.locator(titled("play")).count()).toBe(0);
  });

  test("letters answer the newest open question, but not while somebody types", async () => {
    const { chat, heard } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada");
    await chat.post(daily);
    await say(page, "/play");
    await page.waitForSelector(titled("play"));
    await page.press("#message", "b");
    expect(await page.inputValue("#message")).toBe("b");
    await page.focus("#log");
    await page.keyboard.press("b");
    await page.waitForSelector(titled("answer"));
    expect(heard.filter(({ type }) => type === "answer")).toMatchObject([{ presentation: "asked-0001", pick: 1 }]);
    expect(await focused(page)).toBe("answer");
  });

  test("a single letter that is typed answers the open question, and nobody else reads it", async () => {
    const { chat, heard, transcript } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada");
    await say(page, "/play");
    await page.waitForSelector(titled("play"));
    await say(page, " b");
    await page.waitForSelector(titled("answer"));
    expect(heard.filter(({ type }) => type === "answer")).toMatchObject([{ presentation: "asked-0001", pick: 1 }]);
    const lines = await transcript.recent("room", "nobody", 99);
    expect(lines.filter(({ author }) => author !== null)).toEqual([]);
  });

  test("N presses the main button of the newest card, and Escape leaves the message box", async () => {
    const verdict = card("verdict", {
      buttons: [[{ id: "play:all", label: "Next", spoken: "Next", style: "primary" }]],
    });
    const { chat, heard } = await openRoom({
      hear: async (request) => (request.type === "answer" ? verdict : echo(request)),
    });
    const page = await enter(browser, chat.address(), "Ada");
    await say(page, "/play");
    await page.waitForSelector(titled("play"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    await page.waitForSelector(titled("verdict"));
    await page.keyboard.press("n");
    await page.waitForSelector(titled("play"));
    expect(heard.map(({ type }) => type).filter((type) => type !== "suggest")).toEqual(["play", "answer", "play"]);
  });

  test("while steps are chosen, nothing moves under the pointer, and a hovered step does not look chosen", async () => {
    const steps = sampleSteps(["boil", "pour", "drink"], []);
    let pressed: readonly number[] = [];
    const show = () => {
      const presentation = { ...samplePresentation, question: steps.id, shown: [2, 0, 1] };
      const ids = {
        pick: () => "answer:asked-0001:unknown",
        press: (letter: number) => `pick:asked-0001:${letter}`,
        send: () => "send:asked-0001",
        open: () => "open-answer:asked-0001",
      };
      return questionCardOf(wordsEn, { question: steps, presentation, pressed, note: "new", place: null, ids });
    };
    const { chat } = await openRoom({
      hear: async (request) => {
        if (request.type === "pick") pressed = pressedAfter(steps, pressed, [2, 0, 1][request.letter] ?? 0);
        return request.type === "suggest" ? echo(request) : show();
      },
    });
    for (const viewport of [
      { width: 390, height: 700 },
      { width: 1000, height: 500 },
    ]) {
      pressed = [];
      const page = await enter(browser, chat.address(), "Ada", { viewport });
      await say(page, "/play");
      const letter = (name: string) => page.locator(`button[data-letter="${name}"]`).last();
      const places = async () => Promise.all(["A", "B", "C"].map(async (name) => letter(name).boundingBox()));
      await letter("C").waitFor();
      const before = await places();
      for (const [index, name] of ["B", "A"].entries()) {
        await letter(name).click();
        await page.locator(`button[data-letter="${name}"][aria-pressed="true"]`).last().waitFor();
        expect(await letter(name).locator(".letter").innerText()).toContain(String(index + 1));
        expect(await places()).toEqual(before);
      }
      const background = (name: string) => letter(name).evaluate((button) => getComputedStyle(button).backgroundColor);
      await letter("C").hover();
      expect(await background("C")).not.toBe(await background("A"));
      expect(await page.getByRole("button", { name: "Send (1 left)" }).last().getAttribute("aria-disabled")).toBe(
        "true",
      );
    }
  });

  test("letter keys can be turned off, and stay off", async () => {
    const { chat, heard } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada");
    await chat.post(daily);
    await page.click("#change-name");
    await page.uncheck("#letter-keys");
    await page.click("#you-submit");
    await page.reload();
    await page.waitForSelector("button[data-letter]");
    await page.focus("#log");
    await page.keyboard.press("a");
    // The room handles requests in order, so it would have received the letter before this.
    await say(page, "/help");
    await page.waitForSelector(titled("help"));
    expect(heard.map(({ type }) => type).filter((type) => type !== "suggest")).toEqual(["help"]);
  });

  test("a button waits for its answer, and more clicks send nothing", async () => {
    let release = () => {};
    const blocked = new Promise<void>((done) => {
      release = done;
    });
    const hear: Hear = async (command) => {
      if (command.type === "answer") await blocked;
      return echo(command);
    };
    const { chat, heard } = await openRoom({ hear });
    const page = await enter(browser, chat.address(), "Ada");
    await say(page, "/play");
    await page.dblclick('button[data-letter="A"]');
    await page.dispatchEvent('button[data-letter="B"]', "click");
    expect(await page.getAttribute('button[data-letter="B"]', "aria-disabled")).toBe("true");
    release();
    await page.waitForSelector(titled("answer"));
    expect(heard.filter(({ type }) => type === "answer")).toMatchObject([{ pick: 0 }]);
  });

  test("a failure is shown, can be tried again, and loses no text", async () => {
    let broken = true;
    const hear: Hear = async (command) => {
      if (broken) throw new Error("a bug");
      return echo(command);
    };
    const { chat } = await openRoom({ hear });
    const page = await enter(browser, chat.address(), "Ada");
    await say(page, "/play blocking");
    await page.waitForSelector(`#trouble:has-text('${wordsEn.crash.text.slice(0, 20)}')`);
    expect(await page.inputValue("#message")).toBe("/play blocking");
    broken = false;
    await page.click("#try-again");
    await page.waitForSelector(titled("play"));
    expect(await page.inputValue("#message")).toBe("");
    expect(await page.isVisible("#trouble")).toBe(false);
  });

  test("Up recalls what was sent, Tab takes a suggestion", async () => {
    const { chat } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada");
    await say(page, "first");
    await say(page, "/help");
    await page.waitForSelector(titled("help"));
    await page.press("#message", "ArrowUp");
    expect(await page.inputValue("#message")).toBe("/help");
    await page.press("#message", "ArrowUp");
    expect(await page.inputValue("#message")).toBe("first");
    await page.press("#message", "ArrowDown");
    await page.press("#message", "ArrowDown");
    expect(await page.inputValue("#message")).toBe("");
    await page.locator("#message").pressSequentially("/pl");
    await page.waitForSelector('[role="option"]');
    await page.keyboard.press("Tab");
    expect(await page.inputValue("#message")).toBe("/async-quiz play ");
  });

  test("other people's messages arrive by themselves, their private answers never", async () => {
    const { chat, port } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada");
    const bob = await openBrowser(port, "Bob");
    await bob.post("/say", { text: "/progress" });
    await bob.post("/say", { text: "<b>hello</b>" });
    await page.waitForSelector("text=<b>hello</b>");
    expect(await page.textContent("#lines")).not.toContain("progress");
  });

  test("a reload and a restart lose nothing, and the page reconnects by itself", async () => {
    const transcript = memoryTranscript();
    const before = await openRoom({ transcript });
    const page = await enter(browser, before.chat.address(), "Ada");
    await say(page, "/play");
    await page.waitForSelector(titled("play"));
    await page.reload();
    await page.waitForSelector(titled("play"));
    await before.chat.stop();
    await page.waitForSelector("#status:has-text('Connecting…')");
    const after = await openRoom({ transcript, port: before.port });
    await after.chat.post(daily);
    await page.waitForSelector(titled("Daily"));
    expect(await page.textContent("#status")).toBe("");
    await page.click('[data-button="answer:asked-0001:1"]');
    await page.waitForSelector(titled("answer"));
    expect(await page.locator(".line").count()).toBe(3);
  });

  test("a form opens as a dialog, and its values are sent as one command", async () => {
    const { chat, heard } = await openRoom({
      hear: async (command) =>
        command.type === "settings-form"
          ? {
              type: "form",
              title: "Daily",
              intro: [],
              fields: ["channel", "time", "zone", "days"].map((name) => ({
                name,
                label: name,
                hint: name,
                value: name === "time" ? "09:00" : "",
                kind: name === "channel" ? ("channel" as const) : ("text" as const),
              })),
              id: "settings-daily",
              submit: "Save",
            }
          : echo(command),
    });
    const page = await enter(browser, chat.address(), "Ada");
    const buttons = [[{ id: "settings-form:", label: "Set up", spoken: "Set up", style: "primary" as const }]];
    await chat.post({ ...daily, card: { ...daily.card, buttons } });
    await page.click("text=Set up");
    await page.fill("#field-time", "07:15");
    await page.click("text=Save");
    await page.waitForSelector(titled("settings-daily"));
    expect(heard.at(-1)).toMatchObject({ type: "settings-daily", channel: "room", minuteOfDay: 435 });
  });

  test("the theme can be chosen and is remembered", async () => {
    const { chat } = await openRoom();
    const page = await enter(browser, chat.address(), "Ada", { colorScheme: "light" });
    await page.click("#theme");
    await page.reload();
    await page.waitForSelector('html[data-theme="dark"]');
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe("rgb(21, 23, 28)");
  });

  test("nothing is cut off or wider than the smallest phone", async () => {
    const { chat } = await openRoom();
    const page = await enter(browser, chat.address(), "W".repeat(40), { viewport: { width: 320, height: 640 } });
    for (const [index, card] of showcase.entries()) {
      await chat.post({ ...daily, key: `show-${index}`, card });
    }
    await say(page, "W".repeat(300));
    await page.waitForSelector(".person");
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter(
          (each) =>
            each.getBoundingClientRect().right > window.innerWidth && !each.closest(".chips, pre, #change-name > *"),
        )
        .map((each) => each.outerHTML.slice(0, 100)),
    );
    expect(wide).toEqual([]);
  });
});
