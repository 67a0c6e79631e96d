import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { newestQuestion, press, roomOfTests, say } from "./open-room.ts";

const { isSkipped, room } = roomOfTests();

test.skipIf(isSkipped)(
  "a question, another person, a restart and the leaderboard, in a real browser",
  async () => {
    const ada = await room().enter("Ada");
    await ada.getByRole("button", { name: "Play the first question" }).click();
    const first = await newestQuestion(ada);
    await press(ada, first.letterOf(1));
    const verdict = ada.locator('.card[data-tone="wrong"]');
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(/^Not [A-D]: [A-D] is right/);
    expect(await ada.locator('.card[data-tone="question"]').count()).toBe(0);
    await takePicture(ada);

    // Ben sees nothing of what Ada asked and answered.
    const ben = await room().enter("Ben");
    await say(ben, "hello from Ben");
    await ada.getByText("hello from Ben").waitFor();
    expect(await ben.locator(".card").count()).toBe(0);
    await say(ben, "/async-quiz play");
    await ben.locator('.card[data-tone="question"]').waitFor();

    // A restart between question and answer.
    expect(await room().restart()).toBe(0);
    await ben.reload();
    const bens = await newestQuestion(ben);
    await press(ben, bens.letterOf(0));
    await ben.locator('.card[data-tone="right"]').waitFor();

    await ada.reload();
    await ada.locator('.card[data-tone="wrong"]').waitFor();
    await ada.locator('button[data-say="/async-quiz leaderboard"]').click();
    const leaderboard = ada.locator('.card[data-tone="score"]');
    await leaderboard.waitFor();
    expect(await leaderboard.innerText()).toMatch(/1\.\s+Ben/);
    expect(await leaderboard.innerText()).toContain("You have no points");
  },
  120_000,
);

/** Makes the picture in the README, on request. */
async function takePicture(page: Page): Promise<void> {
  const path = process.env.UPDATE_PICTURES ? resolve("docs/room.png") : resolve(room().folder, "room.png");
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 900, height: 1180 });
  await page.locator('.card[data-tone="wrong"] .buttons').scrollIntoViewIfNeeded();
  await page.screenshot({ path });
  if (usual) await page.setViewportSize(usual);
}
