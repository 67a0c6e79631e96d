import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderForm, renderLine } from "../../../src/adapters/web/render.ts";
import { renderCard } from "../../../src/adapters/web/render-card.ts";
import type { TranscriptLine } from "../../../src/bot/ports/transcript.ts";
import type { Block, Button, Card } from "../../../src/cards/card.ts";
import { insightsCard } from "../../../src/cards/insights/insights-card.ts";
import { codeSpan, joined, plain, strong } from "../../../src/cards/prose.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { sampleView } from "../../cards/insights/sample-insights.ts";
import { card, questionCard } from "./room-under-test.ts";

const hostile = `<script>alert("1")</script> & 'quoted'`;
const harmless = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;quoted&#39;";

/** The rendered HTML without spaces and line breaks between tags. */
function rendered(block: Block): string {
  return renderedCard(card("t", { blocks: [block] })).replace(/^.*?<\/h2>|<\/section>$/g, "");
}

function renderedCard(shown: Card): string {
  return String(renderCard(shown))
    .replaceAll(/<svg class="icon".*?<\/svg>/gs, "")
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/ ?\/?> ?</g, (between) => `${between.includes("/") ? "/" : ""}><`)
    .replaceAll(" >", ">");
}

const share = { count: 3, of: 8, text: "38 %" };
const golden: readonly (readonly [string, Block, string])[] = [
  ["heading", { type: "heading", text: plain("Why B") }, "<h3>Why B</h3>"],
  [
    "text",
    { type: "text", text: joined(strong("Here:"), plain(" it "), codeSpan("await x")) },
    "<p><strong>Here:</strong> it <code>await x</code></p>",
  ],
  ["quote", { type: "quote", text: plain("Async is fast.") }, "<blockquote><p>Async is fast.</p></blockquote>"],
  [
    "code",
    { type: "code", language: "javascript", text: "if (a < b) {\n  go();\n}\n" },
    '<figure class="code"><figcaption>javascript</figcaption><pre tabindex="0" role="group" ' +
      'aria-label="Code, javascript"><code><span class="code-keyword">if</span> (a &lt; b) { ' +
      '<span class="code-keyword">go</span>(); }</code></pre></figure>',
  ],
  [
    "list",
    { type: "list", items: [plain("one"), codeSpan("two")] },
    '<ul class="list"><li>one</li><li><code>two</code></li></ul>',
  ],
  ["note", { type: "note", text: plain("2 points.") }, '<p class="note">2 points.</p>'],
  [
    "link",
    { type: "link", before: "Source:", label: "MDN", url: "https://developer.mozilla.org/a?b=1&c=2" },
    '<p class="source">Source: <a href="https://developer.mozilla.org/a?b=1&amp;c=2" target="_blank" ' +
      'rel="noopener noreferrer">MDN</a></p>',
  ],
  [
    "choices: a right answer with its share",
    {
      type: "choices",
      choices: [{ letter: "B", text: plain("300 ms"), mark: "right", markText: "right answer", share }],
    },
    '<ul class="choices" role="list"><li class="choice" data-mark="right">' +
      '<span class="letter">B<span class="unseen">: </span></span>' +
      '<span class="choice-text">300 ms</span><span class="mark">right answer</span><span class="share">38 %</span>' +
      '<svg class="bar" aria-hidden="true" focusable="false"><rect class="bar-whole" width="100%" height="100%"/>' +
      '<rect class="bar-part" width="38%" height="100%"/></svg></li></ul>',
  ],
  [
    "rows: one's own place",
    {
      type: "rows",
      rows: [
        { lead: "1.", text: plain("Ada (you)"), trail: "12 points", own: true, bar: { part: 1, reached: 1, total: 4 } },
      ],
    },
    '<ul class="rows" role="list"><li class="row own"><span class="lead">1.</span><span class="row-text">Ada (you)' +
      '</span><span class="trail">12 points</span><svg class="bar" aria-hidden="true" focusable="false">' +
      '<rect class="bar-whole" width="100%" height="100%"/><rect class="bar-part" ' +
      'width="25%" height="100%"/></svg></li></ul>',
  ],
  [
    "rows: a topic, right and answered",
    {
      type: "rows",
      rows: [{ lead: "", text: plain("Topic"), trail: "3 of 4", own: false, bar: { part: 1, reached: 3, total: 4 } }],
    },
    '<ul class="rows" role="list"><li class="row"><span class="row-text">Topic</span><span class="trail">3 of 4' +
      '</span><svg class="bar" aria-hidden="true" focusable="false"><rect class="bar-whole" width="100%" ' +
      'height="100%"/><rect class="bar-reached" width="75%" height="100%"/><rect class="bar-part" width="25%" ' +
      'height="100%"/></svg></li></ul>',
  ],
];

