import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OperatorError } from "../../src/bot/ports/operator-error.ts";
import { finishNewFiles, writeNewFiles } from "../../src/content/new-files.ts";
import { temporaryFolder } from "../end-to-end/program.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const file = (name: string, topic = "blocking") => ({ folder: topic, name, text: `text of ${name}` });

const pathsIn = async (path: string) => (await readdir(path, { recursive: true })).sort();

test("creates missing folders and leaves nothing but the files", async () => {
  const into = join(folder.path, "a", "b");
  writeNewFiles(into, [file("x.yaml"), file("y.yaml", "event-loop")]);
  expect(await pathsIn(into)).toEqual([
    "blocking",
    join("blocking", "x.yaml"),
    "event-loop",
    join("event-loop", "y.yaml"),
  ]);
  expect(await readFile(join(into, "blocking/x.yaml"), "utf8")).toBe("text of x.yaml");
});

test("does not overwrite a file, and then writes no other one and leaves no new folder", async () => {
  const into = join(folder.path, "c");
  await mkdir(join(into, "event-loop"), { recursive: true });
  await writeFile(join(into, "event-loop/y.yaml"), "mine");
  const write = () => writeNewFiles(into, [file("x.yaml"), file("y.yaml", "event-loop")]);
  expect(write).toThrow(OperatorError);
  expect(write).toThrow(/y\.yaml already exists\. Nothing was written\.$/);
  expect(await pathsIn(into)).toEqual(["event-loop", join("event-loop", "y.yaml")]);
  expect(await readFile(join(into, "event-loop/y.yaml"), "utf8")).toBe("mine");
});

test("undoes its moves if a later file cannot be moved", async () => {
  const into = join(folder.path, "c2");
  await mkdir(into);
  await writeFile(join(into, "event-loop"), "a file where a folder should be");
  expect(() => writeNewFiles(into, [file("x.yaml"), file("y.yaml", "event-loop")])).toThrow(/Nothing was written\.$/);
  expect(await pathsIn(into)).toEqual(["event-loop"]);
});

test("reports a folder that cannot be created, and leaves nothing", async () => {
  const into = join(folder.path, "d");
  await writeFile(into, "a file");
  expect(() => writeNewFiles(join(into, "e"), [file("x.yaml")])).toThrow(/^Cannot write .* \(ENOTDIR\)/);
  expect(await readFile(into, "utf8")).toBe("a file");
});

test("the next run deletes what was still being written when a process was killed", async () => {
  const into = join(folder.path, "f");
  const staging = join(into, ".async-quiz-staging-abc", "blocking");
  await mkdir(staging, { recursive: true });
  await writeFile(join(staging, "half.yaml"), "half a");
  writeNewFiles(into, [file("x.yaml")]);
  expect(await pathsIn(into)).toEqual(["blocking", join("blocking", "x.yaml")]);
});

test("the next run finishes what was being moved when a process was killed, and overwrites nothing", async () => {
  const into = join(folder.path, "g");
  const ready = join(into, ".async-quiz-ready-abc", "blocking");
  await mkdir(ready, { recursive: true });
  await mkdir(join(into, "blocking"));
  for (const name of ["waiting.yaml", "other.yaml"]) await writeFile(join(ready, name), "imported");
  await writeFile(join(into, "blocking/moved.yaml"), "imported");
  await writeFile(join(into, "blocking/other.yaml"), "mine");
  finishNewFiles(into);
  expect(await pathsIn(into)).toEqual([
    "blocking",
    join("blocking", "moved.yaml"),
    join("blocking", "other.yaml"),
    join("blocking", "waiting.yaml"),
  ]);
  expect(await readFile(join(into, "blocking/other.yaml"), "utf8")).toBe("mine");
});
