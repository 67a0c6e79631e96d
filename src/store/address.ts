import { resolve } from "node:path";
import { OperatorError } from "../bot/ports/operator-error.ts";

/** The store cannot be opened or copied as things are; the message tells an operator what to do about it. */

/** What an operator can do when SQLite or the disk says no, by the error's code. */
const advice: readonly (readonly [code: RegExp, words: string])[] = [
  [/^SQLITE_NOTADB/, "is not a SQLite database. Name another file, or move this one away."],
  [/^SQLITE_CORRUPT/, "is damaged. Put a backup in its place, with no -wal and -shm file beside it."],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, "cannot be written because the disk is full. Make room and try again."],
  [/^SQLITE_(BUSY|LOCKED)/, "is locked by another program. Stop that one first."],
  [
    /^(SQLITE_(CANTOPEN|READONLY|PERM|IOERR)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR)/,
    "cannot be opened for writing. Look at who owns the file and its folder, and whether a folder bears its name.",
  ],
];

/** The error as a refusal about `place` where an operator can do something about it; else as it is: a bug. */
export function refusalOf(error: unknown, place: string): unknown {
  if (error instanceof OperatorError || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const words = advice.find(([pattern]) => pattern.test(code))?.[1];
  return words === undefined ? error : new OperatorError(`${place} ${words}`, { cause: error });
}

const scheme = "sqlite:";
const addressAdvice =
  "write sqlite:./path/to/file.db for a file, or sqlite::memory: for a store that ends with the program";

/** Where a store is: an absolute path, or the memory of this program. */
export type Address = { readonly type: "file"; readonly file: string } | { readonly type: "memory" };

/**
 * Reads `sqlite:./path.db`, `sqlite:/path.db`, `sqlite:///path.db` and `sqlite::memory:`.
 * @throws OperatorError for anything else, without saying the address again: it may hold a password
 */
export function addressOf(url: string): Address {
  const found = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase();
  if (found === undefined) throw new OperatorError(`The store's address has no scheme: ${addressAdvice}.`);
  if (found !== scheme)
    throw new OperatorError(`The store cannot live at an address with "${found}" yet: ${addressAdvice}.`);
  const path = url.slice(scheme.length);
  if (path === ":memory:") return { type: "memory" };
  const namesAHost = path.startsWith("//") && !path.startsWith("///");
  if (path.trim() === "" || namesAHost) throw new OperatorError(`The store's address names no file: ${addressAdvice}.`);
  return { type: "file", file: resolve(path) };
}
