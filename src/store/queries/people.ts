import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Account, Community, PeopleStore } from "../../bot/ports/people.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { AccountId, LearnerId } from "../../engine/question/ids.ts";
import { accountRow, communityRow } from "./rows.ts";
import { type Db, noWorkspace } from "./tables.ts";
import { eraseFromTranscript } from "./transcript.ts";

/** Who there is: communities, accounts and the learners behind them. */
export function peopleQueries(db: Db, ids: IdGenerator): PeopleStore {
  return {
    community: (chat, workspace, now) => community(db, ids, { chat, workspace: workspace ?? noWorkspace }, now),
    account: ({ chat, workspace, user }, now) => {
      const key = { chat, workspace: workspace ?? noWorkspace, user_id: user.id };
      return account(db, ids, { key, name: user.name, scope: user.scope }, now);
    },
    communitiesOf: (learner) => communitiesOf(db, learner),
    forget: (learner) => db.transaction().execute((trx) => forget(trx, learner)),
  };
}

async function community(
  db: Db,
  ids: IdGenerator,
  key: { readonly chat: string; readonly workspace: string },
  now: Instant,
): Promise<Community> {
  const find = () =>
    db
      .selectFrom("community")
      .select(["id", "chat", "workspace", "zone"])
      .where("chat", "=", key.chat)
      .where("workspace", "=", key.workspace)
      .executeTakeFirst();
  const found = await find();
  if (found) return communityRow.parse(found);
  await db
    .insertInto("community")
    .values({ id: ids.next(), ...key, zone: null, opened_at: now })
    .onConflict((conflict) => conflict.columns(["chat", "workspace"]).doNothing())
    .execute();
  return communityRow.parse(await find());
}

interface Person {
  readonly key: { readonly chat: string; readonly workspace: string; readonly user_id: string };
  readonly name: string;
  /** Whether the user's id is valid in every workspace. */
  readonly scope: "workspace" | "everywhere";
}

/** Looks before it writes: nearly always there is nothing to write, and reading works on a full disk too. */
async function account(db: Db, ids: IdGenerator, person: Person, now: Instant): Promise<Account> {
  const found = await findAccount(db, person);
  if (found?.name === person.name) return found;
  return db.transaction().execute((trx) => openAccount(trx, ids, person, now));
}

async function findAccount(db: Db, { key }: Person): Promise<Account | null> {
  const row = await db
    .selectFrom("account")
    .select(["id", "learner", "name"])
    .where("chat", "=", key.chat)
    .where("workspace", "=", key.workspace)
    .where("user_id", "=", key.user_id)
    .executeTakeFirst();
  return row ? accountRow.parse(row) : null;
}

async function openAccount(trx: Db, ids: IdGenerator, person: Person, now: Instant): Promise<Account> {
  const known = (await findAccount(trx, person))?.learner ?? (await learnerElsewhere(trx, person));
  const learner = known ?? ids.next();
  if (known === null) await trx.insertInto("learner").values({ id: learner, opened_at: now }).execute();
  const row = await trx
    .insertInto("account")
    .values({
      id: ids.next(),
      ...person.key,
      name: person.name,
      learner,
      opened_at: now,
    })
    .onConflict((conflict) => conflict.columns(["chat", "workspace", "user_id"]).doUpdateSet({ name: person.name }))
    .returning(["id", "learner", "name"])
    .executeTakeFirstOrThrow();
  const kept = accountRow.parse(row);
  // Another transaction opened the account between the look and the write: the learner made for it is nobody.
  if (known === null && kept.learner !== learner) await trx.deleteFrom("learner").where("id", "=", learner).execute();
  return kept;
}

/** The learner of the same user's other accounts, where the chat's user ids hold in every workspace. */
async function learnerElsewhere(trx: Db, { key, scope }: Person): Promise<string | null> {
  if (scope !== "everywhere") return null;
  const row = await trx
    .selectFrom("account")
    .select("learner")
    .where("chat", "=", key.chat)
    .where("user_id", "=", key.user_id)
    .orderBy("opened_at")
    .limit(1)
    .executeTakeFirst();
  return row?.learner ?? null;
}

async function communitiesOf(db: Db, learner: LearnerId) {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .innerJoin("community", "community.id", "answer.community")
    .select(["community.id", "community.chat", "community.workspace", "community.zone", "answer.account"])
    .where("account.learner", "=", learner)
    .groupBy(["community.id", "community.chat", "community.workspace", "community.zone", "answer.account"])
    .orderBy("community.id")
    .execute();
  return rows.map((row) => ({ community: communityRow.parse(row), account: row.account as AccountId }));
}

/** The tables' foreign keys take accounts, answers, reports and the questions put to them along. */
async function forget(trx: Db, learner: LearnerId): Promise<void> {
  const people = await trx
    .selectFrom("account")
    .select(["id", "chat", "user_id"])
    .where("learner", "=", learner)
    .execute();
  await eraseFromTranscript(trx, people);
  await trx.deleteFrom("learner").where("id", "=", learner).execute();
}
