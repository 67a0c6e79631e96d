import type { Transcript, TranscriptLine } from "../../bot/ports/transcript.ts";
import { counterRow, transcriptRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The local room's chat: the user ids in the transcript are its own. */
const localChat = "web";

export function transcriptIn(db: Db): Transcript {
  return {
    save: (line) => db.transaction().execute((trx) => save(trx, line)),
    replace: (id, body) => replace(db, { id }, body),
    replacePrivate: (id, user, body) => replace(db, { id, user }, body),
    find: (id) => find(db, id),
    recent: (channel, user, limit) => recent(db, channel, user, limit),
  };
}

async function save(trx: Db, line: Omit<TranscriptLine, "number">): ReturnType<Transcript["save"]> {
  const number = await countBy(trx, 1);
  const row = await trx
    .insertInto("transcript")
    .values({
      id: line.id,
      number,
      channel: line.channel,
      seen_by: line.seenBy,
      author_id: line.author?.id ?? null,
      author_name: line.author?.name ?? null,
      body: JSON.stringify(line.body),
      saved_at: line.at,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return { line: transcriptRow.parse(row), isNew: true };
  // The counter is locked, so the number that was not needed can be given back.
  await countBy(trx, -1);
  const first = await find(trx, line.id);
  if (!first) throw new Error(`the transcript has lost the line ${line.id}`);
  return { line: first, isNew: false };
}

async function countBy(trx: Db, step: 1 | -1): Promise<number> {
  const counter = await trx
    .updateTable("counter")
    .set((eb) => ({ value: eb("value", "+", step) }))
    .where("name", "=", "transcript")
    .returning("value")
    .executeTakeFirst();
  return counterRow.parse(counter).value;
}

/** @param which a line by its id; with a user, only a line of the bot that nobody but this user sees */
async function replace(
  db: Db,
  { id, user }: { readonly id: string; readonly user?: string },
  body: TranscriptLine["body"],
): Promise<TranscriptLine | null> {
  const row = await db
    .updateTable("transcript")
    .set({ body: JSON.stringify(body) })
    .where("id", "=", id)
    .$if(user !== undefined, (query) => query.where("seen_by", "=", user ?? null).where("author_id", "is", null))
    .returningAll()
    .executeTakeFirst();
  return row ? transcriptRow.parse(row) : null;
}

async function find(db: Db, id: string): Promise<TranscriptLine | null> {
  const row = await db.selectFrom("transcript").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? transcriptRow.parse(row) : null;
}

async function recent(db: Db, channel: string, user: string, limit: number): Promise<readonly TranscriptLine[]> {
  const rows = await db
    .selectFrom("transcript")
    .selectAll()
    .where("channel", "=", channel)
    .where((eb) => eb.or([eb("seen_by", "is", null), eb("seen_by", "=", user)]))
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return transcriptRow.array().parse(rows).reverse();
}

/**
 * Erases what these people said and what only they saw. A card that shows one of their names to others, such as a
 * leaderboard, leaves a gap, so that the lines around it still make sense.
 */
export async function eraseFromTranscript(
  trx: Db,
  people: readonly { readonly id: string; readonly chat: string; readonly user_id: string }[],
): Promise<void> {
  for (const { id, user_id } of people.filter(({ chat }) => chat === localChat)) {
    await trx
      .deleteFrom("transcript")
      .where((eb) => eb.or([eb("author_id", "=", user_id), eb("seen_by", "=", user_id)]))
      .execute();
    // A name in a card is stored with its account.
    await eraseCardsThatName(trx, `"account":${JSON.stringify(id)}`);
  }
}

/** Leaves a gap for each of the bot's cards that contains this text. The text must be unique to the cards to erase. */
export async function eraseCardsThatName(trx: Db, text: string): Promise<void> {
  const gone: TranscriptLine["body"] = { type: "gone" };
  await trx
    .updateTable("transcript")
    .set({ body: JSON.stringify(gone) })
    // Only the bot's cards: what another person typed belongs to that person. `replace` works the same in every
    // database, unlike `like`.
    .where("author_id", "is", null)
    .where((eb) => eb(eb.fn<string>("replace", ["body", eb.val(text), eb.val("")]), "<>", eb.ref("body")))
    .execute();
}
