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
import { DiscordRefused, isRefusedToken, toldOf } from "./faults.ts";

/** Waiting longer for every server to be told would let people wait: what is not known yet is not needed. */
const waitForServers = 500;

/**
 * discord.js with what this bot needs and nothing more: servers and their channels, one intent, no messages kept.
 * @param apiUrl where Discord's REST service is; null for Discord itself
 */
export function openClient(apiUrl: string | null): Client {
  const few = { maxSize: 50, keepOverLimit: (one: { id: string; client: Client }) => one.id === one.client.user?.id };
  const options: ClientOptions = {
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    waitGuildTimeout: waitForServers,
    allowedMentions: { parse: [] },
    rest: restOptions(apiUrl),
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: few,
      UserManager: few,
    }),
  };
  return new Client(options);
}

/**
 * For responses to interactions alone. Discord does not count them among the fifty requests a second, so a class that
 * answers at once, or a thousand daily posts, must not let anybody wait.
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
 * Logs in; ends when Discord has let the bot in.
 * @throws DiscordRefused where it does not, with what to do
 */
export async function logIn(client: Client, token: string, apiUrl: string | null): Promise<void> {
  const refused = new Promise<never>((_, reject) => {
    client.once(Events.ShardDisconnect, ({ code }) => reject(new DiscordRefused(closeSentence(code, notAccepted))));
  });
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await Promise.race([refused, Promise.all([client.login(token), ready])]);
  } catch (error) {
    await client.destroy();
    throw error instanceof DiscordRefused ? error : new DiscordRefused(loginSentence(error, apiUrl));
  }
}

function loginSentence(error: unknown, apiUrl: string | null): string {
  const told = error instanceof Error && "code" in error ? error.code : null;
  if (told === "TokenInvalid" || isRefusedToken(error)) return `${notAccepted}. ${howToToken}`;
  const where = apiUrl ?? "https://discord.com/api";
  return `Discord cannot be reached at ${where} (${toldOf(error).cause}). Try again later.`;
}

function closeSentence(code: number, sentence: string): string {
  if (code === GatewayCloseCodes.AuthenticationFailed) return `${sentence}. ${howToToken}`;
  return `Discord closed the connection for good (${code} ${GatewayCloseCodes[code] ?? "unknown"}).`;
}

/** Watches a connection that stands: discord.js mends what can be mended by itself; the rest ends the program. */
export function watch(client: Client, log: Log, ended: (sentence: string) => unknown): (error: unknown) => void {
  client.on(Events.Error, (error) => log.error("discord.js met a fault", toldOf(error)));
  client.on(Events.ShardError, (error) => log.warn("the connection to Discord met a fault", toldOf(error)));
  client.on(Events.ShardReconnecting, () => log.info("connecting to Discord again", {}));
  client.on(Events.ShardDisconnect, ({ code }) => ended(closeSentence(code, `${notAccepted} any more`)));
  return (error) => {
    if (isRefusedToken(error)) ended(`${notAccepted} any more. ${howToToken}`);
  };
}
