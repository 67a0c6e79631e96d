import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
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
