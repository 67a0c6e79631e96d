import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Town } from "./fake-discord.ts";
import type { NetworkFailure, NetworkFailures } from "./network-failures.ts";
import { type Answer, process } from "./routes.ts";

const prefix = "/api/v10";

/** Discord's REST service on a port of this machine. */
export function restServer(town: Town, failures: NetworkFailures, gateway: () => string): Server {
  return createServer((request, response) => {
    void serve(town, failures, gateway(), request, response);
  });
}

async function serve(
  town: Town,
  failures: NetworkFailures,
  gateway: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "", headers, socket } = request;
  const [total = ""] = url.split("?");
  const path = decodeURIComponent(total.slice(prefix.length));
  if (!total.startsWith(prefix)) town.violations.push(`${url} is not below ${prefix}`);
  const bytes = await bytesOf(request);
  const failure = failures.next(`${method} ${path}`);
  if (failure === "reset-before") return void socket.resetAndDestroy();
  if (failure === "500")
    return send(response, { status: 500, body: { code: 0, message: "500: Internal Server Error" } });
  if (failure === "limit") return limit(response);
  if (failure === "held") await failures.released();
  const body = await bodyOf(town, headers["content-type"] ?? "", bytes);
  const answer = process(town, { method, path, token: headers.authorization ?? "", body }, gateway);
  if (isCut(failure)) return void (failure === "reset-after" ? socket.resetAndDestroy() : socket.destroy());
  send(response, answer);
}

function isCut(failure: NetworkFailure | null): boolean {
  return failure === "reset-after" || failure === "close-after";
}

function limit(response: ServerResponse): void {
  response.setHeader("Retry-After", "0.4");
  response.setHeader("X-RateLimit-Scope", "shared");
  send(response, { status: 429, body: { message: "You are being rate limited.", retry_after: 0.4, global: false } });
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.statusCode = status;
  if (body === null) return void response.end();
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(body));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What was sent as JSON, or beside files. Each file must be named in the JSON, and each named one must be there. */
async function bodyOf(town: Town, contentType: string, bytes: Buffer<ArrayBuffer>): Promise<unknown> {
  if (bytes.length === 0) return null;
  if (!contentType.startsWith("multipart/form-data")) return JSON.parse(bytes.toString("utf8"));
  const form = await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
  const body = JSON.parse(String(form.get("payload_json")));
  const files = [...form].flatMap(([field, value]) =>
    typeof value === "string" ? [] : [`${field} ${value.name} ${value.type}`],
  );
  const named = (body.attachments ?? []).map(
    ({ id, filename }: { id: string; filename: string }) => `files[${id}] ${filename} image/png`,
  );
  if (files.join() !== named.join()) town.violations.push(`files ${files.join()} beside ${named.join()}`);
  return body;
}
