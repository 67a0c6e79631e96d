import { join } from "node:path";
import { expect, test } from "vitest";
import { dueNow, withStore } from "./due-now.ts";
import { newestQuestion, press, roomOfTests, say } from "./open-room.ts";

const { isSkipped, room } = roomOfTests();

test.skipIf(isSkipped)(
  "the daily question appears by itself and is answered privately",
  async () => {
    const cid = await room().enter("Cid");
    const dan = await room().enter("Dan");
    await say(cid, "/async-quiz settings daily #room 09:00 UTC");
    await cid.getByText("The daily question is set up").waitFor();
    // The next 09:00 is hours away, so the question becomes due while the program is stopped.
    await room().restart(() =>
      withStore(`sqlite:${join(room().folder, "data/async-quiz.db")}`, (store) => dueNow(store, "web", "room", "room")),
    );
    await dan.getByText(/Question of the day/).waitFor();
    const { letterOf } = await newestQuestion(dan);
    await press(dan, letterOf(0));
    await dan.locator('.card[data-tone="right"]').waitFor();
    await cid.getByText("1 answered so far. Your answer is private.").waitFor();
    expect(await cid.locator('.card[data-tone="right"]').count()).toBe(0);
  },
  120_000,
);
