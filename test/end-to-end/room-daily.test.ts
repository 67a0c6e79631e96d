import { expect, test } from "vitest";
import { newestQuestion, press, roomOfTests, say } from "./open-room.ts";

const { isSkipped, room } = roomOfTests();

test.skipIf(isSkipped)(
  "the daily question appears by itself and is answered privately",
  async () => {
    const cid = await room().enter("Cid");
    const dan = await room().enter("Dan");
    const zone = "UTC";
    const soon = new Date(Date.now() + 60_000).toISOString().slice(11, 16);
    await say(cid, `/async-quiz settings daily #room ${soon} ${zone}`);
    await cid.getByText("The daily question is set up").waitFor();
    await dan.getByText(/Question of the day/).waitFor({ timeout: 80_000 });
    const { letterOf } = await newestQuestion(dan);
    await press(dan, letterOf(0));
    await dan.locator('.card[data-tone="right"]').waitFor();
    await cid.getByText("1 answered so far. Your answer is private.").waitFor();
    expect(await cid.locator('.card[data-tone="right"]').count()).toBe(0);
  },
  120_000,
);
