import type { Page } from "playwright-core";
import { onTestFinished } from "vitest";
import type { Card } from "../../../src/cards/card.ts";
import { codeSpan, joined, plain, strong } from "../../../src/cards/prose.ts";
import { type Launched, launchBrowser } from "../../browser.ts";
import { card, questionCard } from "./room-under-test.ts";

export type Launch = Extract<Launched, { type: "browser" }>;

/** Starts the browser. Skips a test that has none before it asks for one. */
export async function started(): Promise<Launch["browser"]> {
  const launched = await launchBrowser();
  if (launched.type === "skip") throw new Error(launched.reason);
  return launched.browser;
}

/** A new person's page in the room, under this name; null stops at the dialog that asks for it. */
export async function enter(
  browser: Launch["browser"],
  address: string,
  name: string | null,
  options: { colorScheme?: "light" | "dark"; viewport?: { width: number; height: number } } = {},
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.waitForSelector("#you[open]");
  if (name === null) return page;
  await page.fill("#name", name);
  await page.click("#you-submit");
  await page.waitForSelector("#you:not([open])", { state: "attached" });
  return page;
}

const share = (count: number) => ({ count, of: 8, text: `${Math.round((100 * count) / 8)} %` });

/** Every block in every state. */
export const showcase: readonly Card[] = [
  questionCard("A question", "asked-0002"),
  card("Not B: A is right", {
    tone: "wrong",
    blocks: [
      { type: "text", text: joined(strong("Here:"), plain(" what does "), codeSpan("await"), plain(" hold up?")) },
      {
        type: "code",
        language: "javascript",
        text: `const user = await load();\nconsole.log(user, "${"x".repeat(90)}");`,
      },
      {
        type: "choices",
        choices: [
          { letter: "A", text: plain("This function only."), mark: "right", markText: "right answer", share: share(5) },
          {
            letter: "B",
            text: plain("The whole program, until the answer is there."),
            mark: "picked-wrong",
            markText: "your answer, wrong",
            share: share(3),
          },
          { letter: "C", text: plain("Nothing."), mark: "passed-over", markText: "", share: share(0) },
        ],
      },
      { type: "heading", text: plain("The misconception behind B") },
      { type: "quote", text: plain("Waiting stops everything.") },
      { type: "link", before: "Source:", label: "MDN: await", url: "https://developer.mozilla.org/" },
      { type: "note", text: plain("No points. You will see this question again.") },
    ],
    buttons: [[{ id: "play:all", label: "Next question", spoken: "Next question", style: "primary" }]],
  }),
  card("Right!", {
    tone: "right",
    blocks: [
      {
        type: "choices",
        choices: [
          { letter: "A", text: plain("Yes"), mark: "picked-right", markText: "your answer, right", share: null },
        ],
      },
    ],
  }),
  card("Leaderboard: this week", {
    tone: "score",
    blocks: [
      {
        type: "rows",
        rows: [
          { lead: "1.", text: plain("Grace"), trail: "9 points", own: false, bar: { part: 9, reached: 9, total: 9 } },
          {
            lead: "2.",
            text: plain("Ada (you)"),
            trail: "4 points",
            own: true,
            bar: { part: 4, reached: 4, total: 9 },
          },
        ],
      },
      {
        type: "rows",
        rows: [
          { lead: "", text: plain("A topic"), trail: "1 of 9", own: false, bar: { part: 0, reached: 0, total: 0 } },
        ],
      },
      { type: "list", items: [plain("one"), codeSpan("two")] },
    ],
  }),
  card("Delete everything about you?", {
    buttons: [
      [
        { id: "forget-confirmed:", label: "Delete", spoken: "Delete", style: "danger" },
        { id: "forget-declined:", label: "Keep it", spoken: "Keep it", style: "plain" },
      ],
    ],
  }),
  card("That didn't work", { tone: "refused" }),
];
