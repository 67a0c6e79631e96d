import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, escaped, fitted, mrkdwn, mrkdwnFitted, plainFitted } from "../../../src/adapters/slack/mrkdwn.ts";
import { renderMessage, renderText } from "../../../src/adapters/slack/render-card.ts";
import { renderForm, renderHome, renderModal } from "../../../src/adapters/slack/render-view.ts";
import { plain, prose, wordsOf } from "../../../src/cards/prose.ts";
import { choiceProse, promptOf } from "../../../src/cards/question/question-words.ts";
import { settingsForm } from "../../../src/cards/settings/settings-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { choicesOf, codeOf } from "../../../src/engine/question/question.ts";
import { chatContract } from "../../contracts/chat.contract.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { type AnyBlock, isSafe, messageViolations, readable, viewViolations } from "./server/rules.ts";
import { wordsIn } from "./server/slack.ts";

const location = { channel: "C0GENERAL", channelName: "#general" };

chatContract({
  name: "Slack",
  rendered: ({ card }) => wordsIn(renderMessage(card) as readonly AnyBlock[]),
  violations: ({ card }) => [
    ...messageViolations({ text: renderText(card), blocks: renderMessage(card) }),
    ...viewViolations(renderModal(wordsEn, card, location)),
    ...viewViolations(renderHome(card, null)),
  ],
});

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.constantFrom(
    "<!channel>",
    "<@U0ANNA>",
    "<https://evil.example|here>",
    "```",
    "&lt;!here&gt;",
    "*a* _b_ ~c~",
    "👩‍👩‍👧‍👦",
  ),
  fc.stringMatching(/^[<>&*_~`:|a ]{0,200}$/),
);

describe("mrkdwn", () => {
  test("never pings or links, whatever the text says", () => {
    fc.assert(fc.property(hostile, (text) => isSafe(mrkdwn(plain(text))) && isSafe(mrkdwn(prose(text)))));
  });

  test("keeps every character of the text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(readable(mrkdwn(plain(text)))).toBe(text.replaceAll("\u200b", ""));
      }),
    );
  });

  test("fits and never cuts a character or an entity, even if escaping makes the text longer", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 8, max: 120 }), (text, most) => {
        for (const cut of [mrkdwnFitted(prose(text), most), fitted(text, most, escaped), plainFitted(text, most)]) {
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut).not.toMatch(/\p{Surrogate}/u);
        }
        expect(fitted(text, most, escaped)).not.toMatch(/&(?!(amp|lt|gt);)/);
      }),
    );
  });

  test("closes every mark at the point where it cuts", () => {
    const cut = mrkdwnFitted(prose(`before \`${"long ".repeat(50)}\` after`), 60);
    expect(cut.match(/`/g)).toHaveLength(2);
  });

  test.each([
    ["a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"],
    ["2 * 3 * 4, shared_data, a*b", "2 * 3 * 4, shared_data, a*b"],
    ["call `a < b` now", "call `a &lt; b` now"],
  ])("%s", (text, expected) => {
    expect(mrkdwn(prose(text))).toBe(expected);
  });

  test.each(["*bold*", "_slanted_", "~struck~", ":tada:", "> quoted"])("%s stays as it is written", (text) => {
    const rendered = mrkdwn(plain(text));
    expect(readable(rendered)).toBe(text);
    expect(rendered).not.toMatch(/(^|\s)[*_~]\w|^&gt;|:tada:/);
  });

  test("code cannot close its own code block", () => {
    expect(codeBlock("a```b").match(/```/g)).toHaveLength(2);
  });
});

test("every question's prompt, code and choices can be read in its message", async () => {
  const { questions } = await shippedBank();
  const { everyCard } = await import("../../contracts/card-fixtures.ts");
  const cards = new Map(everyCard(wordsEn, await shippedBank()).map(({ name, card }) => [name, card]));
  for (const question of questions) {
    const card = cards.get(`${question.id} asked (new)`);
    const code = codeOf(question);
    const words = wordsIn(renderMessage(card as NonNullable<typeof card>) as readonly AnyBlock[]);
    for (const text of [
      promptOf(wordsEn, question),
      ...choicesOf(question).map((choice) => wordsOf(choiceProse(wordsEn, choice))),
      ...(code ? [code.text.trimEnd()] : []),
    ]) {
      expect(words.replaceAll(/\s+/g, " ")).toContain(text.trim().replaceAll(/\s+/g, " "));
    }
  }
});

test("the form keeps within Slack's limits, even with an invalid channel or time", () => {
  for (const channel of ["C0GENERAL", "U0ANNA", ""]) {
    const view = {
      id: "settings-daily",
      channel,
      time: channel === "" ? "soon" : "09:00",
      zone: "UTC",
      days: "mon-fri",
    };
    expect(viewViolations(renderForm(wordsEn, settingsForm(wordsEn, view), location))).toEqual([]);
  }
});
