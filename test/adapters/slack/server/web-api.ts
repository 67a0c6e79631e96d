import type { IncomingMessage, ServerResponse } from "node:http";
import { messageViolations, type View, viewViolations } from "./rules.ts";
import { type Message, nextId, nextTs, type PlannedFailure, timeOf, type Workspace } from "./workspace.ts";

type Args = Readonly<Record<string, string>>;
type Answer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;
type Method = { readonly scope: string | null; readonly run: (workspace: Workspace, args: Args) => Answer };

const methods: Readonly<Record<string, Method>> = {
  "auth.test": {
    scope: null,
    run: ({ team, bot, organisation }) => ({
      ok: true,
      team_id: organisation ? "E0ORG" : team,
      user_id: bot,
      bot_id: "B0BOT",
      enterprise_id: organisation ? "E0ORG" : null,
      is_enterprise_install: organisation,
    }),
  },
  "users.info": { scope: "users:read", run: usersInfo },
  "chat.postMessage": { scope: "chat:write", run: postMessage },
  "chat.postEphemeral": { scope: "chat:write", run: postEphemeral },
  "chat.update": { scope: "chat:write", run: updateMessage },
  "views.open": { scope: null, run: openView },
  "views.update": { scope: null, run: updateView },
  "views.publish": { scope: null, run: publishHome },
};

const methodPages = "docs.slack.dev/reference/methods";

/** How often each method may be called in a minute: the number of its tier, which Slack describes as a minimum. */
const tiers: Readonly<Record<string, { readonly perMinute: number; readonly source: string }>> = {
  "users.info": { perMinute: 100, source: `${methodPages}/users.info: tier 4` },
  "chat.postEphemeral": { perMinute: 100, source: `${methodPages}/chat.postEphemeral: tier 4` },
  "chat.update": { perMinute: 50, source: `${methodPages}/chat.update: tier 3` },
  "views.open": { perMinute: 100, source: `${methodPages}/views.open: tier 4` },
  "views.update": { perMinute: 100, source: `${methodPages}/views.update: tier 4` },
  "views.publish": { perMinute: 100, source: `${methodPages}/views.publish: tier 4` },
  // Tier 1, "1+": Slack allows more after a lost connection, or no app could reconnect.
  "apps.connections.open": { perMinute: 20, source: `${methodPages}/apps.connections.open: tier 1` },
};

export const botToken = "xoxb-loopback";
export const appToken = "xapp-loopback";

/** Answers one call of the Web API, with a fault if one is queued for it. */
export async function answerCall(
  workspace: Workspace,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  socketUrl: () => string | null,
): Promise<void> {
  const args = Object.fromEntries(new URLSearchParams(await textOf(request)));
  const token = request.headers.authorization?.replace("Bearer ", "") ?? args.token;
  const failure = takeFailure(workspace, method);
  if (failure?.type === "lost-before") return void request.socket.destroy();
  const limited = failure?.type === "rate-limited" ? (failure.seconds ?? 1) : limitedFor(workspace, method, args);
  if (limited !== null) return rateLimit(workspace, method, args, response, limited);
  const answer =
    method === "apps.connections.open" ? connection(token, socketUrl()) : run(workspace, method, token, args);
  if (answer.error === "ratelimited") return rateLimit(workspace, method, args, response, 1);
  workspace.calls.push({ method, at: timeOf(workspace), ok: answer.ok });
  if (failure?.type === "answer-later") return void workspace.delayed.push(() => response.end(JSON.stringify(answer)));
  if (failure?.type === "lost-after") return void request.socket.destroy();
  if (failure?.type === "held") await new Promise<void>((resolve) => workspace.delayed.push(resolve));
  response.writeHead(failure?.type === "server-error-after" ? 500 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(answer));
}

export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function takeFailure(workspace: Workspace, method: string): PlannedFailure | null {
  const index = workspace.plannedFailures.findIndex((failure) => failure.method === method);
  return index === -1 ? null : (workspace.plannedFailures.splice(index, 1)[0] ?? null);
}

function rateLimit(workspace: Workspace, method: string, args: Args, response: ServerResponse, seconds: number): void {
  workspace.rests.set(limitKey(method, args), timeOf(workspace) + seconds * 1_000);
  workspace.calls.push({ method, at: timeOf(workspace), ok: false });
  response.writeHead(429, { "retry-after": String(seconds), "content-type": "application/json" });
  response.end(JSON.stringify({ ok: false, error: "ratelimited" }));
}

/** How many seconds too early this call is; null if it is not. */
function limitedFor(workspace: Workspace, method: string, args: Args): number | null {
  const now = timeOf(workspace);
  const rest = (workspace.rests.get(limitKey(method, args)) ?? 0) - now;
  if (rest > 0) {
    workspace.violations.push(`${method} was called ${rest} ms before the end of Retry-After`);
    return Math.ceil(rest / 1_000);
  }
  const most = tiers[method]?.perMinute;
  const recent = workspace.calls.filter((call) => call.method === method && call.at > now - 60_000);
  const oldest = recent.at(-(most ?? 0));
  return most === undefined || recent.length < most || !oldest ? null : Math.ceil((oldest.at + 60_000 - now) / 1_000);
}

/** Slack counts by method and workspace, and counts posts by channel. */
function limitKey(method: string, { channel }: Args): string {
  return method === "chat.postMessage" ? `${method} ${channel}` : method;
}

function connection(token: string | undefined, url: string | null): Answer {
  if (token !== appToken) return { ok: false, error: "invalid_auth" };
  return url === null ? { ok: false, error: "internal_error" } : { ok: true, url };
}

