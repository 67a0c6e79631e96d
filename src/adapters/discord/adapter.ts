import {
  type Client,
  Events,
  type Interaction,
  OAuth2Scopes,
  PermissionFlagsBits,
  type RESTGetAPIApplicationCommandsResult,
  Routes,
} from "discord.js";
import type { Chat } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { commandName } from "../../bot/requests/typed-command.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Look, Names } from "./blocks.ts";
import { openEditor } from "./edit.ts";
import { toldOf } from "./faults.ts";
import { logIn, openClient, openResponses, watch } from "./gateway.ts";
import { pace } from "./limits.ts";
import { openPoster } from "./post.ts";
import { isRegistered, registration } from "./registration.ts";
import { answerInteraction, within } from "./respond.ts";

/** Seeing the channel and writing in it: what a daily post needs. Replies to people need no permission at all. */
const permissions = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

interface DiscordOptions {
  readonly token: string;
  /** Where Discord's REST service is; null for Discord itself. */
  readonly apiUrl: string | null;
  readonly words: Words;
  readonly clock: Clock;
  readonly log: Log;
  /** Called once when Discord will not have the bot any more, with what to do. */
  readonly ended: (sentence: string) => void;
}

/** Discord, through its gateway: servers, and direct messages. */
export function discordChat(options: DiscordOptions): Chat & { inviteLink(): string } {
  const { clock, log, words } = options;
  const client = openClient(options.apiUrl);
  const rest = openResponses(options.apiUrl);
  const names: { -readonly [Name in keyof Names]: Names[Name] } = {
    command: null,
    server: (workspace) => client.guilds.cache.get(workspace)?.name ?? null,
  };
  const look: Look = { words, names };
  let started = false;
  const ended = once(options.ended);
  // Before it has started, a refusal is what `start` throws.
  const refused = watch(client, log, (sentence) => started && ended(sentence));
  const poster = openPoster({ client, clock, log, look, refused });
  const editor = openEditor({ client, clock, log, look, refused });
  const answering = new Set<Promise<void>>();
  const isNew = seenBefore();
  let stopping = false;

  return {
    name: "discord",
    /** Where an admin adds the bot to a server, once it has started. */
    inviteLink: () => inviteLink(client),
    async start(hear) {
      client.on(Events.InteractionCreate, (interaction: Interaction) => {
        // A resumed connection may bring an interaction twice.
        if (stopping || !isNew(interaction.id)) return;
        const answered = answerInteraction({ rest, hear, log, look }, interaction);
        answering.add(answered);
        answered.finally(() => answering.delete(answered));
      });
      await logIn(client, options.token, options.apiUrl);
      started = true;
      names.command = await register(client, words, log);
    },
    post: (post) => poster.post(post),
    postAgain: (post, since) => poster.postAgain(post, since),
    edit: (message, post) => editor.edit(message, post),
    async stop() {
      stopping = true;
      await within(pace.stop, Promise.all([...answering, editor.close(), poster.rest()]));
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
      await client.destroy();
    },
  };
}

/** Registers the commands where they changed, by one request. A failure leaves the ones that were. */
async function register(client: Client, words: Words, log: Log): Promise<string | null> {
  const wanted = registration(words);
  const route = Routes.applicationCommands(applicationId(client));
  try {
    const held = (await client.rest.get(route)) as RESTGetAPIApplicationCommandsResult;
    const now = isRegistered(wanted, held)
      ? held
      : ((await client.rest.put(route, { body: wanted })) as RESTGetAPIApplicationCommandsResult);
    return now.find((command) => command.name === commandName)?.id ?? null;
  } catch (error) {
    log.error("the commands could not be registered", toldOf(error));
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
  if (client.application === null) throw new Error("Discord has not said who this bot is");
  return client.application.id;
}

function once(say: (sentence: string) => void): (sentence: string) => void {
  let said = false;
  return (sentence) => {
    if (!said) say(sentence);
    said = true;
  };
}

/** True for each id once. The oldest are forgotten: a repetition comes within seconds. */
function seenBefore(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > 5_000 && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
