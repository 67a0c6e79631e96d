import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { wordsOf } from "../../src/cards/prose.ts";
import { choiceProse } from "../../src/cards/question/question-words.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { choicesOf, type Question } from "../../src/engine/question/question.ts";
import { browserSkipReason, launchBrowser } from "../browser.ts";
import { shippedBank } from "../shipped-bank.ts";
import { builtProgram, freePort, type Program, runProgram, temporaryFolder } from "./program.ts";

/** The built program with its room open, and browsers to enter it with. */
export interface OpenRoom {
  readonly folder: string;
  /** Another browser is another person. */
  enter(name: string): Promise<Page>;
  /** Stops the program and starts it again on the same data, after changes to it; returns the exit code. */
  restart(whileStopped?: () => Promise<void>): Promise<number | null>;
  close(): Promise<void>;
}

/** A room for the tests of one file: opened before them and closed after them; skipped without a browser. */
export function roomOfTests(): { readonly isSkipped: boolean; readonly room: () => OpenRoom } {
  const isSkipped = browserSkipReason() !== null;
  let room: OpenRoom | undefined;
  beforeAll(async () => {
    if (!isSkipped) room = await openRoom();
  });
  afterAll(() => room?.close());
  return {
    isSkipped,
    room: () => {
      if (room === undefined) throw new Error("the room is not open");
      return room;
    },
  };
}

async function openRoom(): Promise<OpenRoom> {
  const launched = await launchBrowser();
  if (launched.type === "skip") throw new Error(launched.reason);
  const { browser } = launched;
  const folder = await temporaryFolder();
  const port = String(await freePort());
  const open = () => openProgram(folder.path, port);
  let program = await open();
  return {
    folder: folder.path,
    enter: (name) => enter(browser, `http://127.0.0.1:${port}`, name),
    restart: async (whileStopped) => {
      const code = await program.stop();
      await whileStopped?.();
      program = await open();
      return code;
    },
    close: async () => {
      await program.stop();
      await browser.close();
      await folder.remove();
    },
  };
}

async function openProgram(cwd: string, port: string): Promise<Program> {
  const program = runProgram(process.execPath, [builtProgram, "start", "--port", port], { cwd });
  await program.printed(`The room is open: http://127.0.0.1:${port}`);
  return program;
}

async function enter(browser: Browser, address: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 900, height: 1080 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Enter the room" }).click();
  // Nobody can type behind the dialog, which stays until the name has arrived.
  await page.locator("#you").waitFor({ state: "hidden" });
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  await page.locator("#message").fill(text);
  await page.keyboard.press("Enter");
}

/** The question on the newest open card, and the letter of one of its choices. */
export async function newestQuestion(
  page: Page,
): Promise<{ question: Question; letterOf: (choice: number) => string }> {
  const card = page.locator('.card[data-tone="question"]').last();
  await card.waitFor();
  const shown = await card.locator(".choice-text").allInnerTexts();
  const words = (text: string) => text.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
  const bank = await shippedBank();
  const texts = shown.slice(-5).map(words);
  const question = bank.questions.find((one) => textsOf(one).every((text) => texts.includes(words(text))));
  if (!question) throw new Error(`no question has these choices: ${texts}`);
  const letterOf = (choice: number) => "ABCDE"[texts.indexOf(words(textsOf(question)[choice] ?? ""))] as string;
  return { question, letterOf };
}

function textsOf(question: Question): readonly string[] {
  return choicesOf(question).map((choice) => wordsOf(choiceProse(wordsEn, choice)));
}

export async function press(page: Page, letter: string): Promise<void> {
  await page.locator(`.card[data-tone="question"] button[data-letter="${letter}"]`).last().click();
}
