import { resolve } from "node:path";
import { StoreRefused } from "./refused.ts";

const scheme = "sqlite:";
const advice = "write sqlite:./path/to/file.db for a file, or sqlite::memory: for a store that ends with the program";

/** Where a store is: an absolute path, or the memory of this program. */
export type Address = { readonly type: "file"; readonly file: string } | { readonly type: "memory" };

/**
 * Reads `sqlite:./path.db`, `sqlite:/path.db`, `sqlite:///path.db` and `sqlite::memory:`.
 * @throws StoreRefused for anything else, without saying the address again: it may hold a password
 */
export function addressOf(url: string): Address {
  const found = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase();
  if (found === undefined) throw new StoreRefused(`The store's address has no scheme: ${advice}.`);
  if (found !== scheme) throw new StoreRefused(`The store cannot live at an address with "${found}" yet: ${advice}.`);
  const path = url.slice(scheme.length);
  if (path === ":memory:") return { type: "memory" };
  const namesAHost = path.startsWith("//") && !path.startsWith("///");
  if (path.trim() === "" || namesAHost) throw new StoreRefused(`The store's address names no file: ${advice}.`);
  return { type: "file", file: resolve(path) };
}
