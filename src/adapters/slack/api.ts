import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, LogLevel, webApi } from "@slack/bolt";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Instant } from "../../engine/community/calendar.ts";

/** Bolt's warnings and errors, by their words alone: what it adds to them may hold a token or a person's name. */
export function boltLogger(log: Log): Logger {
  const words = (parts: readonly unknown[]) => parts.filter((part) => typeof part === "string").join(" ");
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn("Slack's library warns", { words: words(parts) }),
    error: (...parts) => log.error("Slack's library reports an error", { words: words(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

/** What became of a call, as far as anybody can know. */
type CallOutcome =
  | { readonly type: "done"; readonly result: unknown }
  /** Slack said no. */
  | { readonly type: "declined"; readonly error: string }
  /** It may have been done: the answer was lost on the way. */
  | { readonly type: "lost" }
  /** It never reached Slack. */
  | { readonly type: "unsent" };

/**
 * How a call bears to be repeated:
 * - `at-once`: it is worth nothing later, so it is tried once;
 * - `briefly`: it is tried again only where Slack has surely not done it, and for seconds: whoever asks comes back;
 * - `once`: the same for as long as Slack asks;
 * - `repeatable`: done twice is as good as done once;
 * - `look`: the same, for seconds: somebody waits for it.
 */
type CallManner = "at-once" | "briefly" | "once" | "repeatable" | "look";

export interface SlackApi {
  call(method: string, options: Readonly<Record<string, unknown>>, manner: CallManner): Promise<CallOutcome>;
}

/** Slack's own retries are switched off: it would post a message twice whose first answer was lost. */
export function openApi(options: {
  token: string;
  apiUrl: string | null;
  clock: Clock;
  log: Log;
  stopped: AbortSignal;
}): SlackApi {
  const { token, log, stopped } = options;
  const client = new webApi.WebClient(token, {
    ...webOptions(options.apiUrl),
    logger: silentLogger,
    timeout: callTimeout,
  });

  const held = openHolds(options.clock);

  async function pause(milliseconds: number): Promise<boolean> {
    return sleep(milliseconds, true, { signal: stopped }).catch(() => false);
  }

  async function tryHeld(method: string, args: Readonly<Record<string, unknown>>, manner: CallManner): Promise<Tried> {
    for (let rest = held.rest(method, args); rest > 0; rest = held.rest(method, args)) {
      if (rest > manners[manner].longestWait || !(await pause(rest)))
        return { type: "rate-limited", milliseconds: rest };
    }
    const outcome = await tryOnce(client, method, args);
    if (outcome.type === "rate-limited") held.hold(method, args, outcome.milliseconds);
    return outcome;
  }

  return {
    async call(method, args, manner) {
      for (let attempt = 1; ; attempt++) {
        const outcome = await tryHeld(method, args, manner);
        const wait = waitBefore(outcome, manner, attempt);
        if (outcome.type !== "done") log.warn("a call to Slack failed", { method, attempt, outcome: told(outcome) });
        if (wait === null || !(await pause(wait))) return settled(outcome);
      }
    },
  };
}

/**
 * Where Slack asked for a rest, nobody calls before its end, whoever was told. Slack counts by method; posts it counts
 * by channel too, and one busy channel must not keep the others waiting.
 */
function openHolds(clock: Clock) {
  const holds = new Map<string, { readonly since: Instant; readonly presentation: number }>();
  const keyOf = (method: string, { channel }: Readonly<Record<string, unknown>>) =>
    method === "chat.postMessage" ? `${method} ${channel}` : method;
  return {
    /** Milliseconds until it may be called; 0 for now. A clock that was set back makes it no longer than asked. */
    rest(method: string, args: Readonly<Record<string, unknown>>): number {
      const key = keyOf(method, args);
      const hold = holds.get(key);
      if (!hold) return 0;
      const rest = hold.since + hold.presentation - clock.now();
      if (rest <= 0) holds.delete(key);
      return Math.min(Math.max(rest, 0), hold.presentation);
    },
    hold(method: string, args: Readonly<Record<string, unknown>>, milliseconds: number): void {
      holds.set(keyOf(method, args), { since: clock.now(), presentation: milliseconds });
    },
  };
}

/** What every client of Slack's shares. */
export function webOptions(apiUrl: string | null): webApi.WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/` }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

type Tried = CallOutcome | { readonly type: "rate-limited"; readonly milliseconds: number };

const callTimeout = 10_000;
/** How often a call is made at most, the longest it waits in between, and whether also after a lost answer. */
const manners: Readonly<Record<CallManner, { attempts: number; longestWait: number; afterLost: boolean }>> = {
  "at-once": { attempts: 1, longestWait: 0, afterLost: false },
  briefly: { attempts: 3, longestWait: 2_500, afterLost: false },
  once: { attempts: 6, longestWait: 60_000, afterLost: false },
  repeatable: { attempts: 6, longestWait: 60_000, afterLost: true },
  look: { attempts: 3, longestWait: 2_500, afterLost: true },
};

/** Whoever reads the log reads it from us; Slack's library would tell more than it should. */
const silentLogger: webApi.Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName: () => {},
};

async function tryOnce(
  client: webApi.WebClient,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Tried> {
  try {
    return { type: "done", result: await client.apiCall(method, { ...args }) };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Milliseconds until the next attempt, besides what Slack asks for; null for none. */
function waitBefore(outcome: Tried, manner: CallManner, attempt: number): number | null {
  const { attempts, longestWait, afterLost } = manners[manner];
  if (attempt >= attempts) return null;
  if (outcome.type === "rate-limited") return outcome.milliseconds <= longestWait ? 0 : null;
  const again = outcome.type === "unsent" || (outcome.type === "lost" && afterLost);
  return again ? Math.min(250 * 2 ** attempt, 5_000) : null;
}

function settled(outcome: Tried): CallOutcome {
  return outcome.type === "rate-limited" ? { type: "unsent" } : outcome;
}

function told(outcome: Tried): string {
  return outcome.type === "declined" ? outcome.error : outcome.type;
}

/** Errors of Slack's after which nobody can say whether it did what it was asked. */
const doubtful: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "request_timeout"]);

export function outcomeOf(error: unknown): Tried {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { type: "rate-limited", milliseconds: error.retryAfter * 1_000 };
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const { error: code } = error.data;
    return doubtful.has(code) ? { type: "lost" } : { type: "declined", error: code };
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    if (error.statusCode === 429) return { type: "rate-limited", milliseconds: 1_000 };
    return error.statusCode >= 500 ? { type: "lost" } : { type: "declined", error: `http_${error.statusCode}` };
  }
  if (error instanceof webApi.WebAPIRequestError) return { type: wasUnsent(error.original) ? "unsent" : "lost" };
  throw error;
}

const beforeSending = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

function wasUnsent(error: Error): boolean {
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return beforeSending.test(code);
}
