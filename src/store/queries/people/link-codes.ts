import { createHash } from "node:crypto";
import { z } from "zod";
import type { IdGenerator } from "../../../bot/ports/id-generator.ts";
import { linkCodeMs, mostWrongCodes } from "../../../bot/ports/people.ts";
import { hourMs, type Instant } from "../../../engine/community/calendar.ts";
import type { LearnerId } from "../../../engine/question/ids.ts";
import { integer, learner } from "../rows.ts";
import type { Db } from "../tables.ts";

// The codes that link accounts. Each method takes the account's own learner: all accounts of one user of one chat.

/** Crockford's base 32: no I, L, O or U, so that no two characters look alike. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 8;

/** After this time an old code is erased when somebody makes a new one. Until then, the bot can say that it expired. */
const keptMs = 24 * hourMs;

/** Saves a new code, of which only the hash is stored. */
export async function createCode(trx: Db, own: LearnerId, ids: IdGenerator, now: Instant): Promise<string> {
  await trx
    .deleteFrom("link_code")
    .where("made_at", "<=", now - keptMs)
    .execute();
  await trx
    .deleteFrom("link_guess")
    .where("since", "<=", now - linkCodeMs)
    .execute();
  const code = codeFrom(ids.next());
  const made = { code_hash: hashOf(code), made_at: now };
  await trx
    .insertInto("link_code")
    .values({ own_learner: own, ...made })
    .onConflict((conflict) => conflict.column("own_learner").doUpdateSet(made))
    .execute();
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
}

/** An id is random, but not evenly spread over 32 characters. Its hash is. */
function codeFrom(id: string): string {
  const bytes = createHash("sha256").update(id).digest().subarray(0, codeLength);
  return [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** Codes are random and short-lived, so one round is enough. */
function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}

/** The code as it was made: people leave out the dash, and type small letters and the letters that it never has. */
function normalized(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}

export type FoundCode =
  | { readonly type: "found"; readonly maker: LearnerId }
  | { readonly type: "unknown-code" | "expired-code" | "too-many-codes" };

const codeRow = z.object({ own_learner: learner, made_at: integer });

/** Looks up a code. A code that does not exist counts as a wrong guess. */
export async function findCode(trx: Db, own: LearnerId, typed: string, now: Instant): Promise<FoundCode> {
  const guesses = await guessesOf(trx, own, now);
  if (guesses.wrong >= mostWrongCodes) return { type: "too-many-codes" };
  const row = await trx
    .selectFrom("link_code")
    .select(["own_learner", "made_at"])
    .where("code_hash", "=", hashOf(normalized(typed)))
    .executeTakeFirst();
  if (!row) {
    await saveGuesses(trx, own, { wrong: guesses.wrong + 1, since: guesses.since });
    return { type: "unknown-code" };
  }
  const { own_learner: maker, made_at: madeAt } = codeRow.parse(row);
  // A code from the future was made before the clock was set back, so its age is unknown.
  if (madeAt > now || madeAt + linkCodeMs <= now) return { type: "expired-code" };
  return { type: "found", maker };
}

export async function eraseCode(trx: Db, maker: LearnerId): Promise<void> {
  await trx.deleteFrom("link_code").where("own_learner", "=", maker).execute();
}

interface Guesses {
  readonly wrong: number;
  readonly since: Instant;
}

const guessesRow = z.object({ wrong: integer, since: integer });

/** The wrong codes that count now. After the clock was set back, counting starts again. */
async function guessesOf(trx: Db, own: LearnerId, now: Instant): Promise<Guesses> {
  const row = await trx
    .selectFrom("link_guess")
    .select(["wrong", "since"])
    .where("own_learner", "=", own)
    .executeTakeFirst();
  const none = { wrong: 0, since: now };
  if (!row) return none;
  const guesses = guessesRow.parse(row);
  return guesses.since <= now && now < guesses.since + linkCodeMs ? guesses : none;
}

async function saveGuesses(trx: Db, own: LearnerId, guesses: Guesses): Promise<void> {
  await trx
    .insertInto("link_guess")
    .values({ own_learner: own, ...guesses })
    .onConflict((conflict) => conflict.column("own_learner").doUpdateSet(guesses))
    .execute();
}
