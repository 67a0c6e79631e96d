import { setImmediate } from "node:timers/promises";
import type { AnswerKey } from "../../bot/ports/answers.ts";
import type { SavedAnswer } from "../../engine/learner/learner-events.ts";
import type { AccountId, LearnerId } from "../../engine/question/ids.ts";
import { savedAnswerRow } from "./learner-rows.ts";
import { idRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The number of a first answer. The key (presentation, account, attempt) allows only one. */
export const firstAttempt = 1;

export const answerColumns = [
  "presentation",
  "account",
  "question",
  "choice",
  "is_right",
  "answered_before",
  "points",
  "named",
  "asked",
  "thought",
  "replied_at",
  "confidence",
  "answered_at",
  "local_date",
] as const;

/** All answers of the learner's accounts with the times of their replies, oldest first. */
export async function savedAnswersOf(db: Db, learner: LearnerId): Promise<readonly SavedAnswer[]> {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .selectAll("answer")
    .where("account.learner", "=", learner)
    .orderBy("answer.answered_at")
    .orderBy("presentation.presented_at")
    .orderBy("answer.presentation")
    .orderBy("answer.account")
    .execute();
  return inTurns(rows, (row) => savedAnswerRow.parse(row));
}

/** So many are done before other requests get a turn: a person with years of answers must not hold up everybody. */
const turnSize = 100;

/** Does the same with each item, and lets other requests run in between. */
export async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(work(item));
    if (results.length % turnSize === 0) await setImmediate();
  }
  return results;
}

export function firstAnswerTo(trx: Db, { presentation, account }: AnswerKey) {
  return trx
    .selectFrom("answer")
    .select(answerColumns)
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .where("attempt", "=", firstAttempt)
    .executeTakeFirst();
}

/**
 * Locks the account's learner until the transaction ends, so that two answers at once are counted one after the other.
 * An update that changes nothing locks the row in every database. What the transaction then reads must be a statement
 * of its own: PostgreSQL takes a statement's snapshot before it waits for the lock.
 */
export async function lockLearnerOf(trx: Db, account: AccountId): Promise<LearnerId | null> {
  const locked = await trx
    .updateTable("learner")
    .set((eb) => ({ opened_at: eb.ref("opened_at") }))
    .where("id", "=", (eb) => eb.selectFrom("account").select("learner").where("account.id", "=", account))
    .returning("id")
    .executeTakeFirst();
  return locked ? idRow.parse(locked).id : null;
}
