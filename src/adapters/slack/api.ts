import { type Logger, LogLevel, webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import pRetry from "p-retry";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { entriesUpTo } from "../kit/entries.ts";
import { neverSent } from "../kit/network-errors.ts";
import type { Timers } from "../kit/timing.ts";

/** Logs only the text of Bolt's warnings and errors, because their other arguments may contain a token or a name. */
export function boltLogger(log: Log): Logger {
  const textOf = (parts: readonly unknown[]) => parts.filter((part) => typeof part === "string").join(" ");
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn("Slack's library warns", { text: textOf(parts) }),
    error: (...parts) => log.error("Slack's library reports an error", { text: textOf(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

/** The result of a call, as far as we can know it. */
type CallOutcome =
  | { readonly type: "done"; readonly result: unknown }
  /** Slack refused. */
  | { readonly type: "declined"; readonly error: string }
  /** Slack may have done it: the response was lost. */
  | { readonly type: "lost" }
  /** The call never reached Slack. */
  | { readonly type: "unsent" };

/** One attempt. Rate limits end a call as "unsent". */
type CallAttempt = CallOutcome | { readonly type: "rate-limited"; readonly waitMs: number };

/** Retry policies: how many attempts, the longest wait that Slack may ask for, and whether to repeat a lost call. */
const retryPolicies = {
  never: { attempts: 1, longestWaitMs: 0, afterConnectionLoss: false },
  /** For calls that must not happen twice. The caller tries again later. */
  "unsent-briefly": { attempts: 3, longestWaitMs: 2_500, afterConnectionLoss: false },
  /** For calls that must not happen twice and are not tried again later. */
  unsent: { attempts: 6, longestWaitMs: 60_000, afterConnectionLoss: false },
  /** For calls that may happen twice. */
  always: { attempts: 6, longestWaitMs: 60_000, afterConnectionLoss: true },
  /** The same, while a person waits. */
  "always-briefly": { attempts: 3, longestWaitMs: 2_500, afterConnectionLoss: true },
} as const satisfies Readonly<
  Record<string, { attempts: number; longestWaitMs: number; afterConnectionLoss: boolean }>
>;

type RetryPolicy = keyof typeof retryPolicies;

type CallArguments = Readonly<Record<string, unknown>>;

export interface SlackApi {
  call(method: string, options: CallArguments, policy: RetryPolicy): Promise<CallOutcome>;
}

const callTimeoutMs = 10_000;

class AttemptFailed extends Error {}

/** Calls the Web API. The library's own retries are off: they would post a message twice if a response was lost. */
export function openApi(options: {
  token: string;
  apiUrl: string | null;
  clock: Clock;
  timers: Timers;
  log: Log;
  stopped: AbortSignal;
}): SlackApi {
  const { timers, log, stopped } = options;
  const clientOptions = { ...webOptions(options.apiUrl), logger: silentLogger, timeout: callTimeoutMs };
  const client = new webApi.WebClient(options.token, clientOptions);
  const limits = openRateLimits(options.clock);

  /** Waits until Slack accepts calls again, but not longer than the policy allows. */
  async function attempt(method: string, args: CallArguments, longestWaitMs: number): Promise<CallAttempt> {
    for (let waitMs = limits.waitMs(method, args); waitMs > 0; waitMs = limits.waitMs(method, args)) {
      if (waitMs > longestWaitMs || stopped.aborted) return { type: "rate-limited", waitMs };
      await timers.sleep(waitMs, stopped);
    }
    const outcome = await callOnce(client, method, args);
    if (outcome.type === "rate-limited") limits.set(method, args, outcome.waitMs);
    return outcome;
  }

  return {
    async call(method, args, policy) {
      const { attempts, longestWaitMs } = retryPolicies[policy];
      let last: CallAttempt = { type: "unsent" };
      const run = async (number: number) => {
        // After a rate limit, `attempt` itself waits as long as Slack asked.
        if (number > 1 && last.type !== "rate-limited") await timers.sleep(backoffMs(number), stopped);
        last = await attempt(method, args, longestWaitMs);
        if (last.type === "done") return;
        log.warn("a call to Slack failed", { method, attempt: number, outcome: nameOf(last) });
        throw new AttemptFailed(nameOf(last));
      };
      const shouldRetry = () => !stopped.aborted && mayRepeat(last, policy);
      try {
        await pRetry(run, { retries: attempts - 1, minTimeout: 0, shouldRetry });
      } catch (error) {
        if (!(error instanceof AttemptFailed)) throw error;
      }
      return finalOutcome(last);
    },
  };
}

/** Half a second before the second attempt, then twice as long each time. */
function backoffMs(attempt: number): number {
  return Math.min(250 * 2 ** (attempt - 1), 5_000);
}

function mayRepeat(outcome: CallAttempt, policy: RetryPolicy): boolean {
  const { longestWaitMs, afterConnectionLoss } = retryPolicies[policy];
  if (outcome.type === "rate-limited") return outcome.waitMs <= longestWaitMs;
  return outcome.type === "unsent" || (outcome.type === "lost" && afterConnectionLoss);
}

function finalOutcome(outcome: CallAttempt): CallOutcome {
  return outcome.type === "rate-limited" ? { type: "unsent" } : outcome;
}

function nameOf(outcome: CallAttempt): string {
  return outcome.type === "declined" ? outcome.error : outcome.type;
}

/**
 * Remembers Slack's `Retry-After`, so that no caller calls too early. Slack counts by method; it also counts posts by
 * channel, and one busy channel must not delay the others.
 */
function openRateLimits(clock: Clock) {
  const waits = new LRUCache<string, number>({ ...entriesUpTo(10_000), perf: clock, ttlResolution: 0 });
  const keyOf = (method: string, { channel }: CallArguments) =>
    method === "chat.postMessage" ? `${method} ${channel}` : method;
  return {
    /** 0 if it may be called now. A clock that was set back does not make the wait longer than Slack asked. */
    waitMs(method: string, args: CallArguments): number {
      const key = keyOf(method, args);
      const requestedMs = waits.get(key) ?? 0;
      return requestedMs === 0 ? 0 : Math.min(Math.max(waits.getRemainingTTL(key), 0), requestedMs);
    },
    set(method: string, args: CallArguments, waitMs: number): void {
      const ttl = Math.max(1, Math.ceil(waitMs));
      waits.set(keyOf(method, args), ttl, { ttl });
    },
  };
}

/** Options that every client of Slack's shares. */
export function webOptions(apiUrl: string | null): webApi.WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/` }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  };
}

/** This file logs failed calls itself, without their arguments. */
const silentLogger: webApi.Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName: () => {},
};

async function callOnce(client: webApi.WebClient, method: string, args: CallArguments): Promise<CallAttempt> {
  try {
    return { type: "done", result: await client.apiCall(method, { ...args }) };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Errors after which Slack may or may not have done what was asked. */
const doubtfulErrors: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "request_timeout"]);

/** @throws the error itself if it is not one of the Web API's */
export function outcomeOf(error: unknown): CallAttempt {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { type: "rate-limited", waitMs: error.retryAfter * 1_000 };
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const { error: code } = error.data;
    return doubtfulErrors.has(code) ? { type: "lost" } : { type: "declined", error: code };
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    if (error.statusCode === 429) return { type: "rate-limited", waitMs: 1_000 };
    return error.statusCode >= 500 ? { type: "lost" } : { type: "declined", error: `http_${error.statusCode}` };
  }
  if (error instanceof webApi.WebAPIRequestError) return { type: neverSent(error.original) ? "unsent" : "lost" };
  throw error;
}
