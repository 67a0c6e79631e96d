import fc from "fast-check";
import { expect, test } from "vitest";
import { byLocation } from "../../src/engine/review/diagnostic.ts";
import { diagnosticsOf, goodBank, misconception, question, readFiles } from "./bank-folder.ts";

type Damage = (lines: readonly string[]) => readonly string[];

const place = fc.nat(60);
const junk = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(": ", "- ", "'", '"', "&a ", "*a", "!x ", "[", "}", "|", " #", "\t", "\r", "---", "? ", "\u2028"),
);

/** One line damaged: removed, doubled, indented, outdented, garbled, or moved. */
const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map((at) => (lines: readonly string[]) => lines.toSpliced(at % lines.length, 1)),
  place.map(
    (at) => (lines: readonly string[]) => lines.toSpliced(at % lines.length, 0, lines[at % lines.length] ?? ""),
  ),
  place.map((at) => (lines: readonly string[]) => lines.with(at % lines.length, ` ${lines[at % lines.length]}`)),
  place.map(
    (at) => (lines: readonly string[]) => lines.with(at % lines.length, `${lines[at % lines.length]}`.trimStart()),
  ),
  fc.tuple(place, place, junk).map(([at, column, text]) => (lines: readonly string[]) => {
    const line = lines[at % lines.length] ?? "";
    const cut = column % (line.length + 1);
    return lines.with(at % lines.length, line.slice(0, cut) + text + line.slice(cut));
  }),
  fc.tuple(place, place).map(([a, b]) => (lines: readonly string[]) => {
    const [one, other] = [a % lines.length, b % lines.length];
    return lines.with(one, lines[other] ?? "").with(other, lines[one] ?? "");
  }),
);

async function expectReadOrTold(path: string, content: string | Buffer) {
  const { read } = await readFiles({ ...goodBank, [path]: content });
  const problems = diagnosticsOf(read);
  expect("bank" in read || problems.length > 0).toBe(true);
  expect(problems).toEqual([...problems].sort(byLocation));
  const lineCount = Buffer.from(content).toString("latin1").replace(/\n$/, "").split("\n").length;
  for (const problem of problems) {
    expect(problem.line).toBeGreaterThanOrEqual(1);
    // A problem in another file that this one causes is reported in that other file.
    if (problem.file.endsWith(path)) expect(problem.line).toBeLessThanOrEqual(lineCount);
    // What is wrong, followed by what to write instead.
    expect(problem.message).toMatch(/.[;,?] .|\(.*\)/);
  }
}

test.each([
  ["question", "blocking/two-waits.yaml", question],
  ["misconception", "misconceptions/waits-always-add.yaml", misconception],
])(
  "any damage to the lines of a %s is read or reported, and nothing is thrown",
  async (_, path, good) => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const damaged = damages.reduce<readonly string[]>((lines, harm) => harm(lines), good.split("\n"));
        await expectReadOrTold(path, damaged.join("\n"));
      }),
      { numRuns: 150 },
    );
  },
  60_000,
);

test("any bytes in a file are read or reported, and nothing is thrown", async () => {
  const bytes = Buffer.from(question);
  const spoilt = fc
    .tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.boolean())
    .map(([at, noise, overwrites]) =>
      Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(overwrites ? at + noise.length : at)]),
    );
  await fc.assert(
    fc.asyncProperty(spoilt, (content) => expectReadOrTold("blocking/two-waits.yaml", content)),
    { numRuns: 150 },
  );
}, 60_000);

test("removing any line except those of a longer text is a problem", async () => {
  const lines = question.trimEnd().split("\n");
  const read: string[] = [];
  for (const [at, line] of lines.entries()) {
    const { texts } = await readFiles({ ...goodBank, "blocking/two-waits.yaml": lines.toSpliced(at, 1).join("\n") });
    if (texts.length === 0) read.push(line.trim());
  }
  // Either line of the prompt may be removed.
  expect(read).toEqual(["Two waits of 300 ms start together.", "How long do they take?"]);
});
