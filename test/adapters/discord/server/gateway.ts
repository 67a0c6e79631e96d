import type { Server } from "node:http";
import { inflateSync } from "node:zlib";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { changed, type Guild, snowflake, type Town, userPayload } from "./fake-discord.ts";

const guildsIntent = 1;
const heartbeat = 41_250;

interface Session {
  readonly id: string;
  /** Every event that was sent, to send again to a client that resumes. */
  readonly events: { readonly t: string; readonly d: unknown; readonly s: number }[];
}

export interface Gateway {
  dispatch(t: string, d: unknown): void;
  /** Sends the last event once more, as after a resume that lost count. */
  repeatLast(): void;
  /** op 7: the client must connect again and resume. */
  askToReconnect(): void;
  /** op 9: the session is invalid; says whether it can be resumed. */
  invalidate(resumable: boolean): void;
  /** The connection breaks without notice. */
  drop(): void;
  /** Discord closes the connection. */
  close(code: number): void;
  /** What clients sent: `identify`, `resume`. */
  readonly sent: string[];
  /** Whether a client is connected and has received all events. */
  ready(): boolean;
  stop(): Promise<void>;
}

const message = z.object({ op: z.int(), d: z.unknown() });
const identify = z.object({ token: z.string(), intents: z.int(), properties: z.object({ os: z.string() }) });
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

export function openGateway(town: Town, server: Server, url: () => string): Gateway {
  const sockets = new WebSocketServer({ server, path: "/gateway" });
  const sent: string[] = [];
  let session: Session | null = null;
  let current: WebSocket | null = null;

  function isStrange(token: string): boolean {
    return town.tokenRevoked || token !== town.token;
  }

  function dispatch(t: string, d: unknown): void {
    if (!session) return;
    const event = { t, d, s: session.events.length + 1 };
    session.events.push(event);
    if (current) send(current, { op: 0, ...event });
  }

  function greet(socket: WebSocket, data: unknown): void {
    const { token, intents } = identify.parse(data);
    sent.push("identify");
    if (isStrange(token)) {
      socket.close(4004, "Authentication failed.");
      return;
    }
    if (intents !== guildsIntent) town.violations.push(`intents ${intents} where ${guildsIntent} is enough`);
    session = { id: snowflake(town), events: [] };
    current = socket;
    dispatch("READY", {
      v: 10,
      user: userPayload(town.bot, "async-quiz", true),
      guilds: [...town.guilds.keys()].map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: [0, 1],
      application: { id: town.application, flags: 0 },
    });
    for (const guild of town.guilds.values()) dispatch("GUILD_CREATE", guildPayload(town, guild));
    changed(town);
  }

  function takeUp(socket: WebSocket, data: unknown): void {
    const { token, session_id, seq } = resume.parse(data);
    sent.push("resume");
    if (isStrange(token)) {
      socket.close(4004, "Authentication failed.");
      return;
    }
    if (session?.id !== session_id) {
      send(socket, { op: 9, d: false });
      return;
    }
    current = socket;
    for (const event of session.events.filter(({ s }) => s > seq)) send(socket, { op: 0, ...event });
    dispatch("RESUMED", {});
    changed(town);
  }

  sockets.on("connection", (socket) => {
    send(socket, { op: 10, d: { heartbeat_interval: heartbeat } });
    socket.on("close", () => {
      if (current === socket) current = null;
    });
    socket.on("message", (data) => {
      const { op, d } = message.parse(JSON.parse(textOf(data as Buffer)));
      if (op === 1) send(socket, { op: 11 });
      else if (op === 2) greet(socket, d);
      else if (op === 6) takeUp(socket, d);
      else town.violations.push(`op ${op} is not needed by this bot`);
    });
  });

  return {
    dispatch,
    repeatLast: () => {
      const last = session?.events.at(-1);
      if (last && current) send(current, { op: 0, ...last });
    },
    askToReconnect: () => current && send(current, { op: 7, d: null }),
    invalidate: (resumable) => {
      if (current) send(current, { op: 9, d: resumable });
      if (!resumable) session = null;
    },
    drop: () => current?.terminate(),
    close: (code) => {
      if (code === 4007 || code === 4009) session = null;
      current?.close(code);
    },
    sent,
    ready: () => current !== null,
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((closed) => sockets.close(closed));
    },
  };
}

function textOf(data: Buffer): string {
  return data[0] === 0x78 ? inflateSync(data).toString("utf8") : data.toString("utf8");
}

function send(socket: WebSocket, payload: object): void {
  socket.send(JSON.stringify({ t: null, s: null, d: null, ...payload }));
}

function guildPayload(town: Town, guild: Guild): unknown {
  const roles = [{ id: guild.id, name: "@everyone", permissions: "3072", position: 0, color: 0, flags: 0 }];
  const me = {
    user: userPayload(town.bot, "async-quiz", true),
    roles: [],
    nick: null,
    joined_at: new Date().toISOString(),
  };
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    unavailable: false,
    member_count: 2,
    roles,
    emojis: [],
    features: [],
    members: [{ ...me, deaf: false, mute: false, flags: 0 }],
    channels: guild.channels.map(({ id, name, type }) => ({ id, name, type, permission_overwrites: [] })),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    preferred_locale: "en-US",
  };
}
