import type { PastedProgram, PastedProgramStore } from "../../bot/ports/pasted-programs.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { TraceId } from "../../engine/question/ids.ts";
import { pastedProgramRow } from "./rows.ts";
import type { Db } from "./tables.ts";
import { eraseCardsThatName } from "./transcript.ts";

/** Programs that people pasted to step through them. */
export function pastedProgramQueries(db: Db): PastedProgramStore {
  return {
    save: (program) => save(db, program),
    find: (id) => find(db, id),
    eraseBefore: (before) => erase(db, before),
  };
}

async function save(db: Db, { pastedAt, ...row }: PastedProgram): Promise<void> {
  await db
    .insertInto("pasted_program")
    .values({ ...row, pasted_at: pastedAt })
    .execute();
}

async function find(db: Db, id: TraceId): Promise<PastedProgram | null> {
  const row = await db.selectFrom("pasted_program").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? pastedProgramRow.parse(row) : null;
}

/** Reads before it writes: it runs every few seconds, and there is rarely anything to erase. */
async function erase(db: Db, before: Instant): Promise<number> {
  const isOld = () => db.selectFrom("pasted_program").select("id").where("pasted_at", "<", before);
  if (!(await isOld().limit(1).executeTakeFirst())) return 0;
  return db.transaction().execute(async (trx) => {
    const gone = await trx.deleteFrom("pasted_program").where("pasted_at", "<", before).returning("id").execute();
    for (const { id } of gone) await eraseCardsThatName(trx, id);
    return gone.length;
  });
}
