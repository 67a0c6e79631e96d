import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf, keysOf, renderCard, wrapped } from "../../../src/adapters/terminal/render.ts";
import type { Block, Button, Card } from "../../../src/cards/card.ts";
import { codeSpan, joined, plain, strong } from "../../../src/cards/prose.ts";

const options = { columns: 60, colours: false };

function cardOf(block: Block): Card {
  return { type: "card", tone: "neutral", title: "Title", blocks: [block], buttons: [], reference: [] };
}

const drawings: readonly [Block, string][] = [
  [{ type: "heading", text: plain("Why B") }, "Why B"],
  [{ type: "text", text: joined(strong("Here:"), plain(" use "), codeSpan("await")) }, "Here: use `await`"],
  [{ type: "quote", text: plain("Async is faster.") }, "> Async is faster."],
  [{ type: "code", language: "javascript", text: "a();\n  b();\n" }, "    a();\n      b();"],
  [
    {
      type: "choices",
      choices: [
        {
          letter: "A",
          text: plain("One"),
          mark: "right",
          markText: "right answer",
          share: { count: 1, of: 3, text: "33 %" },
        },
        { letter: "B", text: plain("Two"), mark: "picked-wrong", markText: "your answer, wrong", share: null },
        {
          letter: "C",
          text: plain("Three"),
          mark: "passed-over",
          markText: "",
          share: { count: 0, of: 0, text: "0 %" },
        },
      ],
    },
    "A. One [33 %] (right answer)\nB. Two (your answer, wrong)\nC. Three [0 %]",
  ],
  [
    { type: "rows", rows: [{ lead: "1.", text: plain("Ada"), trail: "3 points", own: true, bar: null }] },
    "1. Ada: 3 points",
  ],
  [{ type: "list", items: [plain("one"), plain("two")] }, "- one\n- two"],
  [{ type: "note", text: plain("Streak: 1 day.") }, "Streak: 1 day."],
  [{ type: "link", before: "Source:", label: "MDN", url: "https://example.org/" }, "Source: MDN https://example.org/"],
];

test.each(drawings)("draws $type", (block, text) => {
  expect(renderCard(cardOf(block), options)).toBe(`Title\n\n${text}\n`);
});

test("letters press choices, a question mark says that one does not know, numbers press the rest", () => {
  const choice = (label: string) => ({ id: `answer:${label}`, label, spoken: label, style: "choice" }) as const;
  const other = (label: string) => ({ id: label, label, spoken: label, style: "plain" }) as const;
  const question = {
    ...cardOf({ type: "note", text: [] }),
    buttons: [[choice("A"), choice("B"), other("I don't know")]],
  };
  const verdict = { ...question, buttons: [[other("Next question"), other("Practise it")]] };
  expect(keysOf(question).map(({ key }) => key)).toEqual(["A", "B", "?"]);
  expect(keysOf(verdict).map(({ key }) => key)).toEqual(["1", "2"]);
  expect(renderCard(question, options)).toContain("[A]  [B]  [? I don't know]");
});

test("letters in an answer keep their keys, and its actions have numbers", () => {
  const button = (label: string, style: Button["style"]) => ({ id: label, label, spoken: label, style });
  const letters = [button("A", "chosen"), button("B", "choice")];
  const composing = {
    ...cardOf({ type: "note", text: [] }),
    buttons: [letters, [button("Undo", "plain"), button("Send", "primary")], [button("I don't know", "plain")]],
  };
  expect(keysOf(composing).map(({ key }) => key)).toEqual(["A", "B", "1", "2", "?"]);
});

describe("wrapping", () => {
  const words = fc.array(fc.stringMatching(/^[a-z.,]{1,12}$/), { maxLength: 60 });

  test("no line is wider than requested, and no word is lost", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 100 }), (list, columns) => {
        const lines = wrapped(list.join(" "), columns);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(lines.join(" ").split(/\s+/).filter(Boolean)).toEqual(list);
      }),
    );
  });

  test("text after a letter is indented below it", () => {
    expect(wrapped(`A. ${"word ".repeat(12)}end`, 40)[1]).toMatch(/^ {3}\w/);
  });

  test("code keeps its line breaks", () => {
    const line = `    ${"x".repeat(200)} y`;
    expect(wrapped(line, 40)).toEqual([line]);
  });

  test.each([
    [undefined, 80],
    [0, 80],
    [10, 40],
    [66, 66],
    [400, 100],
  ])("a window of %s columns is rendered at %i", (columns, rendered) => {
    expect(columnsOf(columns)).toBe(rendered);
  });
});

test("no text from outside can move the cursor, color the screen or change the text direction", () => {
  const controls = ["\u001b", "\u0007", "\r", "\u009b", "\u202e", "\u0000"];
  const hostile = `${controls.join("[2J")}name`;
  const card = { ...cardOf({ type: "text", text: plain(hostile) }), title: hostile };
  for (const control of controls) {
    expect(renderCard(card, options)).not.toContain(control);
  }
});
