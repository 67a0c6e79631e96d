import { setImmediate } from "node:timers/promises";
import type { SavedAnswer } from "../../engine/learner/learner-events.ts";
import type { LearnerId } from "../../engine/question/ids.ts";
import { savedAnswerRow } from "./learner-rows.ts";
import type { Db } from "./tables.ts";

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
