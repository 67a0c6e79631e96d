import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGift } from "../../../src/content/exchange/gift-read.ts";
import type { DraftFields } from "../../../src/content/exchange/question-draft.ts";
import { propertyRuns } from "../../property-runs.ts";

function fieldsOf(gift: string): DraftFields {
  const { drafts, diagnostics } = readGift(gift, "x.gift");
  expect(diagnostics).toEqual([]);
  expect(drafts.length).toBe(1);
  return (drafts[0] as (typeof drafts)[number]).fields;
}

const answers = "{ =300 ms ~600 ms#They overlap. ~150 ms#No wait gets shorter. ####So it is. }";

test("a handwritten question becomes one of ours, the right choice first", () => {
  const gift = `$CATEGORY: course/blocking/week 2\n\n// a note\n::Two waits::How long?{\n~600 ms#They overlap.\n=300 ms#Yes!\n~150 ms\n####They overlap. Source: MDN: Promise.all() https://developer.mozilla.org/x?a\\=b\n}\n`;
  const { drafts, skipped, diagnostics } = readGift(gift, "x.gift");
  expect([skipped, diagnostics]).toEqual([[], []]);
  expect(drafts).toEqual([
    {
      line: 4,
      name: "Two waits",
      topic: "blocking",
      fields: expect.objectContaining({
        kind: "scenario",
        prompt: "How long?",
        choices: [
          { text: "300 ms", right: true, refutation: undefined },
          { text: "600 ms", right: false, refutation: "They overlap." },
          { text: "150 ms", right: false, refutation: undefined },
        ],
        explanation: "They overlap.",
        source: { title: "MDN: Promise.all()", url: "https://developer.mozilla.org/x?a=b" },
      }),
    },
  ]);
});

describe("texts", () => {
  test.each([
    ["[html]<p>Is <code>a &lt; b</code>&nbsp;<b>so</b>?</p>", "Is `a < b` so?"],
    ['[html]a<br>b<br/>c</p>\n<p class="x">d', "a b c d"],
    ["[html]a <!-- no --> b &amp;amp; &unknown; &#x1F98A;", "a b &amp; &unknown; 🦊"],
    ["Is a < b and b > c?", "Is a < b and b > c?"],
    ["Is <b>this</b> bold?", "Is this bold?"],
    ["[plain]Is <b>this</b> bold?", "Is <b>this</b> bold?"],
    ["[markdown]Two\nlines  here", "Two lines  here"],
    ["two  \n  lines\\nand one", "two lines and one"],
    ["1 \\= 1 \\: \\{\\} \\~ \\# \\\\", "1 = 1 : {} ~ # \\"],
    ["the sign &&058; stays", "the sign &&058; stays"],
    ["C\\:\\\\new", "C:\\new"],
  ])("%j is read as %j", (written, read) => {
    expect(fieldsOf(`${written}${answers}`).prompt).toBe(read);
  });

  test.each([
    ["[html]What?<pre>\na();\n  b();<br>c();\n</pre>", "text", "a();\n  b();\nc();\n"],
    ['[html]What?<pre><code class="language-js hljs">a &lt; b</code></pre>', "js", "a < b"],
    ["[markdown]What?\\n```python\\nawait a()\\n\\nb()\\n```", "python", "await a()\n\nb()"],
  ])("%j has code", (written, language, code) => {
    expect(fieldsOf(`${written}${answers}`)).toMatchObject({ prompt: "What?", language, code });
  });

  test.each([
    ['[html]<p>See <img src="x.png"></p>', "contains <img>, which a chat cannot show; say it in words"],
    ["[html]<script>x()</script>", "contains <script>, which a chat cannot show; say it in words"],
    ["[html]<pre>a</pre><pre>b</pre>", "contains two pieces of code, and the limit is one; put them together"],
  ])("%j is a problem", (written, message) => {
    expect(readGift(`\n\n${written}${answers}`, "x.gift").diagnostics).toEqual([
      { file: "x.gift", line: 3, field: "", rule: "import", message },
    ]);
  });
});

describe("marks", () => {
  test.each([
    ["=a ~b ~c", "scenario", [true, false, false]],
    ["~b ~%100%a ~%-50%c", "scenario", [true, false, false]],
    ["~%50%a ~%50%b ~%-100%c", "choose-all", [true, true, false]],
    ["~%33.33333%a ~%33.33333%b ~%33.33333%c ~d", "choose-all", [true, true, true, false]],
  ])("{%s} is a %s", (written, kind, right) => {
    const fields = fieldsOf(`What? {${written}}`);
    expect([fields.kind, fields.choices?.map((choice) => choice.right)]).toEqual([kind, right]);
  });

  test("two correct choices with = are an error, part marks of a wrong one are skipped", () => {
    expect(readGift("What? {=a =b ~c}", "x.gift").diagnostics).toMatchObject([
      { line: 1, message: expect.stringMatching(/several.*~%50%/) },
    ]);
    const { skipped, drafts } = readGift("What? {=a ~%50%b ~c}", "x.gift");
    expect([skipped.map(({ line, message }) => [line, message]), drafts.length]).toEqual([
      [[1, "the part marks of 1 wrong choice"]],
      1,
    ]);
  });
});

test.each([
  ["Write about it. {}", "an essay question"],
  ["How many? {#3:1}", "a numerical question"],
  ["Match. {=a -> b =c -> d}", "a matching question"],
  ["Name it. {=this =that}", "a short-answer question"],
  ["So? {TRUE}", "a true-false question (questions here have at least three choices)"],
  ["Just a text.", "a text without answers"],
])("%s is skipped and reported", (written, message) => {
  expect(readGift(`// only a comment\n\n${written}\n`, "x.gift")).toEqual({
    drafts: [],
    skipped: [{ file: "x.gift", line: 3, field: "", rule: "import", message }],
    diagnostics: [],
  });
});

test.each([
  ["What? {=a ~b", 3],
  ["What? {\n=a\n~b # c # d\n}", 5],
  ["What? {=a ~%900%b}", 3],
  ["a } b", 3],
])("%j is rejected with its line", (written, line) => {
  const { drafts, diagnostics } = readGift(`Fine?{=a ~b ~c}\n\n${written}\n\nAlso?{=a ~b ~c}`, "x.gift");
  expect(drafts.length).toBe(2);
  expect(diagnostics.map((one) => one.line)).toEqual([line]);
  expect(diagnostics[0]?.message).toMatch(/^is not GIFT from here on; write a backslash/);
});

test("any file is read or reported, and nothing is thrown", () => {
  const sign = fc.constantFrom(
    "{",
    "}",
    "=",
    "~",
    "#",
    "####",
    ":",
    "::",
    "\\",
    "%",
    "->",
    "\n",
    "\n\n",
    "a",
    " ",
    "[html]",
    "<",
    "<p>",
    "//",
    "[id:x]",
    "T",
    "1",
    "$CATEGORY: x",
    "`",
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
      const text = signs.join("");
      const lines = text.split("\n").length;
      const { drafts, skipped, diagnostics } = readGift(text, "x.gift");
      for (const { line } of [...drafts, ...skipped, ...diagnostics]) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
      }
    }),
    { numRuns: propertyRuns(1000) },
  );
});

test("a text that is too long for a question is rejected before it is parsed", () => {
  const { diagnostics } = readGift(`What? {=${"a ".repeat(40_000)} ~b}`, "x.gift");
  expect(diagnostics).toMatchObject([{ line: 1, message: expect.stringMatching(/^is too long/) }]);
});
