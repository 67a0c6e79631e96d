import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The page's files by the path under which it asks for them. */
export type Assets = ReadonlyMap<string, { readonly body: string; readonly type: string }>;

const files = [
  { path: "/", file: "room.html", type: "text/html; charset=utf-8" },
  { path: "/room.css", file: "room.css", type: "text/css; charset=utf-8" },
  { path: "/room.js", file: "room.js", type: "text/javascript; charset=utf-8" },
  { path: "/composer.js", file: "composer.js", type: "text/javascript; charset=utf-8" },
  { path: "/messages.js", file: "messages.js", type: "text/javascript; charset=utf-8" },
  { path: "/theme.js", file: "theme.js", type: "text/javascript; charset=utf-8" },
  { path: "/icon.svg", file: "icon.svg", type: "image/svg+xml" },
] as const;

/** @throws where a file is missing: the package is not whole. */
export async function readAssets(folder: string): Promise<Assets> {
  const read = files.map(async ({ path, file, type }) => {
    const body = await readFile(join(folder, file), "utf8");
    return [path, { body, type }] as const;
  });
  return new Map(await Promise.all(read));
}
