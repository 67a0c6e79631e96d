import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { roomLimits } from "./limits.ts";

const usualPort = 3000;

/**
 * Listens on this machine alone: at the demanded port, or with null at the usual one or, where that is taken, a
 * free one. Returns the port.
 *
 * @throws where the demanded port cannot be had
 */
export async function listenLocally(server: Server, demanded: number | null): Promise<number> {
  try {
    return await listen(server, demanded ?? usualPort);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (demanded === null) return listen(server, 0);
    throw new Error(`Port ${demanded} is taken by another program. Choose another one.`, { cause: error });
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/** Takes no new connection, lets running requests finish, and cuts off what lasts too long. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that is kept alive turns idle only after its last answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), roomLimits.stopMilliseconds.most);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

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
