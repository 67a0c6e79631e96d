import type { Store } from "../../bot/ports.ts";
import type { AccountId, AskedId } from "../../engine/question/ids.ts";
import { holdLearner } from "./answers.ts";
import { pressedRow } from "./rows.ts";
import type { Db } from "./tables.ts";

type Pressed = Pick<Store, "pressed" | "changePressed">;

/** What people have pressed of answers that they have not sent yet. */
export function pressedIn(db: Db): Pressed {
  return {
    pressed: (asked, account) => find(db, asked, account),
    changePressed: (asked, account, change) =>
      db.transaction().execute(async (trx) => {
        // Two presses at once come one after the other.
        await holdLearner(trx, account);
        const pressed = change(await find(trx, asked, account));
        await save(trx, asked, account, pressed);
        return pressed;
      }),
  };
}

async function find(db: Db, asked: AskedId, account: AccountId): Promise<readonly number[]> {
  const row = await db
    .selectFrom("pressed")
    .select("pressed")
    .where("asked", "=", asked)
    .where("account", "=", account)
    .executeTakeFirst();
  return row ? pressedRow.parse(row) : [];
}

async function save(db: Db, asked: AskedId, account: AccountId, pressed: readonly number[]): Promise<void> {
  const text = JSON.stringify(pressed);
  await db
    .insertInto("pressed")
    .values({ asked, account, pressed: text })
    .onConflict((conflict) => conflict.columns(["asked", "account"]).doUpdateSet({ pressed: text }))
    .execute();
}
