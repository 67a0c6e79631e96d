import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { startFile } from "../../../src/cli/commands/new.ts";
import { previewOf } from "../../../src/cli/commands/preview.ts";
import { verify } from "../../../src/cli/verification.ts";
import { writtenFiles } from "../../content/bank-folder.ts";

const kinds = [
  "misconception",
  "scenario",
  "output",
  "timing",
  "ordering",
  "choose-all",
  "template",
  "belief",
] as const;
const nameOf = (kind: string) => (kind === "template" || kind === "belief" ? `my-${kind}` : `blocking/my-${kind}`);

/** A folder with a new file of each kind. */
async function startedFolder(some: readonly string[] = kinds): Promise<string> {
  const { path, remove } = await writtenFiles({});
  onTestFinished(remove);
  for (const kind of some) await startFile(kind, nameOf(kind), path);
  return path;
}

test("every new file is valid, and Node proves it", { timeout: 120_000 }, async () => {
  const folders = [
    { path: resolve("quizzes/"), level: "built-in" as const },
    { path: await startedFolder(), level: "own" as const },
  ];
  const { diagnostics } = await verify({
    words: wordsEn,
    folders: folders.slice(1),
    seeds: 2,
    guesses: 0,
    jobs: 2,
    proofs: "all",
    progress: () => () => {},
  });
  // The built-in misconceptions are missing, so references to them are the only problems.
  for (const { message } of diagnostics) expect(message).toMatch(/is not a known misconception|too few wrong answers/);
  for (const kind of kinds.filter((one) => one !== "belief")) {
    const folder = kind === "template" ? "templates" : "blocking";
    const shown = await previewOf(join(folders[1]?.path ?? "", folder, `my-${kind}.yaml`), ["discord", "terminal"]);
    expect(shown).toContain("--- discord ---");
    expect(shown).toContain("I don't know");
    expect(shown).toContain("feedback for wrong answers");
    expect(shown).toMatch(/^(?:Not [A-D]: [A-D] is right|Not quite: .*)$/m);
  }
});

describe("a file that cannot be created is reported", () => {
  test.each([
    ["riddle", "blocking/x", "There is no kind"],
    ["timing", "x", "Write TOPIC/x"],
    ["timing", "tea/x", "Write TOPIC/x"],
    ["template", "blocking/x", "Write x, without a folder"],
    ["timing", "blocking/My Question", "is not an id"],
    ["timing", "../x", "Write TOPIC/x"],
  ])("%s %s", async (kind, location, sentence) => {
    const { path, remove } = await writtenFiles({});
    onTestFinished(remove);
    await expect(startFile(kind, location, path)).rejects.toThrow(sentence);
  });

  test("an existing file is not overwritten", async () => {
    const path = await startedFolder(["timing"]);
    const file = join(path, "blocking/my-timing.yaml");
    const before = await readFile(file, "utf8");
    await expect(startFile("timing", "blocking/my-timing", path)).rejects.toThrow(
      /already exists, and is not overwritten/,
    );
    expect(await readFile(file, "utf8")).toBe(before);
  });
});

test("previewing a file with problems lists its problems", async () => {
  const { path, remove } = await writtenFiles({ "blocking/x.yaml": "id: x\nkind: riddle\n" });
  onTestFinished(remove);
  await expect(previewOf(join(path, "blocking/x.yaml"), ["web"])).rejects.toThrow(/x\.yaml:2 kind: is "riddle"/);
});

test("a built-in file can be previewed", async () => {
  const shown = await previewOf(resolve("quizzes/event-loop/four-ways-to-wait.yaml"), ["web"]);
  expect(shown).toContain("four-ways-to-wait (output)");
  expect(shown).toContain("main · tick · then · micro · timer");
});
