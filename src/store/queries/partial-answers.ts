import type { PartialAnswerStore } from "../../bot/ports/partial-answers.ts";
import type { AccountId, PresentationId } from "../../engine/question/ids.ts";
import { lockLearner } from "./answers.ts";
import { pressedRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** What people have pressed of answers that they have not sent yet. */
export function partialAnswerQueries(db: Db): PartialAnswerStore {
  return {
    find: (presentation, account) => find(db, presentation, account),
    change: (presentation, account, change) =>
      db.transaction().execute(async (trx) => {
        // Two presses at once come one after the other.
        await lockLearner(trx, account);
        const pressed = change(await find(trx, presentation, account));
        await save(trx, presentation, account, pressed);
        return pressed;
      }),
  };
}

async function find(db: Db, presentation: PresentationId, account: AccountId): Promise<readonly number[]> {
  const row = await db
    .selectFrom("pressed")
    .select("pressed")
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .executeTakeFirst();
  return row ? pressedRow.parse(row) : [];
}

async function save(
  db: Db,
  presentation: PresentationId,
  account: AccountId,
  pressed: readonly number[],
): Promise<void> {
  const text = JSON.stringify(pressed);
  await db
    .insertInto("pressed")
    .values({ presentation, account, pressed: text })
    .onConflict((conflict) => conflict.columns(["presentation", "account"]).doUpdateSet({ pressed: text }))
    .execute();
}
