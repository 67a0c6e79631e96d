import {
  Client,
  type ClientOptions,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  REST,
  type RESTOptions,
} from "discord.js";
import type { Log } from "../../bot/ports/log.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { isRejectedToken, logFieldsOf } from "./errors.ts";

/** discord.js reports ready after this time even if some servers are still missing. The bot does not need them yet. */
const guildTimeoutMs = 500;

/**
 * discord.js with only what this bot needs: servers and their channels, one intent, no stored messages.
 * @param apiUrl the address of Discord's REST service; null for Discord itself
 */
export function openClient(apiUrl: string | null): Client {
  const smallCache = {
    maxSize: 50,
    keepOverLimit: (one: { id: string; client: Client }) => one.id === one.client.user?.id,
  };
  const options: ClientOptions = {
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    waitGuildTimeout: guildTimeoutMs,
    allowedMentions: { parse: [] },
    rest: restOptions(apiUrl),
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: smallCache,
      UserManager: smallCache,
    }),
  };
  return new Client(options);
}

/**
 * The client for responses to interactions. Discord does not count them towards its fifty requests per second, so they
 * do not wait for other requests, for example a thousand daily posts.
 */
export function openResponses(apiUrl: string | null): REST {
  return new REST({ ...restOptions(apiUrl), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
}

function restOptions(apiUrl: string | null): Partial<RESTOptions> {
  return { version: "10", timeout: 5_000, ...(apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, "") }) };
}

const notAccepted = "Discord does not accept DISCORD_TOKEN";
const howToToken =
  "Copy the bot's token from https://discord.com/developers/applications (Bot, Reset Token) into .env, then npm start.";

/**
 * Logs in, and resolves when the bot is connected.
 * @throws OperatorError, with what to do, if that fails
 */
export async function logIn(client: Client, token: string, apiUrl: string | null): Promise<void> {
  const refused = new Promise<never>((_, reject) => {
    client.once(Events.ShardDisconnect, ({ code }) => reject(new OperatorError(closeSentence(code, notAccepted))));
  });
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await Promise.race([refused, Promise.all([client.login(token), ready])]);
  } catch (error) {
    await client.destroy();
    throw error instanceof OperatorError ? error : new OperatorError(loginSentence(error, apiUrl));
  }
}

function loginSentence(error: unknown, apiUrl: string | null): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "TokenInvalid" || isRejectedToken(error)) return `${notAccepted}. ${howToToken}`;
  const where = apiUrl ?? "https://discord.com/api";
  return `Discord cannot be reached at ${where} (${logFieldsOf(error).cause}). Try again later.`;
}

function closeSentence(code: number, sentence: string): string {
  if (code === GatewayCloseCodes.AuthenticationFailed) return `${sentence}. ${howToToken}`;
  return `Discord closed the connection permanently (${code} ${GatewayCloseCodes[code] ?? "unknown"}).`;
}

/**
 * Logs connection errors. discord.js reconnects by itself; `ended` is called when that cannot help.
 * @returns a check for errors of requests, which may be the first to show that the token was revoked
 */
export function watch(client: Client, log: Log, ended: (sentence: string) => unknown): (error: unknown) => void {
  client.on(Events.Error, (error) => log.error("discord.js reports an error", logFieldsOf(error)));
  client.on(Events.ShardError, (error) => log.warn("the connection to Discord failed", logFieldsOf(error)));
  client.on(Events.ShardReconnecting, () => log.info("connecting to Discord again", {}));
  client.on(Events.ShardDisconnect, ({ code }) => ended(closeSentence(code, `${notAccepted} any more`)));
  return (error) => {
    if (isRejectedToken(error)) ended(`${notAccepted} any more. ${howToToken}`);
  };
}
