import { z } from "zod";
import type { IdGenerator } from "../../../bot/ports/id-generator.ts";
import type { RecordModel } from "../../../bot/ports/learner-records.ts";
import type { LinkedAccount, LinkOutcome, LinkStore } from "../../../bot/ports/people.ts";
import type { Instant } from "../../../engine/community/calendar.ts";
import type { AccountId, LearnerId } from "../../../engine/question/ids.ts";
import { type RecordContext, rebuildRecord } from "../learner-records.ts";
import type { RecordCache } from "../record-cache.ts";
import { account, learner } from "../rows.ts";
import { lockLearnerOf } from "../saved-answers.ts";
import type { Db } from "../tables.ts";
import { createCode, eraseCode, findCode } from "./link-codes.ts";

/** The accounts that one person has in several chats, joined into one learner. */
export function linkQueries(db: Db, ids: IdGenerator, cache: RecordCache): LinkStore {
  const context = (model: RecordModel) => ({ model, cache });
  return {
    createCode: (id, now) =>
      db.transaction().execute(async (trx) => createCode(trx, (await lockedLearners(trx, id)).own, ids, now)),
    redeem: (id, code, now, model) => db.transaction().execute((trx) => redeem(trx, id, { code, now }, context(model))),
    unlink: (id, model) => db.transaction().execute((trx) => unlink(trx, id, context(model))),
    accountsOf: (id) => accountsOf(db, id),
  };
}

/** The learner that an account has now, and the one that it returns to when it is unlinked. */
interface Learners {
  readonly learner: LearnerId;
  readonly own: LearnerId;
}

const learnersRow = z
  .object({ learner, own_learner: learner })
  .transform(({ own_learner: own, ...row }): Learners => ({ ...row, own }));

async function lockedLearners(trx: Db, id: AccountId): Promise<Learners> {
  // Two guesses of one learner at once are counted one after the other, and no answer is saved in between.
  await lockLearnerOf(trx, id);
  const row = await trx
    .selectFrom("account")
    .select(["learner", "own_learner"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new Error(`there is no account ${id}`);
  return learnersRow.parse(row);
}

async function redeem(
  trx: Db,
  id: AccountId,
  { code, now }: { readonly code: string; readonly now: Instant },
  context: RecordContext,
): Promise<LinkOutcome> {
  const { learner: from, own } = await lockedLearners(trx, id);
  const found = await findCode(trx, own, code, now);
  if (found.type !== "found") return found;
  if (found.maker === own) return { type: "own-code" };
  const maker = await trx.selectFrom("account").select("id").where("own_learner", "=", found.maker).executeTakeFirst();
  if (!maker) return { type: "unknown-code" };
  const { learner: to } = await lockedLearners(trx, account.parse(maker.id));
  if (from === to) return { type: "already-linked" };
  if (await shareChat(trx, from, to)) return { type: "same-chat" };
  await eraseCode(trx, found.maker);
  await trx.updateTable("account").set({ learner: to }).where("learner", "=", from).execute();
  await recompute(trx, [from, to], context);
  return { type: "linked", learner: to };
}

async function shareChat(trx: Db, one: LearnerId, other: LearnerId): Promise<boolean> {
  const chats = trx.selectFrom("account").select("chat").where("learner", "=", other);
  const row = await trx
    .selectFrom("account")
    .select("id")
    .where("learner", "=", one)
    .where("chat", "in", chats)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function unlink(trx: Db, id: AccountId, context: RecordContext): Promise<boolean> {
  const { learner: shared, own } = await lockedLearners(trx, id);
  const other = await trx
    .selectFrom("account")
    .select(["learner", "own_learner"])
    .where("learner", "=", shared)
    .where("own_learner", "<>", own)
    .orderBy("opened_at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (!other) return false;
  // The user whose own learner is the shared one keeps it, and the others leave together.
  const { own: others } = learnersRow.parse(other);
  const leave = trx.updateTable("account").where("learner", "=", shared);
  await (own === shared
    ? leave.set({ learner: others }).where("own_learner", "<>", own).execute()
    : leave.set({ learner: own }).where("own_learner", "=", own).execute());
  await recompute(trx, [shared, own === shared ? others : own], context);
  return true;
}

/** Computes what depends on all answers of these learners again: their points and their records. */
async function recompute(trx: Db, learners: readonly LearnerId[], context: RecordContext): Promise<void> {
  for (const each of learners) {
    await recomputePoints(trx, each);
    await rebuildRecord(trx, each, context);
  }
}

/**
 * Of the answers that would have earned points without a link, only the first to each question still does. Ordinary
 * and daily questions count as when an answer is saved: a daily is only compared with dailies.
 */
async function recomputePoints(trx: Db, id: LearnerId): Promise<void> {
  await trx
    .updateTable("answer")
    .set((eb) => ({
      answered_before: eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom("account as mine")
              .innerJoin("account as theirs", "theirs.learner", "mine.learner")
              .innerJoin("answer as earlier", "earlier.account", "theirs.id")
              .innerJoin("presentation as their_question", "their_question.id", "earlier.presentation")
              .innerJoin("presentation as my_question", (join) =>
                join.onRef("my_question.id", "=", "answer.presentation"),
              )
              .select("earlier.presentation")
              .whereRef("mine.id", "=", "answer.account")
              .whereRef("theirs.own_learner", "<>", "mine.own_learner")
              .whereRef("earlier.question", "=", "answer.question")
              .where("earlier.own_answered_before", "=", 0)
              .where((one) =>
                one.or([one("my_question.reason", "<>", "daily"), one("their_question.reason", "=", "daily")]),
              )
              .where((one) =>
                one.or([
                  one("earlier.answered_at", "<", one.ref("answer.answered_at")),
                  one.and([
                    one("earlier.answered_at", "=", one.ref("answer.answered_at")),
                    one("earlier.account", "<", one.ref("answer.account")),
                  ]),
                ]),
              ),
          ),
        )
        .then(eb.lit(1))
        .else(eb.lit(0))
        .end(),
    }))
    .where("account", "in", (eb) => eb.selectFrom("account").select("id").where("learner", "=", id))
    .where("own_answered_before", "=", 0)
    .execute();
  await trx
    .updateTable("answer")
    .set((eb) => ({
      points: eb.case().when("answered_before", "=", 1).then(eb.lit(0)).else(eb.ref("own_points")).end(),
    }))
    .where("account", "in", (eb) => eb.selectFrom("account").select("id").where("learner", "=", id))
    .execute();
}

const linkedAccountRow = z
  .object({ id: account, chat: z.string(), name: z.string(), own_learner: z.string() })
  .transform(({ own_learner: own, ...row }) => ({ own, linked: row satisfies LinkedAccount }));

async function accountsOf(db: Db, id: LearnerId): Promise<readonly LinkedAccount[]> {
  const rows = await db
    .selectFrom("account")
    .select(["id", "chat", "name", "own_learner"])
    .where("learner", "=", id)
    .orderBy("opened_at")
    .orderBy("id")
    .execute();
  const users = new Map<string, LinkedAccount>();
  for (const { own, linked } of linkedAccountRow.array().parse(rows)) if (!users.has(own)) users.set(own, linked);
  return [...users.values()];
}
