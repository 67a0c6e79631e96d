import { expect, test } from "vitest";
import { roomOfTests, say } from "./open-room.ts";

const { isSkipped, room } = roomOfTests();

test.skipIf(isSkipped)(
  "a program is pasted and stepped through, even after a restart, in a real browser",
  async () => {
    const ada = await room().enter("Ada");
    await say(ada, "/async-quiz trace");
    const code = ada.getByRole("textbox", { name: "Program" });
    await code.waitFor();
    expect(await code.evaluate((element) => element === document.activeElement)).toBe(true);
    await code.fill('await null;\nconsole.log("<b>a</b>");\nsetTimeout(() => console.log("c"), 10);');
    await ada.getByLabel("File type").selectOption("module");
    await ada.getByRole("button", { name: "Trace", exact: true }).click();
    await ada.getByText("The order is guaranteed").waitFor();
    await ada.getByRole("button", { name: "Step through" }).click();
    await ada.getByText(/^Step 1 of/).waitFor();

    expect(await room().restart()).toBe(0);
    await ada.reload();
    await ada.getByRole("button", { name: "Last" }).click();
    await ada.getByText("Nothing is left to run. Time: 10 ms.").waitFor();
    expect(await ada.locator(".card").count()).toBe(1);
    expect(await ada.locator(".card pre").last().innerText()).toBe("<b>a</b>\nc");
  },
  120_000,
);
