import { setTimeout as sleep } from "node:timers/promises";
import { SocketModeReceiver } from "@slack/bolt";
import type { Log } from "../../bot/ports.ts";
import { outcomeOf, webOptions } from "./api.ts";
import { boltLogger } from "./bolt-log.ts";
import { within } from "./people.ts";
import { SlackRefused } from "./refused.ts";

/** A way by which Slack's deliveries come in. */
export interface Inlet {
  /** Ends when people can be heard. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** A connection over which Slack has said hello. */
interface Connection {
  readonly ended: Promise<void>;
}

const helloPatience = 10_000;
const firstWait = 100;
const longestWait = 10_000;
/** Slack may leave a closing handshake unanswered; nobody waits for it longer. */
const closePatience = 1_000;

/**
 * Socket Mode. Bolt's own reconnection waits five seconds and more, and leaves a rejected promise behind when it is
 * stopped meanwhile, which ends Node; so it is switched off, and this loop opens the next connection at once.
 */
export function openSocketInlet(options: { appToken: string; apiUrl: string | null; log: Log }): Inlet & {
  readonly receiver: SocketModeReceiver;
} {
  const { log } = options;
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    installerOptions: { clientOptions: webOptions(options.apiUrl) },
  });
  const { client } = receiver;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function connect(): Promise<Connection> {
    const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    const hello = client.start().then(
      () => ({ type: "hello" }) as const,
      (error: unknown) => ({ type: "failed", error }) as const,
    );
    const outcome = await within(helloPatience, hello);
    if (outcome?.type === "hello") return { ended };
    if (outcome === null) await within(closePatience, client.disconnect());
    throw outcome?.error ?? new Error("Slack did not say hello");
  }

  async function keepOpen(first: Connection): Promise<void> {
    let connection = first;
    while (!stopping.signal.aborted) {
      await Promise.race([connection.ended, aborted(stopping.signal)]);
      if (!stopping.signal.aborted) connection = await reconnect();
    }
  }

  async function reconnect(): Promise<Connection> {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        return await connect();
      } catch (error) {
        const wait = Math.min(firstWait * 2 ** attempt, longestWait);
        log.warn("the connection to Slack was not opened", { attempt, error: String(error) });
        await sleep(waitAsked(error) ?? wait, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return { ended: Promise.resolve() };
  }

  return {
    receiver,
    async open() {
      running = keepOpen(await firstConnection(connect, log));
    },
    async close() {
      stopping.abort();
      // A connection that was being opened is closed once it is there.
      await within(closePatience, client.disconnect());
      await within(closePatience, running);
    },
  };
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