test.each(golden)("draws %s", (_, block, wanted) => {
  expect(rendered(block)).toBe(wanted);
});

test.each([
  ["picked-right", "your answer, right"],
  ["picked-wrong", "your answer, wrong"],
  ["right", "right answer"],
] as const)("says the mark %s in words", (mark, words) => {
  const choices = [{ letter: "A", text: plain("x"), mark, markText: words, share: null }];
  expect(rendered({ type: "choices", choices })).toContain(words);
});

test("draws a heat map in the page's own colours, with its description, and nothing from outside is markup", () => {
  const block = insightsCard(wordsEn, sampleView()).blocks.find(({ type }) => type === "picture");
  if (block?.type !== "picture") throw new Error("no picture");
  const [first] = block.heatMap.rows;
  const rows = [{ label: hostile, cells: first?.cells ?? [] }];
  const drawn = rendered({ type: "picture", heatMap: { ...block.heatMap, rows } });
  expect(drawn).toMatch(
    /^<figure class="picture" tabindex="0" role="group" aria-label="Misconceptions by week"><svg [^>]*role="img"/,
  );
  expect(drawn).toContain("<desc>Heat map, one row for each misconception.");
  expect(drawn).toContain('fill="var(--heat-4)"');
  expect(drawn).not.toContain("<script");
  expect(drawn).not.toContain("style=");
});

describe("buttons", () => {
  test("open choices are the buttons themselves, and no letter is shown twice", () => {
    const shown = renderedCard(questionCard("Q"));
    expect(shown.match(/<button/g)).toHaveLength(2);
    expect(shown).toContain(
      'data-button="answer:asked-0001:0" data-letter="A"><span class="letter">A<span class="unseen">: </span>',
    );
    expect(shown).not.toContain('<div class="buttons">');
  });

  test("a letter that is part of the answer is a pressed button", () => {
    const question = questionCard("Q");
    const [first, ...others] = question.buttons[0] as [Button, ...Button[]];
    const shown = renderedCard({ ...question, buttons: [[{ ...first, style: "chosen" }, ...others]] });
    expect(shown.match(/aria-pressed="true"/g)).toHaveLength(1);
    expect(shown).not.toContain('<div class="buttons">');
  });

  test("a choice's text is announced even if the button's own words leave it out", () => {
    const question = questionCard("Q");
    const bare = question.buttons.map((row) => row.map((button) => ({ ...button, spoken: "Answer" })));
    expect(renderedCard({ ...question, buttons: bare })).toContain('aria-label="Answer: choice A"');
  });

  test("letters without open choices, and all other buttons, are in rows", () => {
    const shown = renderedCard(
      card("c", {
        buttons: [
          [
            { id: "a", label: "A", spoken: "First", style: "choice" },
            { id: "b", label: "Go", spoken: "Go", style: "danger" },
          ],
        ],
      }),
    );
    expect(shown).toContain(
      '<button type="button" class="button choice" data-button="a" data-letter="A" aria-label="First">',
    );
    expect(shown).toContain('<button type="button" class="button danger" data-button="b">Go</button>');
  });
});

