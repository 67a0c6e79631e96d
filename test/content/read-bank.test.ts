import fc from "fast-check";
import { expect, test } from "vitest";
import { byLocation } from "../../src/engine/review/diagnostic.ts";
import { propertyRuns } from "../property-runs.ts";
import { diagnosticsOf, goodBank, misconception, question, readFiles } from "./bank-folder.ts";

type Damage = (lines: readonly string[]) => readonly string[];

const index = fc.nat(60);
const junk = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(": ", "- ", "'", '"', "&a ", "*a", "!x ", "[", "}", "|", " #", "\t", "\r", "---", "? ", "\u2028"),
);

/** One line damaged: removed, doubled, indented, outdented, garbled, or moved. */
const damage: fc.Arbitrary<Damage> = fc.oneof(
  index.map((at) => (lines: readonly string[]) => lines.toSpliced(at % lines.length, 1)),
  index.map(
    (at) => (lines: readonly string[]) => lines.toSpliced(at % lines.length, 0, lines[at % lines.length] ?? ""),
  ),
  index.map((at) => (lines: readonly string[]) => lines.with(at % lines.length, ` ${lines[at % lines.length]}`)),
  index.map(
    (at) => (lines: readonly string[]) => lines.with(at % lines.length, `${lines[at % lines.length]}`.trimStart()),
  ),
  fc.tuple(index, index, junk).map(([at, column, text]) => (lines: readonly string[]) => {
    const line = lines[at % lines.length] ?? "";
    const cut = column % (line.length + 1);
    return lines.with(at % lines.length, line.slice(0, cut) + text + line.slice(cut));
  }),
  fc.tuple(index, index).map(([a, b]) => (lines: readonly string[]) => {
    const [one, other] = [a % lines.length, b % lines.length];
    return lines.with(one, lines[other] ?? "").with(other, lines[one] ?? "");
  }),
);

async function expectReadOrDiagnosed(path: string, content: string | Buffer) {
  const { read } = await readFiles({ ...goodBank, [path]: content });
  const messages = diagnosticsOf(read);
  expect("bank" in read || messages.length > 0).toBe(true);
  expect(messages).toEqual([...messages].sort(byLocation));
  const lineCount = Buffer.from(content).toString("latin1").replace(/\n$/, "").split("\n").length;
  for (const diagnostic of messages) {
    expect(diagnostic.line).toBeGreaterThanOrEqual(1);
    // A problem in another file that this one causes is reported in that other file.
    if (diagnostic.file.endsWith(path)) expect(diagnostic.line).toBeLessThanOrEqual(lineCount);
    // What is wrong, followed by what to write instead.
    expect(diagnostic.message).toMatch(/.[;,?] .|\(.*\)/);
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
        await expectReadOrDiagnosed(path, damaged.join("\n"));
      }),
      { numRuns: propertyRuns(30) },
    );
  },
  120_000,
);

test("any bytes in a file are read or reported, and nothing is thrown", async () => {
  const bytes = Buffer.from(question);
  const spoilt = fc
    .tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.boolean())
    .map(([at, noise, overwrites]) =>
      Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(overwrites ? at + noise.length : at)]),
    );
  await fc.assert(
    fc.asyncProperty(spoilt, (content) => expectReadOrDiagnosed("blocking/two-waits.yaml", content)),
    { numRuns: propertyRuns(30) },
  );
});

test("removing any line except those of a longer text is reported", async () => {
  const lines = question.trimEnd().split("\n");
  const read: string[] = [];
  for (const [at, line] of lines.entries()) {
    const { texts } = await readFiles({ ...goodBank, "blocking/two-waits.yaml": lines.toSpliced(at, 1).join("\n") });
    if (texts.length === 0) read.push(line.trim());
  }
  // Either line of the prompt may be removed.
  expect(read).toEqual(["Two waits of 300 ms start together.", "How long do they take?"]);
});
