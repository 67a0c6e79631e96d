import { resolve } from "node:path";
import { OperatorError } from "../bot/ports/operator-error.ts";

/** The store cannot be opened or copied. The message tells the operator what to do about it. */

/** What an operator can do about an error of SQLite or the disk, by the error's code. */
const advice: readonly (readonly [code: RegExp, words: string])[] = [
  [/^SQLITE_NOTADB/, "is not a SQLite database. Name another file, or move this one away."],
  [/^SQLITE_CORRUPT/, "is damaged. Replace it with a backup, and delete the -wal and -shm files next to it."],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, "cannot be written because the disk is full. Free some space and try again."],
  [/^SQLITE_(BUSY|LOCKED)/, "is locked by another program. Stop that program first."],
  [
    /^(SQLITE_(CANTOPEN|READONLY|PERM|IOERR)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR)/,
    "cannot be opened for writing. Check the owner of the file and of its folder, and that the name is not a folder.",
  ],
];

/** An `OperatorError` about this file or store if an operator can fix the error; otherwise the error itself, a bug. */
export function operatorErrorOf(error: unknown, subject: string): unknown {
  if (error instanceof OperatorError || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const words = advice.find(([pattern]) => pattern.test(code))?.[1];
  return words === undefined ? error : new OperatorError(`${subject} ${words}`, { cause: error });
}

const scheme = "sqlite:";
const addressAdvice =
  "write sqlite:./path/to/file.db for a file, or sqlite::memory: for a store that is lost when the program ends";

/** Where a store is: in a file, by its absolute path, or in the memory of this program. */
export type Address = { readonly type: "file"; readonly file: string } | { readonly type: "memory" };

/**
 * Reads `sqlite:./path.db`, `sqlite:/path.db`, `sqlite:///path.db` and `sqlite::memory:`.
 * @throws OperatorError for anything else, without repeating the address, which may contain a password
 */
export function addressOf(url: string): Address {
  const found = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase();
  if (found === undefined) throw new OperatorError(`The store's address has no scheme: ${addressAdvice}.`);
  if (found !== scheme) throw new OperatorError(`Stores at "${found}" are not supported: ${addressAdvice}.`);
  const path = url.slice(scheme.length);
  if (path === ":memory:") return { type: "memory" };
  const namesAHost = path.startsWith("//") && !path.startsWith("///");
  if (path.trim() === "" || namesAHost) throw new OperatorError(`The store's address names no file: ${addressAdvice}.`);
  return { type: "file", file: resolve(path) };
}
