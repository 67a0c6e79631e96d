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

test("while another program has locked the database, an answer is refused in words; afterwards it counts once", async () => {
  const file = join(folder, "quiz.db");
  const app = await openApp({ url: `sqlite:${file}` });
  const question = await app.says("ada", "play");
  const right = buttonOf(question, await rightLetter(app, question));
  const other = new Database(file);
  other.exec("begin immediate");
  const refused = await app.presses("ada", right);
  expect(refused.tone).toBe("refused");
  expect(plainText(refused)).toContain("another program is using my database. Nothing was counted");
  other.exec("rollback");
  other.close();
  expect((await app.presses("ada", right)).tone).toBe("right");
  expect(plainText(await app.presses("ada", right))).toContain("Only your first answer counts");
  expect(app.logged).toContain("a request failed");
  await app.store.close();
});
