import { type Client, Events, type Interaction, OAuth2Scopes, PermissionFlagsBits, Routes } from "discord.js";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Chat } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { commandName } from "../../bot/requests/typed-command.ts";
import type { Words } from "../../cards/words/words.ts";
import { openWork } from "../kit/answer.ts";
import { entriesUpTo } from "../kit/entries.ts";
import { systemTimers, type Timers, within } from "../kit/timing.ts";
import type { Names, RenderContext } from "./blocks.ts";
import { logFieldsOf } from "./errors.ts";
import { logIn, openClient, openResponses, watch } from "./gateway.ts";
import { pace } from "./limits.ts";
import type { DrawPicture } from "./pictures.ts";
import { openPosts } from "./post.ts";
import { isRegistered, registration } from "./registration.ts";
import { answerInteraction } from "./respond.ts";

/** What a daily post needs. Replies to people need no permission. */
const permissions = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/** How many interactions to remember. Discord delivers a repeated one soon after the first. */
const rememberedInteractions = 5_000;

interface DiscordOptions {
  readonly token: string;
  /** The address of Discord's REST service; null for Discord itself. */
  readonly apiUrl: string | null;
  readonly words: Words;
  readonly clock: Clock;
  readonly timers?: Timers;
  readonly log: Log;
  readonly draw: DrawPicture;
  /** Called once when the connection has ended permanently, with what to do. */
  readonly ended: (sentence: string) => void;
}

/** Discord, through its gateway: servers, and direct messages. */
export function discordChat(options: DiscordOptions): Chat & { inviteLink(): string } {
  const { clock, log, words, timers = systemTimers } = options;
  const client = openClient(options.apiUrl);
  const rest = openResponses(options.apiUrl);
  const names: { -readonly [Name in keyof Names]: Names[Name] } = {
    command: null,
    server: (workspace) => client.guilds.cache.get(workspace)?.name ?? null,
  };
  const context: RenderContext = { words, names };
  const work = openWork();
  const seen = new LRUCache<string, true>(entriesUpTo(rememberedInteractions));
  let state: "starting" | "open" | "ended" = "starting";
  let stopping = false;
  const onError = watch(client, log, (sentence) => {
    // If the connection ends before the chat is open, `start` throws instead.
    if (state !== "open") return;
    state = "ended";
    options.ended(sentence);
  });
  const posts = openPosts({ client, clock, timers, log, context, onError });

  return {
    name: "discord",
    /** The link with which an admin adds the bot to a server, once it has started. */
    inviteLink: () => inviteLink(client),
    async start(hear) {
      client.on(Events.InteractionCreate, (interaction: Interaction) => {
        // A resumed connection may deliver an interaction twice.
        if (stopping || seen.has(interaction.id)) return;
        seen.set(interaction.id, true);
        void work.track(answerInteraction({ rest, hear, log, context, draw: options.draw }, interaction));
      });
      await logIn(client, options.token, options.apiUrl);
      state = "open";
      names.command = await register(client, words, log);
    },
    post: posts.post,
    postAgain: posts.postAgain,
    edit: posts.edit,
    async stop() {
      stopping = true;
      await within(pace.stopTimeoutMs, Promise.all([work.done(), posts.close()]));
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
      await client.destroy();
    },
  };
}

const registeredCommands = z.array(z.looseObject({ id: z.string(), name: z.string() }));

/** Registers the commands, in one request, if they have changed. After a failure, the registered ones stay. */
async function register(client: Client, words: Words, log: Log): Promise<string | null> {
  const body = registration(words);
  const route = Routes.applicationCommands(applicationId(client));
  try {
    const before = await client.rest.get(route);
    const now = isRegistered(body, before) ? before : await client.rest.put(route, { body });
    return registeredCommands.parse(now).find(({ name }) => name === commandName)?.id ?? null;
  } catch (error) {
    log.error("the commands were not registered", logFieldsOf(error));
    return null;
  }
}

function inviteLink(client: Client): string {
  const link = new URL("https://discord.com/oauth2/authorize");
  link.searchParams.set("client_id", applicationId(client));
  link.searchParams.set("scope", [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(" "));
  link.searchParams.set("permissions", String(permissions));
  return link.href;
}

function applicationId(client: Client): string {
  if (client.application === null) throw new Error("the Discord client is not ready");
  return client.application.id;
}
