import type { Transcript, TranscriptLine } from "../../bot/ports/transcript.ts";
import { counterRow, transcriptRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The local room's chat: the users' ids in the transcript are its own. */
const localChat = "web";

export function transcriptIn(db: Db): Transcript {
  return {
    keep: (line) => db.transaction().execute((trx) => keep(trx, line)),
    replace: (id, body) => replace(db, id, body),
    line: (id) => line(db, id),
    recent: (channel, user, limit) => recent(db, channel, user, limit),
  };
}

async function keep(trx: Db, said: Omit<TranscriptLine, "number">): Promise<TranscriptLine> {
  const first = await line(trx, said.id);
  if (first) return first;
  const counter = await trx
    .updateTable("counter")
    .set((eb) => ({ value: eb("value", "+", 1) }))
    .where("name", "=", "transcript")
    .returning("value")
    .executeTakeFirst();
  await trx
    .insertInto("transcript")
    .values({
      id: said.id,
      number: counterRow.parse(counter).value,
      channel: said.channel,
      seen_by: said.seenBy,
      author_id: said.author?.id ?? null,
      author_name: said.author?.name ?? null,
      body: JSON.stringify(said.body),
      kept_at: said.at,
    })
    // Only where another transaction kept the same id since we looked.
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const kept = await line(trx, said.id);
  if (!kept) throw new Error(`the transcript lost the line ${said.id}`);
  return kept;
}

async function replace(db: Db, id: string, body: TranscriptLine["body"]): Promise<TranscriptLine | null> {
  const row = await db
    .updateTable("transcript")
    .set({ body: JSON.stringify(body) })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row ? transcriptRow.parse(row) : null;
}

async function line(db: Db, id: string): Promise<TranscriptLine | null> {
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
 * Erases what these people said and what only they saw. A card that says one of their names to others, such as a
 * board, stays as a gap, so that the lines around it keep their sense.
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
    // The span of a name in a card names its account too.
    await eraseCardsThatName(trx, `"account":${JSON.stringify(id)}`);
  }
}

/** Leaves a gap for each of the bot's cards that holds this text: a row's id, or what else is in no other card. */
export async function eraseCardsThatName(trx: Db, text: string): Promise<void> {
  const gone: TranscriptLine["body"] = { type: "gone" };
  await trx
    .updateTable("transcript")
    .set({ body: JSON.stringify(gone) })
    // A card is the bot's own; what another person typed is theirs. `replace` finds text alike in every engine.
    .where("author_id", "is", null)
    .where((eb) => eb(eb.fn<string>("replace", ["body", eb.val(text), eb.val("")]), "<>", eb.ref("body")))
    .execute();
}
