import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startFile } from "../../../src/cli/commands/new.ts";
import { previewOf } from "../../../src/cli/commands/preview.ts";
import { verify } from "../../../src/cli/commands/verify.ts";
import { Refused } from "../../../src/cli/refused.ts";
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
const placeOf = (kind: string) => (kind === "template" || kind === "belief" ? `my-${kind}` : `blocking/my-${kind}`);

/** A folder with a file of each kind, as it is started. */
async function startedFolder(some: readonly string[] = kinds): Promise<string> {
  const { path, remove } = await writtenFiles({});
  onTestFinished(remove);
  const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  for (const kind of some) await startFile(kind, placeOf(kind), { into: path });
  said.mockRestore();
  return path;
}

test("every file that is started reads without a fault, and is proved on Node", { timeout: 120_000 }, async () => {
  const folders = [
    { path: resolve("quizzes/"), level: "built-in" as const },
    { path: await startedFolder(), level: "own" as const },
  ];
  const verified = await verify({ folders: folders.slice(1), seeds: 2, jobs: 2, progress: () => () => {} });
  // Without the beliefs that ship, what names them is all that is wrong.
  for (const { message } of verified.faults) expect(message).toMatch(/names no misconception|too few misconceptions/);
  for (const kind of kinds.filter((one) => one !== "belief")) {
    const folder = kind === "template" ? "templates" : "blocking";
    const shown = await previewOf(join(folders[1]?.path ?? "", folder, `my-${kind}.yaml`), ["discord", "terminal"]);
    expect(shown).toContain("--- discord ---");
    expect(shown).toContain("I don't know");
    expect(shown).toContain("what a wrong answer is told");
    expect(shown).toMatch(/Here:|belongs:|does not belong:/);
  }
});

describe("what cannot be started is told", () => {
  test.each([
    ["riddle", "blocking/x", "There is no kind"],
    ["timing", "x", "Write TOPIC/x"],
    ["timing", "tea/x", "Write TOPIC/x"],
    ["template", "blocking/x", "Write TOPIC/x"],
    ["timing", "blocking/My Question", "is no id"],
    ["timing", "../x", "Write TOPIC/x"],
  ])("%s %s", async (kind, place, sentence) => {
    const { path, remove } = await writtenFiles({});
    onTestFinished(remove);
    await expect(startFile(kind, place, { into: path })).rejects.toThrow(sentence);
  });

  test("a file that is there stays as it is", async () => {
    const path = await startedFolder(["timing"]);
    const file = join(path, "blocking/my-timing.yaml");
    const before = await readFile(file, "utf8");
    await expect(startFile("timing", "blocking/my-timing", { into: path })).rejects.toThrow(Refused);
    expect(await readFile(file, "utf8")).toBe(before);
  });
});

test("a file with faults is previewed as its faults", async () => {
  const { path, remove } = await writtenFiles({ "blocking/x.yaml": "id: x\nkind: riddle\n" });
  onTestFinished(remove);
  await expect(previewOf(join(path, "blocking/x.yaml"), ["web"])).rejects.toThrow(/x\.yaml:2 kind: is "riddle"/);
});

test("a file that ships can be looked at", async () => {
  const shown = await previewOf(resolve("quizzes/event-loop/four-ways-to-wait.yaml"), ["web"]);
  expect(shown).toContain("four-ways-to-wait (output)");
  expect(shown).toContain("main · tick · then · micro · timer");
});
