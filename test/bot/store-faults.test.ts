import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plainText } from "../../src/cards/plain-text.ts";
import { buttonOf, openHouse, rightLetter } from "./app-under-test.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "async-quiz-faults-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("while another program holds the database, an answer is refused in words; afterwards it counts once", async () => {
  const file = join(folder, "quiz.db");
  const house = await openHouse(`sqlite:${file}`);
  const question = await house.says("ada", "play");
  const right = buttonOf(question, await rightLetter(house, question));
  const other = new Database(file);
  other.exec("begin immediate");
  const refused = await house.presses("ada", right);
  expect(refused.tone).toBe("refused");
  expect(plainText(refused)).toContain("another program is using my database. Nothing was counted");
  other.exec("rollback");
  other.close();
  expect((await house.presses("ada", right)).tone).toBe("right");
  expect(plainText(await house.presses("ada", right))).toContain("Only your first answer counts");
  expect(house.logged).toContain("the database declined");
  await house.store.close();
});
