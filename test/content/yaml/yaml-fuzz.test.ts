import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { findBankFiles } from "../../../src/content/bank-files.ts";
import { readBank } from "../../../src/content/read-bank.ts";
import { propertyRuns } from "../../property-runs.ts";
import { type Files, writtenFiles } from "../bank-folder.ts";

const root = resolve("quizzes");
const { files } = await findBankFiles({ path: root, level: "built-in" });
const shipped = await Promise.all(
  files.map(async ({ path }) => ({ path: relative(root, path), text: await readFile(path, "utf8") })),
);
/** The catalogue stays intact, so that every report is about the changed file. */
const catalogue = Object.fromEntries(
  shipped.filter(({ path }) => path.startsWith("misconceptions/")).map(({ path, text }) => [path, text]),
);

/** What happens when a file's lines are cut, doubled, swapped, indented, renamed or broken. */
const change = fc.record({
  how: fc.constantFrom("drop", "double", "swap", "indent", "key", "list", "empty", "noise", "alias", "byte"),
  where: fc.nat(),
  noise: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("\t", "{", "[", "&a", "*a", "!!js", "'", ": ", "- ")),
});

function changed(text: string, { how, where, noise }: { how: string; where: number; noise: string }): string {
  const lines = text.split("\n");
  const at = where % lines.length;
  const line = lines[at] ?? "";
  const key = /^( *[\w-]+): ?(.*)$/.exec(line);
  switch (how) {
    case "drop":
      return lines.toSpliced(at, 1).join("\n");
    case "double":
      return lines.toSpliced(at, 0, line).join("\n");
    case "swap":
      return lines
        .with(at, lines[at + 1] ?? "")
        .with(Math.min(at + 1, lines.length - 1), line)
        .join("\n");
    case "indent":
      return lines.with(at, ` ${line}`).join("\n");
    case "key":
      return lines.with(at, key ? `${key[1]}x: ${key[2]}` : line).join("\n");
    case "list":
      return lines.with(at, key ? `${key[1]}: [${noise.replaceAll(/\W/g, "")}]` : line).join("\n");
    case "empty":
      return lines.with(at, key ? `${key[1]}:` : line).join("\n");
    case "alias":
      return lines.with(at, key ? `${key[1]}: *${key[1]?.trim()}` : line).join("\n");
    case "byte":
      return `${text.slice(0, where % text.length)}${String.fromCharCode(where % 32)}${text.slice(where % text.length)}`;
    default:
      return lines.with(at, `${line}${noise}`).join("\n");
  }
}

function programFile(kind: string, program: string): string {
  const source = "source:\n  title: A page\n  url: https://example.org/\n";
  return `id: x\nkind: ${kind}\nprogram: |\n  ${program}\nexplanation: It does not work.\n${source}`;
}

async function read(changedFiles: Files) {
  const { path, remove } = await writtenFiles({ ...catalogue, ...changedFiles });
  try {
    return { path, read: await readBank([{ path, level: "built-in" }]) };
  } finally {
    await remove();
  }
}

test("any damaged file is read, or its problems are reported by file, line and field", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shipped),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (file, all) => {
        const text = all.reduce(changed, file.text);
        const { path, read: result } = await read({ [file.path]: text });
        if (!("diagnostics" in result)) return;
        for (const diagnostic of result.diagnostics) {
          expect(diagnostic.file.startsWith(path), diagnostic.file).toBe(true);
          expect(diagnostic.line).toBeGreaterThanOrEqual(1);
          expect(diagnostic.line).toBeLessThanOrEqual(Math.max(1, text.split("\n").length));
          expect(diagnostic.message).toMatch(/\w/);
        }
      },
    ),
    { numRuns: propertyRuns(20) },
  );
});

test.each<readonly [string, Uint8Array | string, RegExp]>([
  ["ten megabytes", "x".repeat(10 * 1024 * 1024), /has 10485760 bytes/],
  ["what is not UTF-8", new Uint8Array([105, 100, 58, 32, 0xff, 0xfe, 10]), /is not UTF-8/],
  ["nothing", "", /is empty/],
  ["a list", "- a\n- b\n", /is a list, not a map/],
  ["nesting without end", `${"[".repeat(5000)}`, /nested more than/],
  ["a program outside the subset", programFile("output", 'eval("1");'), /^program is rejected at column/],
  ["a program that never ends", programFile("output", "for (;;) {}"), /^program is rejected at column/],
])("%s is reported", async (_, content, message) => {
  const { path, remove } = await writtenFiles({ ...catalogue, "blocking/x.yaml": content });
  onTestFinished(remove);
  const result = await readBank([{ path, level: "own" }]);
  const report =
    "diagnostics" in result
      ? result.diagnostics.map((diagnostic) => `${diagnostic.field} ${diagnostic.message}`).join("\n")
      : "";
  expect(report).toMatch(message);
});

test("a program that never ends is rejected in every kind of question", async () => {
  const rest = "explanation: It does not end.\nsource:\n  title: A page\n  url: https://example.org/\n";
  for (const kind of ["output", "timing", "ordering"]) {
    const text = `id: x\nkind: ${kind}\nprogram: |\n  const go = () => setImmediate(go);\n  go();\n${rest}`;
    const { path, remove } = await writtenFiles({ ...catalogue, "blocking/x.yaml": text });
    onTestFinished(remove);
    const result = await readBank([{ path, level: "own" }]);
    expect("diagnostics" in result && result.diagnostics.map(({ field }) => field)).toEqual(["program"]);
  }
});
