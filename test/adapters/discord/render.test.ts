import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, codeSpan, escaped, link } from "../../../src/adapters/discord/blocks.ts";
import { renderForm, renderSuggestions } from "../../../src/adapters/discord/render-form.ts";
import type { Block, Card } from "../../../src/cards/card.ts";
import { channelSpan, codeSpan as code, commandSpan, communitySpan, plain } from "../../../src/cards/prose.ts";
import { settingsForm } from "../../../src/cards/settings/settings-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { propertyRuns } from "../../property-runs.ts";
import { context, sent } from "./rendered-card.ts";
import { liveMarkdown, messageViolations, readable, readMessage, textsOf } from "./server/message-rules.ts";
import { interactionTypes, responseViolations } from "./server/response-rules.ts";

const nasty = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          "@everyone",
          "<@1>",
          "<@&2>",
          "<#3>",
          "</play:4>",
          "https://evil.example",
          "[x](https://evil.example)",
          "`",
        ],
        ...[
          "```",
          "\\",
          "*",
          "**",
          "_",
          "~~",
          "||",
          "# ",
          "- ",
          "> ",
          "1. ",
          "-# ",
          "\n",
          "<t:1:R>",
          ":smile:",
          "a",
          "\u202e",
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

function card(blocks: readonly Block[], changes: Partial<Card> = {}): Card {
  return { type: "card", tone: "neutral", title: "A title", blocks, buttons: [], reference: [], ...changes };
}

function textOf(one: Card): string {
  return textsOf(readMessage(sent(one))).join("\n");
}

describe("what people and authors wrote", () => {
  test("formats, pings and links nothing, and reads as written", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const markdown = escaped(text);
        const rest = markdown.replaceAll(/\\[^A-Za-z0-9\s]/g, "·");
        expect(rest).not.toMatch(/[\\`*_~|<>[\]@]|:\/\/|^\s*(#|-|\+|\d+[.)])/m);
        const shown = markdown.replaceAll(/\\([^A-Za-z0-9\s])/g, "$1");
        expect(shown.replaceAll(/[\p{Cc}\s]/gu, "")).toBe(
          text.replaceAll(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\s]/gu, ""),
        );
      }),
    );
  });

  test("does not break out of a code block", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(liveMarkdown(codeSpan(text))).toEqual([]);
        expect(codeBlock("js", text).slice(3, -3)).not.toContain("```");
        expect(liveMarkdown(link(text, "https://example.org/a(b)"))).toEqual([]);
      }),
    );
  });

  test("is harmless in every part of a card, at any length", () => {
    const long = fc.tuple(nasty, fc.integer({ min: 1, max: 60 })).map(([text, times]) => text.repeat(times));
    fc.assert(
      fc.property(long, long, (one, other) => {
        const rendered = sent(
          card(
            [
              { type: "text", text: plain(one) },
              { type: "code", language: other, text: one },
              { type: "quote", text: plain(other) },
              { type: "rows", rows: [{ lead: "1.", text: plain(one), trail: other, own: true, bar: null }] },
              { type: "list", items: [plain(other), code(one), [{ type: "strong", text: other }]] },
              {
                type: "choices",
                choices: [
                  { letter: "A", text: plain(one), mark: "picked-wrong", markText: "your answer, wrong", share: null },
                ],
              },
              { type: "link", before: one, label: other, url: "https://example.org" },
              { type: "note", text: plain(one) },
            ],
            { title: one || "x" },
          ),
        );
        expect(messageViolations(rendered, { ephemeral: false })).toEqual([]);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

test("a link that is not a web address is only its label", () => {
  expect(link("a", "javascript:alert(1)")).toBe("a");
  expect(link("a", "https://example.org/x_(y)")).toBe("[a](https://example.org/x_%28y%29)");
});

test("channels and servers are shown by name, and a foreign id as it is", () => {
  const channel = textOf(card([{ type: "text", text: channelSpan("42") }]));
  expect(channel).toContain("<#42>");
  expect(textOf(card([{ type: "text", text: channelSpan("#x <@1>") }]))).toContain("#x \\<\\@1\\>");
  expect(textOf(card([{ type: "text", text: communitySpan("1") }]))).toContain("The \\*bold\\* \\@everyone");
  expect(textOf(card([{ type: "text", text: communitySpan("2") }]))).toContain(wordsEn.leaderboard.leftCommunity);
});

test.each([
  ["play", "", "</async-quiz play:111111111111111111>"],
  ["settings", "", "</async-quiz settings show:111111111111111111>"],
  ["settings daily off", "[CHANNEL]", "</async-quiz settings daily-off:111111111111111111> `[CHANNEL]`"],
  ["leaderboard", "[today|all]", "</async-quiz leaderboard:111111111111111111> `[today|all]`"],
])("the command %s %s is shown as %s", (path, given, shown) => {
  expect(textOf(card([{ type: "text", text: commandSpan(path, given) }]))).toContain(shown);
});

test("code that looks like a command stays code", () => {
  expect(textOf(card([{ type: "text", text: code("/async-quiz play") }]))).toContain("`/async-quiz play`");
});

test("while the command's id is not known it is shown in Discord's words", () => {
  const unknown = { ...context, names: { ...context.names, command: null } };
  const rendered = sent(card([{ type: "text", text: commandSpan("settings daily off", "[CHANNEL]") }]), unknown);
  expect(textsOf(readMessage(rendered)).join()).toContain("`/async-quiz settings daily-off [CHANNEL]`");
});

test("marks say in words what their signs show", () => {
  const marks = ["open", "right", "picked-right", "picked-wrong", "passed-over"] as const;
  const choices = marks.map((mark, position) => ({
    letter: "ABCDE"[position] as string,
    text: plain("x"),
    mark,
    markText: mark === "open" || mark === "passed-over" ? "" : wordsEn.verdict.mark[mark],
    share: { count: 1, of: 4, text: wordsEn.daily.share(1, 4) },
  }));
  const rendered = readable(readMessage(sent(card([{ type: "choices", choices }]))));
  expect(rendered.split("\n").slice(-5)).toEqual([
    "**A.** x · 25 %",
    "✅ **B.** x **(right answer)** · 25 %",
    "✅ **C.** x **(your answer, right)** · 25 %",
    "❌ **D.** x **(your answer, wrong)** · 25 %",
    "**E.** x · 25 %",
  ]);
});

test("a form is a modal within Discord's limits, whatever its values", () => {
  fc.assert(
    fc.property(nasty, fc.boolean(), (value, known) => {
      const form = settingsForm(wordsEn, { id: "settings-daily", channel: "42", time: value, zone: "UTC", days: "" });
      const data = JSON.parse(JSON.stringify(renderForm(form, (id) => known && id === "42")));
      const to = { type: interactionTypes.command, channels: new Set<string>(), postable: new Set(["42"]) };
      expect(responseViolations({ type: 9, data }, to)).toEqual([]);
    }),
  );
});

test("there are at most 25 different suggestions, and topics are shown by name", () => {
  const items = Array.from({ length: 60 }, (_, index) => ({
    value: `settings daily x y Zone/${index % 40}`,
    label: "",
  }));
  expect(renderSuggestions(wordsEn, items, "")).toHaveLength(25);
  const topics = ["play event-loop", "play blocking"].map((value) => ({ value, label: value }));
  expect(renderSuggestions(wordsEn, topics, "the ev")).toEqual([{ name: "The event loop", value: "event-loop" }]);
});