function run(workspace: Workspace, name: string, token: string | undefined, args: Args): Answer {
  const method = methods[name];
  if (token !== botToken) return { ok: false, error: "invalid_auth" };
  if (!method) return violated(workspace, `${name} is no method this app needs`, "unknown_method");
  if (method.scope !== null && !workspace.scopes.has(method.scope)) {
    return violated(workspace, `${name} without the scope ${method.scope}`, "missing_scope");
  }
  return method.run(workspace, args);
}

function violated(workspace: Workspace, violation: string, error: string): Answer {
  workspace.violations.push(violation);
  return { ok: false, error };
}

function usersInfo({ people, team }: Workspace, { user = "" }: Args): Answer {
  const person = people.get(user);
  if (!person) return { ok: false, error: "user_not_found" };
  const { id, name, is_admin, is_owner } = person;
  const profile = { display_name: name, real_name: name };
  return {
    ok: true,
    user: { id, name: id.toLowerCase(), team_id: person.team ?? team, profile, is_admin, is_owner, deleted: false },
  };
}

function channelError(workspace: Workspace, id: string): string | null {
  const channel = [...workspace.channels.values()].find((one) => one.id === id);
  if (!channel) return "channel_not_found";
  return channel.member ? null : "not_in_channel";
}

function postMessage(workspace: Workspace, args: Args): Answer {
  const { channel = "" } = args;
  const error = channelError(workspace, channel);
  if (error) return { ok: false, error };
  // docs.slack.dev/apis/web-api/rate-limits: about one message a second a channel
  const last = workspace.calls.filter((call) => call.method === `posted to ${channel}`).at(-1);
  if (last && timeOf(workspace) - last.at < 1000) {
    workspace.violations.push(`more than one message a second to ${channel}`);
    return { ok: false, error: "ratelimited" };
  }
  const message = messageOf(workspace, args, null);
  if (!message) return { ok: false, error: "invalid_blocks" };
  if (message.key && workspace.messages.some((one) => one.key === message.key)) {
    workspace.violations.push(`${message.key} was posted twice`);
  }
  workspace.messages.push(message);
  workspace.calls.push({ method: `posted to ${channel}`, at: timeOf(workspace), ok: true });
  return { ok: true, channel, ts: message.ts };
}

function postEphemeral(workspace: Workspace, args: Args): Answer {
  const { channel = "", user = "" } = args;
  const error = channelError(workspace, channel);
  if (error) return { ok: false, error };
  const message = messageOf(workspace, args, user);
  if (!message) return { ok: false, error: "invalid_blocks" };
  workspace.messages.push(message);
  return { ok: true, message_ts: message.ts };
}

function messageOf(workspace: Workspace, args: Args, seenBy: string | null): Message | null {
  const blocks = args.blocks ? JSON.parse(args.blocks) : [];
  const violations = messageViolations({ text: args.text, blocks });
  workspace.violations.push(...violations);
  if (args.link_names === "true" || args.parse === "full") workspace.violations.push("names would ping");
  if (violations.length > 0) return null;
  const key = args.metadata ? JSON.parse(args.metadata).event_payload.key : null;
  const { text = "", channel = "" } = args;
  return { ts: nextTs(), channel, seenBy, text, blocks, key, deleted: false, edits: 0 };
}

function updateMessage(workspace: Workspace, args: Args): Answer {
  const message = workspace.messages.find((one) => one.ts === args.ts && one.channel === args.channel);
  if (!message || message.seenBy !== null) {
    return violated(workspace, "chat.update of a message that is none of ours", "message_not_found");
  }
  const changed = messageOf(workspace, args, null);
  if (!changed) return { ok: false, error: "invalid_blocks" };
  Object.assign(message, { text: changed.text, blocks: changed.blocks, edits: message.edits + 1 });
  return { ok: true, ts: message.ts, channel: message.channel };
}

function openView(workspace: Workspace, { trigger_id = "", view = "{}" }: Args): Answer {
  const trigger = workspace.triggers.get(trigger_id);
  if (!trigger) return violated(workspace, "an invented trigger", "invalid_trigger_id");
  if (timeOf(workspace) - trigger.born > workspace.triggerLife) return { ok: false, error: "expired_trigger_id" };
  if (trigger.used) return violated(workspace, "a trigger was used twice", "exchanged_trigger_id");
  trigger.used = true;
  const shown = viewOf(workspace, view, "modal");
  if (!shown) return { ok: false, error: "invalid_arguments" };
  const opened = { id: nextId("V"), user: "", view: shown, closed: false };
  workspace.views.push(opened);
  return { ok: true, view: { id: opened.id, ...shown } };
}

function updateView(workspace: Workspace, { view_id = "", view = "{}" }: Args): Answer {
  const open = workspace.views.find((one) => one.id === view_id && !one.closed);
  if (!open) return { ok: false, error: "not_found" };
  const shown = viewOf(workspace, view, "modal");
  if (!shown) return { ok: false, error: "invalid_arguments" };
  open.view = shown;
  return { ok: true, view: { id: open.id, ...shown } };
}

function publishHome(workspace: Workspace, { user_id = "", view = "{}" }: Args): Answer {
  const shown = viewOf(workspace, view, "home");
  if (!shown) return { ok: false, error: "invalid_arguments" };
  workspace.homes.set(user_id, shown);
  return { ok: true, view: shown };
}

function viewOf(workspace: Workspace, text: string, type: View["type"]): View | null {
  const view = JSON.parse(text);
  const violations = viewViolations(view);
  workspace.violations.push(...violations);
  return violations.length === 0 && view.type === type ? view : null;
}
