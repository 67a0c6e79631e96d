import { spawnSync } from "node:child_process";
import { link, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Unusable } from "../../src/cli/program-file.ts";
import { placeFiles } from "../../src/cli/write-all-or-none.ts";
import { temporaryFolder } from "../end-to-end/program.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const file = (name: string, topic = "blocking") => ({ folder: topic, name, text: `text of ${name}` });

test("makes the folders that are missing and leaves nothing but the files", async () => {
  const into = join(folder.path, "a", "b");
  placeFiles(into, [file("x.yaml"), file("y.yaml", "event-loop")]);
  expect((await readdir(into, { recursive: true })).sort()).toEqual([
    "blocking",
    join("blocking", "x.yaml"),
    "event-loop",
    join("event-loop", "y.yaml"),
  ]);
  expect(await readFile(join(into, "blocking/x.yaml"), "utf8")).toBe("text of x.yaml");
});

test("a file in the way keeps its content, and what was placed before it goes again, folders too", async () => {
  const into = join(folder.path, "c");
  await mkdir(join(into, "event-loop"), { recursive: true });
  await writeFile(join(into, "event-loop/y.yaml"), "mine");
  const place = () => placeFiles(into, [file("x.yaml"), file("y.yaml", "event-loop")]);
  expect(place).toThrow(Unusable);
  expect(place).toThrow(/^There is a file .*y\.yaml already\. Nothing was written\.$/);
  expect((await readdir(into, { recursive: true })).sort()).toEqual(["event-loop", join("event-loop", "y.yaml")]);
  expect(await readFile(join(into, "event-loop/y.yaml"), "utf8")).toBe("mine");
});

test("a folder that cannot be made is told, and leaves nothing", async () => {
  const into = join(folder.path, "d");
  await writeFile(into, "a file");
  expect(() => placeFiles(join(into, "e"), [file("x.yaml")])).toThrow(/cannot be written to .* \(ENOTDIR\)/);
  expect(await readFile(into, "utf8")).toBe("a file");
});

test("what a killed run had begun is undone by the next, and what others wrote stays", async () => {
  const into = join(folder.path, "f");
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  const waiting = join(into, `.import-${dead}-abc`, "blocking");
  await mkdir(waiting, { recursive: true });
  await mkdir(join(into, "blocking"));
  for (const name of ["placed.yaml", "waiting.yaml", "other.yaml"]) await writeFile(join(waiting, name), "half a bank");
  await link(join(waiting, "placed.yaml"), join(into, "blocking/placed.yaml"));
  await writeFile(join(into, "blocking/other.yaml"), "mine");
  const alive = join(into, `.import-${process.pid}-def`);
  await mkdir(alive);
  placeFiles(into, [file("x.yaml")]);
  expect((await readdir(into)).sort()).toEqual([`.import-${process.pid}-def`, "blocking"]);
  expect((await readdir(join(into, "blocking"))).sort()).toEqual(["other.yaml", "x.yaml"]);
});
