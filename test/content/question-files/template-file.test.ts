import { expect, test } from "vitest";
import { isRejected, variantsOf } from "../../../src/engine/generation/template.ts";
import { programOf } from "../../../src/engine/question/question.ts";
import { type Files, goodBank, misconception, readFiles } from "../bank-folder.ts";

const template = `id: two-queues
kind: ordering
topic: event-loop
difficulty: 2
misconceptions: [timers-before-promises]
stories:
  - made: tea is served
    later: close the cafe
  - made: photo is shown
    later: next photo
cases:
  - delay: "0"
    why: also one of 0 ms
  - delay: "200"
    why: here one of 200 ms
program: |
  setTimeout(console.log, {{delay}}, "{{later}}");
  Promise.resolve().then(() => {
    console.log("{{made}}");
  });
  setTimeout(console.log, {{n1}}50, "good night");
  console.log("hello");
explanation: Timers come after microtasks, {{why}}.
source:
  title: "Node.js: The Node.js Event Loop"
  url: https://nodejs.org/en/learn/
objectives: [A17]
`;

const catalogue = Object.fromEntries(
  ["timers-before-promises", "settimeout-is-sleep", "everything-in-code-order", "timers-fire-in-code-order"].map(
    (id) => [`misconceptions/${id}.yaml`, misconception.replace("waits-always-add", id)],
  ),
);

const bankWith = (text: string): Files => ({ ...goodBank, ...catalogue, "templates/two-queues.yaml": text });

test("a variant takes all slots of one story and of one case", async () => {
  const { read, texts } = await readFiles(bankWith(template));
  expect(texts).toEqual([]);
  if (!("bank" in read)) throw new Error("not read");
  const [made] = read.bank.templates;
  if (!made) throw new Error("no template");
  const variants = variantsOf(made, 4, new Map(read.bank.misconceptions.map(({ id, topic }) => [id, topic])));
  if (isRejected(variants)) throw new Error(JSON.stringify(variants.reason));
  const shown = variants.map((variant) => `${programOf(variant)?.program} ${variant.explanation}`);
  expect(shown.length).toBe(4);
  for (const text of shown) {
    expect(text.includes("tea is served")).toBe(text.includes("close the cafe"));
    expect(text.includes("photo is shown")).toBe(text.includes("next photo"));
    expect(text.includes(", 200);")).toBe(text.includes("here one of 200 ms"));
  }
});

test.each<[string, string, string, string]>([
  [
    "a story that lacks a slot",
    "    later: next photo\n",
    "",
    "9 stories[1]: does not fill the same slots as the first one: made, later",
  ],
  ["a slot of a story that is never used", "{{later}}", "bye", "8 stories[0].later: is never used; remove it"],
  [
    "a slot in stories and in cases",
    "why: also one of 0 ms",
    'made: ""',
    "11 cases: fills {{made}}, as another field does",
  ],
])("reports %s", async (_, from, to, message) => {
  const text = template.replace(from, to);
  const { texts } = await readFiles(bankWith(text));
  expect(texts.join("\n")).toContain(message);
});
