import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plainText } from "../../src/cards/plain-text.ts";
import { buttonOf, openApp, rightLetter } from "./app-under-test.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "async-quiz-faults-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("while another program holds the database, an answer is refused in words; afterwards it counts once", async () => {
  const file = join(folder, "quiz.db");
  const app = await openApp(`sqlite:${file}`);
  const question = await app.says("ada", "play");
  const right = buttonOf(question, await rightLetter(app, question));
  const other = new Database(file);
  other.exec("begin immediate");
  const refused = await app.presses("ada", right);
  expect(refused.tone).toBe("refused");
  expect(plainText(refused)).toContain("held by another program. Nothing was counted");
  other.exec("rollback");
  other.close();
  expect((await app.presses("ada", right)).tone).toBe("right");
  expect(plainText(await app.presses("ada", right))).toContain("it stands");
  expect(app.logged).toContain("the database declined");
  await app.store.close();
});
