import { setTimeout as sleep } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import type { Log } from "../../bot/ports.ts";

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
 * - `once`: it is tried again only where Slack has surely not done it;
 * - `repeatable`: done twice is as good as done once.
 */
type CallManner = "at-once" | "once" | "repeatable";

export interface SlackApi {
  call(method: string, options: Readonly<Record<string, unknown>>, manner: CallManner): Promise<CallOutcome>;
}

/** Slack's own retries are switched off: it would post a message twice whose first answer was lost. */
export function openApi(options: { token: string; apiUrl: string | null; log: Log; stopped: AbortSignal }): SlackApi {
  const { token, log, stopped } = options;
  const client = new webApi.WebClient(token, {
    ...webOptions(options.apiUrl),
    logger: silentLogger,
    timeout: callTimeout,
  });

  return {
    async call(method, args, manner) {
      for (let attempt = 1; ; attempt++) {
        const outcome = await tryOnce(client, method, args);
        const wait = waitBefore(outcome, manner, attempt);
        if (outcome.type !== "done") log.warn("a call to Slack failed", { method, attempt, outcome: told(outcome) });
        if (wait === null) return settled(outcome);
        const slept = await sleep(wait, true, { signal: stopped }).catch(() => false);
        if (!slept) return settled(outcome);
      }
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
const mostAttempts: Readonly<Record<CallManner, number>> = { "at-once": 1, once: 6, repeatable: 6 };

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

function waitBefore(outcome: Tried, manner: CallManner, attempt: number): number | null {
  if (attempt >= mostAttempts[manner]) return null;
  if (outcome.type === "rate-limited") return outcome.milliseconds;
  const again = outcome.type === "unsent" || (outcome.type === "lost" && manner === "repeatable");
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
