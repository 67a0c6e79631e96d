import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import { join } from "node:path";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { roomLimits } from "./limits.ts";

const defaultPort = 3000;

/**
 * Listens on the loopback address only.
 * @param wanted null for the default port, or a free one if that is in use
 * @returns the port
 * @throws OperatorError if the wanted port is in use
 */
export async function listenLocally(server: Server, wanted: number | null): Promise<number> {
  try {
    return await listen(server, wanted ?? defaultPort);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (wanted === null) return listen(server, 0);
    throw new OperatorError(`Port ${wanted} is already in use. Choose another one.`, { cause: error });
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the room listens on no port");
  return address.port;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/** Accepts no new connections, lets running requests finish, and ends those that take too long. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A keep-alive connection becomes idle only after its last response.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const cut = setTimeout(() => server.closeAllConnections(), roomLimits.stopMs.most);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

/** The page's files, by request path. */
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

/** @throws if a file is missing */
export async function readAssets(folder: string): Promise<Assets> {
  const read = files.map(async ({ path, file, type }) => {
    const body = await readFile(join(folder, file), "utf8");
    return [path, { body, type }] as const;
  });
  return new Map(await Promise.all(read));
}
