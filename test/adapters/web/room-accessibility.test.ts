import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserSkipReason } from "../../browser.ts";
import { enter, type Launch, showcase, started } from "./browser-room.ts";
import { openBrowser, openRoom } from "./room-under-test.ts";

/** What axe finds: one line for each rule, with the elements it is about. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  const { violations: broken } = found as axe.AxeResults;
  return broken.map(
    (rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
  );
}

const skipReason = browserSkipReason();

describe.skipIf(skipReason !== null)(`the room's page${skipReason === null ? "" : ` (${skipReason})`}`, () => {
  let browser: Launch["browser"];
  beforeAll(async () => {
    browser = await started();
  });
  afterAll(() => browser?.close());

  describe.each(["light", "dark"] as const)("in the %s theme breaks no rule of axe", (colorScheme) => {
    test("on the page that asks for a name", async () => {
      const { chat } = await openRoom();
      expect(await violations(await enter(browser, chat.address(), null, { colorScheme }))).toEqual([]);
    });

    test("with every block, own and others' words, and open suggestions", async () => {
      const { chat, port } = await openRoom();
      const page = await enter(browser, chat.address(), "Ada", { colorScheme });
      for (const name of ["Bob", "Cleo", "Dan", "Eve", "Finn", "Gus"]) {
        await (await openBrowser(port, name)).post("/say", { text: "Good morning!" });
      }
      await page.fill("#message", "hello");
      await page.keyboard.press("Enter");
      await page.fill("#message", "/progress");
      await page.keyboard.press("Enter");
      await page.waitForSelector("text=Only you can see this");
      for (const [index, card] of showcase.entries()) {
        await chat.post({ workspace: "room", channel: "room", key: `show-${index}`, card });
      }
      await page.waitForSelector(`text=${showcase.at(-1)?.title}`);
      expect(await violations(page)).toEqual([]);
      await page.locator("#message").pressSequentially("/");
      await page.waitForSelector('[role="option"]');
      await page.keyboard.press("ArrowDown");
      expect(await violations(page)).toEqual([]);
    });

    test("with a form, and with an error", async () => {
      const { chat } = await openRoom();
      const page = await enter(browser, chat.address(), "Ada", { colorScheme });
      const buttons = [[{ id: "settings-form:", label: "Set up", spoken: "Set up", style: "primary" as const }]];
      await chat.post({ workspace: "room", channel: "room", key: "s", card: { ...showcase[0], buttons } as never });
      await page.click("text=Set up");
      await page.waitForSelector("#form-dialog[open]");
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await chat.stop();
      await page.click("text=Help");
      await page.waitForSelector("#trouble:not([hidden])");
      expect(await violations(page)).toEqual([]);
    });
  });
});