describe("text from outside", () => {
  const everywhere: Card = card(hostile, {
    blocks: [
      { type: "heading", text: plain(hostile) },
      { type: "text", text: joined(strong(hostile), codeSpan(hostile)) },
      { type: "quote", text: plain(hostile) },
      { type: "code", language: hostile, text: hostile },
      {
        type: "choices",
        choices: [{ letter: hostile, text: plain(hostile), mark: "open", markText: "", share: null }],
      },
      { type: "rows", rows: [{ lead: hostile, text: plain(hostile), trail: hostile, own: false, bar: null }] },
      { type: "list", items: [plain(hostile)] },
      { type: "note", text: plain(hostile) },
      { type: "link", before: hostile, label: hostile, url: hostile },
    ],
    buttons: [[{ id: hostile, label: hostile, spoken: `${hostile}!`, style: "plain" }]],
  });

  test("stays text in every part of a card", () => {
    const shown = String(renderCard(everywhere));
    expect(shown).not.toContain("<script");
    expect(shown.split(harmless).length - 1).toBe(20);
  });

  test("stays text in names, words and forms", () => {
    const shownLine = renderLine(
      wordsEn,
      line({ author: { id: "p", name: hostile }, body: { type: "words", text: hostile } }),
      "q",
    );
    expect(shownLine?.split(harmless)).toHaveLength(3);
    const form = renderForm(wordsEn, {
      type: "form",
      title: hostile,
      intro: plain(hostile),
      fields: [{ name: hostile, label: hostile, hint: hostile, value: hostile, kind: "text" }],
      id: hostile,
      submit: hostile,
    });
    expect(shownLine + form).not.toMatch(/<script|="[^"]*[<>']/);
  });

  test("never opens a tag or leaves an attribute, whatever it is", () => {
    const tag = /<\/?([a-z0-9]+)/g;
    // A text that looks like code is coloured, like "in" and "7".
    const coloured = /<span class="code-[a-z]+">([^<>]*)<\/span>/g;
    const tags = (shown: string) => [...shown.replace(coloured, "$1").matchAll(tag)].map((found) => found[1]);
    const withText = (text: string) =>
      String(
        renderCard(
          card(text, {
            blocks: [{ type: "code", language: text, text }],
            buttons: [[{ id: text, label: `${text}1`, spoken: text, style: "plain" }]],
          }),
        ),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("in", "7", "f()", "'<b>'")), (text) => {
        expect(tags(withText(text))).toEqual(tags(withText("x")));
      }),
    );
  });

  test.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "//x.test",
    "x",
    "",
  ])("makes no link of %j", (url) => {
    const shown = rendered({ type: "link", before: "Source:", label: "there", url });
    expect(shown).toBe('<p class="source">Source: there</p>');
  });
});

describe("lines", () => {
  test("a private card says that only you can see it, a public one does not", () => {
    const body = { type: "card", card: card("c") } as const;
    expect(renderLine(wordsEn, line({ seenBy: "p", body }), "p")).toContain("Only you can see this");
    expect(renderLine(wordsEn, line({ body }), "p")).not.toContain("Only you can see this");
  });

  test("one's own words look different from another's, and the page contains no person's id", () => {
    const secret = "SecretPersonId12345678";
    const shownLine = line({ author: { id: secret, name: "Ada" }, body: { type: "words", text: "hello" } });
    expect(renderLine(wordsEn, shownLine, secret)).toContain('class="line person own"');
    expect(renderLine(wordsEn, shownLine, "other")).toContain('class="line person"');
    expect(renderLine(wordsEn, shownLine, secret)).not.toContain(secret);
  });

  test("an erased line is not drawn", () => {
    expect(renderLine(wordsEn, line({ body: { type: "gone" } }), "p")).toBeNull();
    expect(renderLine(wordsEn, line({ author: { id: "p", name: "Ada" }, body: { type: "gone" } }), "p")).toBeNull();
  });
});

test("a form's channel is chosen, and its text fields keep their values", () => {
  const shown = renderForm(wordsEn, {
    type: "form",
    title: "Daily question",
    intro: plain("Once a day."),
    fields: [
      { name: "channel", label: "Channel", hint: "where", value: "room", kind: "channel" },
      { name: "time", label: "Time", hint: "like 09:00", value: "08:30", kind: "text" },
    ],
    id: "settings-daily",
    submit: "Save",
  });
  expect(shown).toContain('<option value="room">#room</option>');
  expect(shown).toMatch(/<input id="field-time" name="time" value="08:30" aria-describedby="field-time-hint"/);
  expect(shown).toContain('data-form="settings-daily"');
});

function line(changes: Partial<TranscriptLine>): TranscriptLine {
  return {
    id: "line-1",
    number: 1,
    channel: "room",
    seenBy: null,
    author: null,
    body: { type: "words", text: "x" },
    at: Date.UTC(2026, 10, 24),
    ...changes,
  };
}
