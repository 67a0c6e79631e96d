import type { AnswerKey } from "../../bot/ports/answers.ts";
import type { PartialAnswerStore } from "../../bot/ports/partial-answers.ts";
import { picksRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The picks of answers that take several presses and have not been sent yet. */
export function partialAnswerQueries(db: Db): PartialAnswerStore {
  return {
    change: async (key, loaded, change) => {
      let current = loaded;
      for (;;) {
        const next = change(current);
        if (await replace(db, key, current, next)) return next;
        current = await find(db, key);
      }
    },
  };
}

async function find(db: Db, { presentation, account }: AnswerKey): Promise<readonly number[]> {
  const row = await db
    .selectFrom("partial_answer")
    .select("picks")
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .executeTakeFirst();
  return row ? picksRow.parse(row) : [];
}

/** Saves the next picks if the loaded ones are still current. No row means that none are picked. */
async function replace(
  db: Db,
  { presentation, account }: AnswerKey,
  current: readonly number[],
  next: readonly number[],
): Promise<boolean> {
  const [from, picks] = [JSON.stringify(current), JSON.stringify(next)];
  if (current.length === 0) {
    const inserted = await db
      .insertInto("partial_answer")
      .values({ presentation, account, picks })
      .onConflict((conflict) =>
        conflict.columns(["presentation", "account"]).doUpdateSet({ picks }).where("partial_answer.picks", "=", from),
      )
      .returning("picks")
      .executeTakeFirst();
    return inserted !== undefined;
  }
  const updated = await db
    .updateTable("partial_answer")
    .set({ picks })
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .where("picks", "=", from)
    .returning("picks")
    .executeTakeFirst();
  return updated !== undefined;
}
