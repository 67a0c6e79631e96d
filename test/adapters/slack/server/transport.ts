import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { messageViolations } from "./rules.ts";
import { answerCall, textOf } from "./web-api.ts";
import { type Message, nextId, nextTs, timeOf, type Workspace } from "./workspace.ts";

export const signingSecret = "a secret of the loopback Slack";

/** How Slack reaches the app, and the app's first response. */
export interface Delivered {
  /** The HTTP status; 200 in Socket Mode; null if no response came within three seconds. */
  readonly status: number | null;
  readonly body: unknown;
}

type Kind = "slash_commands" | "interactive" | "events_api";

interface DeliverOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly secret?: string;
  /** Seconds since 1970; by default now. */
  readonly timestamp?: number;
}

export interface Transport {
  readonly apiUrl: string;
  deliver(kind: Kind, payload: Readonly<Record<string, unknown>>, options?: DeliverOptions): Promise<Delivered>;
  /** The response URL, as payloads name it. */
  addressUrl(id: string): string;
  readonly sockets: Set<WebSocket>;
  /** Whether a connection may be opened. */
  accepting: boolean;
  /** The app's own address in HTTP mode. */
  appUrl: string | null;
  close(): Promise<void>;
}

export async function openTransport(workspace: Workspace): Promise<Transport> {
  const waiting = new Map<string, (body: unknown) => void>();
  const sockets = new Set<WebSocket>();
  const server = createServer((request, response) => void route(request, response));
  const socketServer = new WebSocketServer({ noServer: true });
  let port = 0;
  const transport: Transport = {
    apiUrl: "",
    sockets,
    accepting: true,
    appUrl: null,
    addressUrl: (id) => `http://127.0.0.1:${port}/answers/${id}`,
    deliver: (kind, payload, options = {}) =>
      transport.appUrl === null ? overSocket(kind, payload) : overHttp(kind, payload, transport.appUrl, options),
    close: async () => {
      for (const socket of sockets) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, root, name = ""] = (request.url ?? "").split("/");
    if (root === "answers") return takeAnswer(workspace, name, await textOf(request), response);
    if (root !== "api") return void response.writeHead(404).end();
    const socketUrl = () => (transport.accepting ? `ws://127.0.0.1:${port}/link` : null);
    return answerCall(workspace, name, request, response, socketUrl);
  }

  server.on("upgrade", (request, socket, head) => {
    if (!transport.accepting) return void socket.destroy();
    socketServer.handleUpgrade(request, socket, head, (link) => {
      sockets.add(link);
      link.on("close", () => sockets.delete(link));
      link.on("message", (data) => acknowledged(String(data)));
      link.send(JSON.stringify({ type: "hello", num_connections: sockets.size }));
    });
  });

  function acknowledged(text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text);
    const done = waiting.get(id);
    if (!done) workspace.violations.push("an envelope was acknowledged twice, late, or never was");
    waiting.delete(id);
    done?.(payload);
  }

  function overSocket(kind: Kind, payload: Readonly<Record<string, unknown>>): Promise<Delivered> {
    const id = nextId("E");
    const [link] = sockets;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        waiting.delete(id);
        resolve({ status: null, body: null });
      }, 3_000);
      waiting.set(id, (body) => {
        clearTimeout(late);
        resolve({ status: 200, body });
      });
      link?.send(JSON.stringify({ envelope_id: id, type: kind, payload, accepts_response_payload: true }));
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  Object.assign(transport, { apiUrl: `http://127.0.0.1:${port}/api/` });
  return transport;
}

async function overHttp(
  kind: Kind,
  payload: Readonly<Record<string, unknown>>,
  appUrl: string,
  options: DeliverOptions,
): Promise<Delivered> {
  const isEvent = kind === "events_api";
  const form = kind === "slash_commands" ? payload : { payload: JSON.stringify(payload) };
  const body = isEvent ? JSON.stringify(payload) : new URLSearchParams(form as Record<string, string>).toString();
  const timestamp = String(options.timestamp ?? Math.floor(Date.now() / 1000));
  const hmac = createHmac("sha256", options.secret ?? signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest("hex");
  const response = await fetch(appUrl, {
    method: "POST",
    body,
    signal: AbortSignal.timeout(3_000),
    headers: {
      "content-type": isEvent ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${hmac}`,
      ...options.headers,
    },
  }).catch(() => null);
  if (!response) return { status: null, body: null };
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : readBody(text) };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

const halfAnHour = 30 * 60_000;

/** An answer at a response URL: five within half an hour, ephemeral or replacing the pressed message. */
function takeAnswer(workspace: Workspace, id: string, text: string, response: ServerResponse): void {
  const address = workspace.addresses.get(id);
  const isOpen = address && address.uses < 5 && timeOf(workspace) - address.born < halfAnHour;
  if (!address || !isOpen) return void response.writeHead(404).end("expired_url");
  address.uses++;
  const message = JSON.parse(text);
  const violations = messageViolations(message);
  workspace.violations.push(...violations);
  if (violations.length > 0) return void response.writeHead(400).end("invalid_blocks");
  if (message.replace_original === true) {
    if (!address.original) workspace.violations.push("nothing to replace");
    else if (address.original.seenBy === null) workspace.violations.push("a message of everybody's was replaced");
    Object.assign(address.original ?? {}, { text: message.text, blocks: message.blocks });
  } else {
    if (message.response_type !== "ephemeral") workspace.violations.push("an answer that everybody sees");
    workspace.messages.push(ephemeral(address, message));
  }
  response.writeHead(200).end("ok");
}

function ephemeral(address: { channel: string; user: string }, message: Message): Message {
  const { text, blocks } = message;
  return {
    ts: nextTs(),
    channel: address.channel,
    seenBy: address.user,
    text,
    blocks,
    key: null,
    deleted: false,
    edits: 0,
  };
}
