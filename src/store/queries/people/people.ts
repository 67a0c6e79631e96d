import type { IdGenerator } from "../../../bot/ports/id-generator.ts";
import type { Community, Membership, PeopleStore } from "../../../bot/ports/people.ts";
import type { Instant } from "../../../engine/community/calendar.ts";
import type { LearnerId } from "../../../engine/question/ids.ts";
import { accountRow, answeringAccountRow, communityRow, partOf } from "../rows.ts";
import { type Db, noWorkspace } from "../tables.ts";
import { eraseFromTranscript } from "../transcript.ts";

/** Communities, accounts and the learners behind them. */
export function peopleQueries(db: Db, ids: IdGenerator): PeopleStore {
  return {
    find: ({ chat, workspace, user }, now) =>
      find(db, ids, {
        key: { chat, workspace: workspace ?? noWorkspace, user_id: user.id },
        name: user.name,
        everywhere: user.scope === "everywhere",
        now,
      }),
    communitiesOf: (learner) => communitiesOf(db, learner),
    communities: () => communitiesIn(db),
    forget: (learner) => db.transaction().execute((trx) => forget(trx, learner)),
  };
}

interface Visitor {
  readonly key: { readonly chat: string; readonly workspace: string; readonly user_id: string };
  readonly name: string;
  /** Whether this chat's user id names the same person in every workspace. */
  readonly everywhere: boolean;
  readonly now: Instant;
}

/** Reads before it writes: there is rarely anything to write, and reading works on a full disk too. */
async function find(db: Db, ids: IdGenerator, visitor: Visitor): Promise<Membership> {
  const found = await read(db, visitor);
  return found ?? db.transaction().execute((trx) => create(trx, ids, visitor));
}

/** The account and its community; null if something is missing or the name has changed. */
async function read(db: Db, visitor: Visitor): Promise<Membership | null> {
  const { key } = visitor;
  const row = await db
    .selectFrom("account")
    .leftJoin("community", (join) =>
      join
        .onRef("community.chat", "=", "account.chat")
        .onRef("community.workspace", "=", "account.workspace")
        .on("community.workspace", "<>", noWorkspace),
    )
    .select(["account.id", "account.learner", "account.name"])
    .select(communityColumns.map((column) => `community.${column} as community_${column}` as const))
    .where("account.chat", "=", key.chat)
    .where("account.workspace", "=", key.workspace)
    .where("account.user_id", "=", key.user_id)
    .executeTakeFirst();
  if (!row || row.name !== visitor.name) return null;
  const community = partOf(row, "community", communityRow);
  if (!community && key.workspace !== noWorkspace) return null;
  return { account: accountRow.parse(row), community };
}

const communityColumns = ["id", "chat", "workspace", "zone"] as const;

/** Another transaction may create the same rows at the same time, so each insert does nothing if the row exists. */
async function create(trx: Db, ids: IdGenerator, visitor: Visitor): Promise<Membership> {
  const { key, name, now } = visitor;
  if (key.workspace !== noWorkspace) {
    await trx
      .insertInto("community")
      .values({ id: ids.next(), chat: key.chat, workspace: key.workspace, zone: null, opened_at: now })
      .onConflict((conflict) => conflict.columns(["chat", "workspace"]).doNothing())
      .execute();
  }
  const known = await learnersOf(trx, visitor);
  const { learner, own_learner } = known ?? (await createLearner(trx, ids.next(), now));
  const account = await trx
    .insertInto("account")
    .values({ id: ids.next(), ...key, name, learner, own_learner, opened_at: now })
    .onConflict((conflict) => conflict.columns(["chat", "workspace", "user_id"]).doUpdateSet({ name }))
    .returning("learner")
    .executeTakeFirstOrThrow();
  // Another transaction created the account between our read and our write, so no account has the new learner.
  if (known === null && account.learner !== learner) {
    await trx.deleteFrom("learner").where("id", "=", learner).execute();
  }
  const created = await read(trx, visitor);
  if (!created) throw new Error("an account that was just created is missing");
  return created;
}

async function createLearner(trx: Db, id: string, now: Instant) {
  await trx.insertInto("learner").values({ id, opened_at: now }).execute();
  return { learner: id, own_learner: id };
}

/**
 * The learners of this account or, if there is none, of the same user's oldest account elsewhere in the chat.
 */
async function learnersOf(trx: Db, { key, everywhere }: Visitor) {
  const row = await trx
    .selectFrom("account")
    .select(["learner", "own_learner"])
    .where("chat", "=", key.chat)
    .where("user_id", "=", key.user_id)
    .$if(!everywhere, (query) => query.where("workspace", "=", key.workspace))
    .orderBy((eb) => eb.case().when("workspace", "=", key.workspace).then(0).else(1).end())
    .orderBy("opened_at")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function communitiesOf(db: Db, learner: LearnerId): ReturnType<PeopleStore["communitiesOf"]> {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .innerJoin("community", "community.id", "answer.community")
    .select(["community.id", "community.chat", "community.workspace", "community.zone", "answer.account"])
    .where("account.learner", "=", learner)
    .groupBy(["community.id", "community.chat", "community.workspace", "community.zone", "answer.account"])
    .orderBy("community.id")
    .execute();
  return rows.map((row) => ({ community: communityRow.parse(row), ...answeringAccountRow.parse(row) }));
}

/** Every community, by its chat and its workspace. */
export async function communitiesIn(db: Db): Promise<readonly Community[]> {
  const rows = await db.selectFrom("community").select(communityColumns).execute();
  const nameOf = ({ chat, workspace }: Community) => `${chat}:${workspace}`;
  return communityRow
    .array()
    .parse(rows)
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** Foreign keys erase everything that belongs to the learner's accounts too, linked ones included. */
async function forget(trx: Db, learner: LearnerId): Promise<void> {
  const accounts = await trx
    .selectFrom("account")
    .select(["id", "chat", "user_id", "own_learner"])
    .where("learner", "=", learner)
    .execute();
  await eraseFromTranscript(trx, accounts);
  const own = accounts.map(({ own_learner }) => own_learner);
  await trx
    .deleteFrom("learner")
    .where("id", "in", [...new Set([learner, ...own])])
    .execute();
}
