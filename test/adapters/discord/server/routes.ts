import { commandViolations, readCommands } from "./command-rules.ts";
import {
  type Channel,
  changed,
  type Message,
  messagePayload,
  snowflake,
  type Town,
  userPayload,
} from "./fake-discord.ts";
import { messageViolations, readMessage } from "./message-rules.ts";
import { respond } from "./responses.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Call {
  readonly town: Town;
  readonly match: readonly string[];
  readonly body: unknown;
  readonly gateway: string;
}

type Route = readonly [method: string, path: RegExp, authorised: boolean, handle: (call: Call) => Answer];

const routes: readonly Route[] = [
  ["GET", /^\/gateway\/bot$/, true, gatewayBot],
  [
    "GET",
    /^\/applications\/(\d+)\/commands$/,
    true,
    ({ town }) => ok(town.commands.map((each) => savedCommand(town, each))),
  ],
  ["PUT", /^\/applications\/(\d+)\/commands$/, true, replaceCommands],
  ["POST", /^\/interactions\/(\d+)\/([^/]+)\/callback$/, false, callback],
  ["PATCH", /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/, false, editOriginal],
  ["POST", /^\/channels\/(\d+)\/messages$/, true, createMessage],
  ["GET", /^\/channels\/(\d+)\/messages$/, true, readMessages],
  ["PATCH", /^\/channels\/(\d+)\/messages\/(\d+)$/, true, editMessage],
  ["POST", /^\/users\/@me\/channels$/, true, openTalk],
];

/** Processes one request, and records every violation of a rule. */
export function process(
  town: Town,
  request: { method: string; path: string; token: string; body: unknown },
  gateway: string,
): Answer {
  const { method, path, body } = request;
  const route = routes.find(([verb, pattern]) => verb === method && pattern.test(path));
  town.requests.push(`${method} ${path}`);
  if (!route) return broken(town, 404, 0, "404: Not Found", `${method} ${path} is no route that this bot needs`);
  const [, pattern, authorised, handle] = route;
  if (authorised && (town.tokenRevoked || request.token !== `Bot ${town.token}`)) {
    return failure(401, 0, "401: Unauthorized");
  }
  const answer = handle({ town, match: pattern.exec(path) ?? [], body, gateway });
  changed(town);
  return answer;
}

function gatewayBot({ gateway }: Call): Answer {
  const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 16 };
  return ok({ url: gateway, shards: 1, session_start_limit: limit });
}

function replaceCommands({ town, match, body }: Call): Answer {
  if (match[1] !== town.application) return failure(403, 20012, "You are not authorized");
  const violations = commandViolations(body);
  if (violations.length > 0) return broken(town, 400, 50035, "Invalid Form Body", ...violations);
  town.commands = readCommands(body).map((command) => {
    const known = town.commands.find(({ name }) => name === command.name);
    return { ...command, id: known?.id ?? snowflake(town) };
  });
  return ok(town.commands.map((each) => savedCommand(town, each)));
}

/** Discord returns more than it received, and leaves out what is false. */
function savedCommand(town: Town, command: Town["commands"][number]): unknown {
  return {
    ...command,
    application_id: town.application,
    version: command.id,
    default_member_permissions: command.default_member_permissions ?? null,
    dm_permission: true,
    nsfw: false,
  };
}

function callback({ town, match, body }: Call): Answer {
  const interaction = town.interactions.get(match[1] ?? "");
  if (!interaction || interaction.token !== match[2]) return failure(404, 10062, "Unknown interaction");
  if (interaction.response !== null) {
    return failure(400, 40060, "Interaction has already been acknowledged.");
  }
  if (interaction.state === "expired") return failure(404, 10062, "Unknown interaction");
  const violations = respond(town, interaction, body);
  return violations.length > 0
    ? broken(town, 400, 50035, "Invalid Form Body", ...violations)
    : { status: 204, body: null };
}

