import { type Receiver, SocketModeReceiver } from "@slack/bolt";
import PQueue from "p-queue";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import { type Timers, within } from "../kit/timing.ts";
import { boltLogger, outcomeOf, webOptions } from "./api.ts";

/** How Slack's deliveries arrive. */
export interface Inlet {
  /** Resolves when deliveries can arrive. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** A connection over which Slack has said hello. */
interface Connection {
  readonly ended: Promise<void>;
  readonly since: Instant;
}

const helloTimeoutMs = 10_000;
const firstWaitMs = 100;
const longestWaitMs = 10_000;
/** Slack never asks for a longer wait. A clock that was set back must not make it longer. */
const longestRetryAfterMs = 120_000;
/** A connection that ends sooner counts as failed. */
const shortLifeMs = 5_000;
/** Slack may not answer a closing handshake. */
const closeTimeoutMs = 1_000;

interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/** Slack sends each delivery over one open connection, so one serves while the other is renewed. */
const connections = 2;

/**
 * Socket Mode. Bolt's own reconnection is off: it waits for five seconds or more, and stopping it meanwhile leaves an
 * unhandled rejection, which ends Node. Here each line opens its next connection at once.
 */
export function openSocketInlet(options: SocketOptions): Inlet & {
  readonly receiver: Receiver;
} {
  const stopping = new AbortController();
  const opening: SharedOpening = { queue: new PQueue({ concurrency: 1 }), pausedUntil: 0 };
  const lines = Array.from({ length: connections }, () => openLine(options, opening, stopping.signal));
  return {
    receiver: {
      init: (app) => {
        for (const { receiver } of lines) receiver.init(app);
      },
      start: async () => {},
      stop: async () => {},
    },
    async open() {
      const [first, ...others] = lines;
      // One connection is enough to start.
      first?.keepOpen(await firstConnection(options, first.connect, stopping.signal));
      for (const line of others) line.keepOpen({ ended: Promise.resolve(), since: 0 });
    },
    async close() {
      stopping.abort();
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}

/** All lines open their connections one after another, so that each knows if Slack has asked another one to wait. */
interface SharedOpening {
  readonly queue: PQueue;
  /** Until when Slack has asked the app not to open connections. */
  pausedUntil: number;
}

/** Keeps one connection open: when it ends, the line opens the next. */
interface Line {
  readonly receiver: SocketModeReceiver;
  connect(): Promise<Connection>;
  keepOpen(first: Connection): void;
  close(): Promise<void>;
}

function openLine(options: SocketOptions, opening: SharedOpening, stopping: AbortSignal): Line {
  const { clock, timers, log } = options;
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    installerOptions: { clientOptions: webOptions(options.apiUrl) },
  });
  const { client } = receiver;
  let running: Promise<void> = Promise.resolve();

  const connect = () => openConnection(client, clock);

  async function renew(first: Connection): Promise<void> {
    let [connection, shortLived] = [first, 0];
    while (!stopping.aborted) {
      await Promise.race([connection.ended, aborted(stopping)]);
      // Without a pause, an outage would cause a flood of connection attempts.
      shortLived = clock.now() - connection.since < shortLifeMs ? shortLived + 1 : 0;
      if (shortLived > 3) await timers.sleep(Math.min(firstWaitMs * 2 ** shortLived, longestWaitMs), stopping);
      if (!stopping.aborted) connection = await reconnect();
    }
    // The last connection may have opened after `close` disconnected.
    await within(closeTimeoutMs, client.disconnect());
  }

  async function reconnect(): Promise<Connection> {
    for (let attempt = 0; !stopping.aborted; attempt++) {
      const connection = await opening.queue.add(() => tryToConnect(attempt));
      if (connection) return connection;
      await timers.sleep(Math.min(firstWaitMs * 2 ** attempt, longestWaitMs), stopping);
    }
    return { ended: Promise.resolve(), since: 0 };
  }

  /** Null if the connection was not opened. */
  async function tryToConnect(attempt: number): Promise<Connection | null> {
    const waitMs = Math.min(Math.max(opening.pausedUntil - clock.now(), 0), longestRetryAfterMs);
    if (waitMs > 0) await timers.sleep(waitMs, stopping);
    if (stopping.aborted) return null;
    try {
      return await connect();
    } catch (error) {
      log.warn("the connection to Slack was not opened", { attempt, error: String(error) });
      opening.pausedUntil = Math.max(opening.pausedUntil, clock.now() + (retryAfterMs(error) ?? 0));
      return null;
    }
  }

  return {
    receiver,
    connect,
    keepOpen(first) {
      running = renew(first);
    },
    async close() {
      await within(closeTimeoutMs, client.disconnect());
      await within(closeTimeoutMs, running);
    },
  };
}

/** Connects, and waits until Slack says hello. */
async function openConnection(client: SocketModeReceiver["client"], clock: Clock): Promise<Connection> {
  const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
  const hello = client.start().then(
    () => ({ type: "hello" }) as const,
    (error: unknown) => ({ type: "failed", error }) as const,
  );
  const outcome = await within(helloTimeoutMs, hello);
  if (outcome?.type === "hello") return { ended, since: clock.now() };
  if (outcome === null) await within(closeTimeoutMs, client.disconnect());
  throw outcome?.error ?? new Error("Slack did not say hello in time");
}

/** Tries for some seconds. A token that Slack declines is not tried again. */
async function firstConnection(
  { timers, log }: SocketOptions,
  connect: () => Promise<Connection>,
  stopping: AbortSignal,
): Promise<Connection> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      const code = declinedCode(error);
      if (code !== null) throw new OperatorError(`Slack declined SLACK_APP_TOKEN (${code}): ${appTokenAdvice}`);
      if (attempt === 5) throw new OperatorError("Slack cannot be reached. Check the network, then start again.");
      log.warn("the connection to Slack was not opened", { attempt, error: String(error) });
      await timers.sleep(retryAfterMs(error) ?? firstWaitMs * 4 ** attempt, stopping);
    }
  }
}

const appTokenAdvice =
  "set the app-level token that starts with xapp- and has the scope connections:write, and turn on Socket Mode.";

function declinedCode(error: unknown): string | null {
  const outcome = readOutcome(error);
  return outcome?.type === "declined" ? outcome.error : null;
}

function retryAfterMs(error: unknown): number | null {
  const outcome = readOutcome(error);
  return outcome?.type === "rate-limited" ? outcome.waitMs : null;
}

function readOutcome(error: unknown): ReturnType<typeof outcomeOf> | null {
  try {
    return outcomeOf(error);
  } catch {
    return null;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
