import { setTimeout as sleep } from "node:timers/promises";
import { type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import { boltLogger, outcomeOf, webOptions } from "./api.ts";
import { SlackRefused } from "./limits.ts";
import { within } from "./people.ts";

/** A way by which Slack's deliveries come in. */
export interface Inlet {
  /** Ends when people can be heard. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** A connection over which Slack has said hello. */
interface Connection {
  readonly ended: Promise<void>;
  /** When it was opened, by the clock. */
  readonly since: Instant;
}

const helloPatience = 10_000;
const firstWait = 100;
const longestWait = 10_000;
/** Slack asks for no longer a rest; a clock that was set back must not make it one. */
const longestRest = 120_000;
/** A connection that ends sooner was hardly one. */
const shortLife = 5_000;
/** Slack may leave a closing handshake unanswered; nobody waits for it longer. */
const closePatience = 1_000;

interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack hands each delivery to one of the open connections, so a second one serves while the first is renewed. */
const connections = 2;

/**
 * Socket Mode. Bolt's own reconnection waits five seconds and more, and leaves a rejected promise behind when it is
 * stopped meanwhile, which ends Node; so it is switched off, and each line opens its next connection at once.
 */
export function openSocketInlet(options: SocketOptions): Inlet & {
  readonly receiver: Receiver;
} {
  const { log } = options;
  const stopping = new AbortController();
  const rest: Rest = { until: 0 };
  const lines = Array.from({ length: connections }, () => openLine(options, rest, stopping.signal));
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
      // People can be heard as soon as one stands.
      first?.keepOpen(await firstConnection(first.connect, log));
      for (const line of others) line.keepOpen({ ended: Promise.resolve(), since: 0 });
    },
    async close() {
      stopping.abort();
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}

/** Until when Slack has asked all lines not to open another connection. */
interface Rest {
  until: number;
}

/** One connection after another. */
interface Line {
  readonly receiver: SocketModeReceiver;
  connect(): Promise<Connection>;
  keepOpen(first: Connection): void;
  close(): Promise<void>;
}

function openLine(options: SocketOptions, rest: Rest, stopping: AbortSignal): Line {
  const { clock, log } = options;
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    installerOptions: { clientOptions: webOptions(options.apiUrl) },
  });
  const { client } = receiver;
  let running: Promise<void> = Promise.resolve();

  async function connect(): Promise<Connection> {
    const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    const hello = client.start().then(
      () => ({ type: "hello" }) as const,
      (error: unknown) => ({ type: "failed", error }) as const,
    );
    const outcome = await within(helloPatience, hello);
    if (outcome?.type === "hello") return { ended, since: clock.now() };
    if (outcome === null) await within(closePatience, client.disconnect());
    throw outcome?.error ?? new Error("Slack did not say hello");
  }

  async function renew(first: Connection): Promise<void> {
    let [connection, shortLived] = [first, 0];
    while (!stopping.aborted) {
      await Promise.race([connection.ended, aborted(stopping)]);
      // Whatever ends every connection at once must not be asked for the next without a pause.
      shortLived = clock.now() - connection.since < shortLife ? shortLived + 1 : 0;
      if (shortLived > 3) await pause(Math.min(firstWait * 2 ** shortLived, longestWait), stopping);
      if (!stopping.aborted) connection = await reconnect();
    }
  }

  async function reconnect(): Promise<Connection> {
    for (let attempt = 0; !stopping.aborted; attempt++) {
      try {
        await pause(Math.min(Math.max(rest.until - clock.now(), 0), longestRest), stopping);
        if (!stopping.aborted) return await connect();
      } catch (error) {
        log.warn("the connection to Slack was not opened", { attempt, error: String(error) });
        rest.until = Math.max(rest.until, clock.now() + (waitAsked(error) ?? 0));
        await pause(Math.min(firstWait * 2 ** attempt, longestWait), stopping);
      }
    }
    return { ended: Promise.resolve(), since: 0 };
  }

  return {
    receiver,
    connect,
    keepOpen(first) {
      running = renew(first);
    },
    async close() {
      // A connection that was being opened is closed once it is there.
      await within(closePatience, client.disconnect());
      await within(closePatience, running);
    },
  };
}

async function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: stopping }).catch(() => {});
}

/** A token that Slack declines will not get better; anything else may. */
async function firstConnection(connect: () => Promise<Connection>, log: Log): Promise<Connection> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      const code = declinedCode(error);
      if (code !== null) throw new SlackRefused(`Slack declined SLACK_APP_TOKEN (${code}): ${appTokenAdvice}`);
      if (attempt === 5) throw new SlackRefused("Slack could not be reached: look at the network, then start again.");
      log.warn("the connection to Slack was not opened", { attempt, error: String(error) });
      await sleep(waitAsked(error) ?? firstWait * 4 ** attempt);
    }
  }
}

const appTokenAdvice =
  "set the app-level token that begins with xapp- and has the scope connections:write, and turn Socket Mode on.";

function declinedCode(error: unknown): string | null {
  const outcome = readOutcome(error);
  return outcome?.type === "declined" ? outcome.error : null;
}

function waitAsked(error: unknown): number | null {
  const outcome = readOutcome(error);
  return outcome?.type === "rate-limited" ? outcome.milliseconds : null;
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