function editOriginal({ town, match, body }: Call): Answer {
  const interaction = town.interactionsByToken.get(match[2] ?? "");
  if (match[1] !== town.application || !interaction) return failure(404, 10015, "Unknown Webhook");
  if (town.time.now() - interaction.sent > 15 * 60_000) return failure(401, 50027, "Invalid Webhook Token");
  if (interaction.response === null)
    return broken(town, 404, 10015, "Unknown Webhook", "an edit before the first response");
  const violations = messageViolations(body, { ephemeral: false });
  if (violations.length > 0) return broken(town, 400, 50035, "Invalid Form Body", ...violations);
  const { original } = interaction;
  if (!original || !town.messages.has(original.id)) return failure(404, 10008, "Unknown Message");
  original.body = readMessage(body);
  original.edits++;
  return ok(messagePayload(town, original));
}

function createMessage({ town, match, body }: Call): Answer {
  const channel = town.channels.get(match[1] ?? "");
  const barred = channelBarred(channel);
  if (barred) return barred;
  const violations = messageViolations(body, { ephemeral: false });
  if (violations.length > 0) return broken(town, 400, 50035, "Invalid Form Body", ...violations);
  const message = readMessage(body);
  const nonce = message.nonce ?? null;
  if (nonce === null || !message.enforce_nonce) town.violations.push("a post without a nonce that is enforced");
  const earlier = [...town.messages.values()].find((each) => each.channel === channel?.id && each.nonce === nonce);
  if (earlier) return ok(messagePayload(town, earlier));
  const made: Message = { id: snowflake(town), channel: match[1] ?? "", seenBy: null, nonce, body: message, edits: 0 };
  town.messages.set(made.id, made);
  return ok(messagePayload(town, made));
}

/** Newest first; nothing if the bot may not read earlier messages. */
function readMessages({ town, match }: Call): Answer {
  const channel = town.channels.get(match[1] ?? "");
  if (!channel?.mayView) return failure(403, 50001, "Missing Access");
  const visible = [...town.messages.values()].filter((each) => each.channel === channel.id && each.seenBy === null);
  return ok(channel.mayReadHistory ? visible.reverse().map((message) => messagePayload(town, message)) : []);
}

function editMessage({ town, match, body }: Call): Answer {
  const channel = town.channels.get(match[1] ?? "");
  const barred = channelBarred(channel);
  if (barred) return barred;
  const message = town.messages.get(match[2] ?? "");
  if (!message || message.channel !== channel?.id || message.seenBy !== null)
    return failure(404, 10008, "Unknown Message");
  const violations = messageViolations(body, { ephemeral: false });
  if (violations.length > 0) return broken(town, 400, 50035, "Invalid Form Body", ...violations);
  message.body = readMessage(body);
  message.edits++;
  return ok(messagePayload(town, message));
}

function openTalk({ town, body }: Call): Answer {
  const user = String((body as { recipient_id?: unknown }).recipient_id ?? "");
  const known = [...town.channels.values()].find((channel) => channel.type === 1 && channel.name === user);
  const talk: Channel = known ?? {
    id: snowflake(town),
    name: user,
    type: 1,
    guild: null,
    mayView: true,
    mayReadHistory: true,
    maySend: !town.closedTalks.has(user),
  };
  town.channels.set(talk.id, talk);
  return ok({ id: talk.id, type: 1, recipients: [userPayload(user, "Somebody")], last_message_id: null });
}

function channelBarred(channel: Channel | undefined): Answer | null {
  if (!channel) return failure(404, 10003, "Unknown Channel");
  if (!channel.mayView) return failure(403, 50001, "Missing Access");
  if (channel.maySend) return null;
  return channel.type === 1
    ? failure(403, 50007, "Cannot send messages to this user")
    : failure(403, 50013, "Missing Permissions");
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function failure(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } };
}

function broken(town: Town, status: number, code: number, message: string, ...violations: readonly string[]): Answer {
  town.violations.push(...violations);
  return failure(status, code, message);
}
