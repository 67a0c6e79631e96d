import { expect, test } from "vitest";
import { topics } from "../../../src/engine/question/curriculum.ts";
import { type Files, goodBank, question, readFiles } from "../bank-folder.ts";

const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const names = topics.map((topic) => counts.map((n) => `${topic.slice(0, 4)}-${n}`));

/** Nine questions in each topic, and the first eight of each in reverse order as its beginning. */
const questions: Files = Object.fromEntries(
  topics.flatMap((topic, index) =>
    (names[index] ?? []).map((name) => [`${topic}/${name}.yaml`, question.replace("two-waits", name)]),
  ),
);
const lists = names.map((some) => some.slice(0, 8).reverse());

function listed(firstLists: readonly (readonly string[])[]): string {
  return topics.map((topic, index) => `${topic}: [${(firstLists[index] ?? []).join(", ")}]\n`).join("");
}

function readWith(text: string) {
  return readFiles({ ...goodBank, ...questions, "first.yaml": text });
}

test("each topic begins with the questions of its list, in their order", async () => {
  const { read, texts } = await readWith(listed(lists));
  expect(texts).toEqual([]);
  const bank = "bank" in read ? read.bank : null;
  for (const [index, topic] of topics.entries()) {
    const asked = bank?.questions.filter((one) => one.topic === topic).map(({ id }) => id) ?? [];
    expect(asked.slice(0, 8)).toEqual(lists[index]);
    expect(asked).toContain(names[index]?.at(-1));
  }
});

test.each<[string, string, readonly string[]]>([
  [
    "an id that no question has",
    listed(lists).replace("bloc-8", "bloc-x8"),
    ['first.yaml:2 blocking[0]: is not a known question of blocking: "bloc-x8"; did you mean bloc-8?'],
  ],
  [
    "a question of another topic",
    listed(lists).replace("bloc-8", "sync-9"),
    ['first.yaml:2 blocking[0]: is not a known question of blocking: "sync-9"; name a file in its folder'],
  ],
  [
    "a question named twice",
    listed(lists).replace("bloc-8", "bloc-7"),
    ["first.yaml:2 blocking[1]: repeats bloc-7; name it once"],
  ],
  [
    "seven questions",
    listed(lists).replace("bloc-8, ", ""),
    ["first.yaml:2 blocking: has 7 questions; list 8 of them"],
  ],
  [
    "nine questions",
    listed(lists).replace("bloc-8, ", "bloc-8, bloc-9, "),
    ["first.yaml:2 blocking: has 9 questions; list 8 of them"],
  ],
  [
    "a topic left out",
    listed(lists).replace(/^blocking.*\n/m, ""),
    ["first.yaml:1 blocking: is missing; list 8 questions of this topic"],
  ],
  [
    "a topic that does not exist",
    `${listed(lists)}blockings: []\n`,
    ["first.yaml:6 blockings: is not a field here; did you mean blocking?"],
  ],
])("the list of first questions with %s is reported", async (_, text, expected) => {
  expect((await readWith(text)).texts).toEqual(expected);
});

test("a folder of your own has no list of first questions", async () => {
  const { texts } = await readFiles(goodBank, { "first.yaml": listed(lists) });
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain("first.yaml:1: is outside the topic folders");
});
