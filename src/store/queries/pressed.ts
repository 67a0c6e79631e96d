import type { Store } from "../../bot/ports.ts";
import type { AccountId, PresentationId } from "../../engine/question/ids.ts";
import { holdLearner } from "./answers.ts";
import { pressedRow } from "./rows.ts";
import type { Db } from "./tables.ts";

type Pressed = Pick<Store, "pressed" | "changePressed">;

/** What people have pressed of answers that they have not sent yet. */
export function pressedIn(db: Db): Pressed {
  return {
    pressed: (presentation, account) => find(db, presentation, account),
    changePressed: (presentation, account, change) =>
      db.transaction().execute(async (trx) => {
        // Two presses at once come one after the other.
        await holdLearner(trx, account);
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
