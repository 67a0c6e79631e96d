import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BankFolder } from "../../src/content/bank-files.ts";
import { type ReadBank, readBank } from "../../src/content/read-bank.ts";
import { type Diagnostic, diagnosticText } from "../../src/engine/review/diagnostic.ts";

/** Texts, or bytes, by their path below the bank's folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const question = `id: two-waits
kind: scenario
difficulty: 2
prompt: >-
  Two waits of 300 ms start together.
  How long do they take?
code: |
  await Promise.all([wait(300), wait(300)]);
language: javascript
choices:
  - text: 300 ms
  - text: 600 ms
    misconceptions: [waits-always-add]
    refutation: Both waits run down together.
  - text: 150 ms
    misconceptions:
      - async-means-faster
    refutation: No wait gets shorter.
explanation: Waits that start together end together.
source:
  title: "MDN: Promise.all()"
  url: https://developer.mozilla.org/
objectives: [A5, A7]
`;

export const misconception = `id: waits-always-add
belief: Two waits always take the sum of both.
tempting: Every step of a template adds its minutes.
truth: Waits that were started together overlap.
topic: sync-and-async
prerequisites: []
sources:
  - title: MDN
    url: https://developer.mozilla.org/
objectives: [A5]
`;

export const goodBank: Files = {
  "blocking/two-waits.yaml": question,
  "misconceptions/waits-always-add.yaml": misconception,
  "misconceptions/async-means-faster.yaml": misconception
    .replace("waits-always-add", "async-means-faster")
    .replace("prerequisites: []", "prerequisites: [waits-always-add]"),
};

/** Reads the files as the built-in bank and, if given, those of `own` as a folder of your own. */
export async function readFiles(builtIn: Files, own: Files = {}): Promise<{ read: ReadBank; texts: string[] }> {
  const root = await mkdtemp(join(tmpdir(), "bank-"));
  try {
    const folders: BankFolder[] = [{ path: await write(join(root, "built-in"), builtIn), level: "built-in" }];
    // The own folder comes first here, to check that the reader puts the built-in one before it.
    if (Object.keys(own).length > 0) folders.unshift({ path: await write(join(root, "own"), own), level: "own" });
    const read = await readBank(folders);
    const short = (text: string) => text.replaceAll(`${root}/built-in/`, "").replaceAll(`${root}/`, "");
    return { read, texts: diagnosticsOf(read).map(diagnosticText).map(short) };
  } finally {
    await rm(root, { recursive: true });
  }
}

/** A folder with these files, for tests that read it in another way. It exists until it is removed. */
export async function writtenFiles(files: Files): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "bank-"));
  await write(path, files);
  return { path, remove: () => rm(path, { recursive: true }) };
}

async function write(folder: string, files: Files): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

export function diagnosticsOf(read: ReadBank): readonly Diagnostic[] {
  return "diagnostics" in read ? read.diagnostics : [];
}
