import type { Context, MiddlewareHandler } from "hono";
import type { Words } from "../../cards/words/words.ts";

/** The page may load its own files and speak with its own server, and nothing else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

export const safeHeaders: MiddlewareHandler = async (context, next) => {
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  await next();
};

/**
 * Lets through only what the room's own page asks. A foreign `Host` is a name that somebody made point to this
 * machine; a foreign `Origin` is another page, also one of another program on this machine.
 */
export function onlyFromHere(words: Words, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = context.req.header("host")?.toLowerCase();
    if (host === undefined || !hosts.includes(host)) return refuse(words, context);
    if (context.req.method === "GET" && context.req.header("sec-fetch-mode") === "navigate") return next();
    const origin = context.req.header("origin");
    if (origin !== undefined && origin !== `http://${host}`) return refuse(words, context);
    const site = context.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none") return refuse(words, context);
    return next();
  };
}

/** A page of another origin can post forms and plain text unasked, but not JSON. */
export function onlyJson(words: Words): MiddlewareHandler {
  return async (context, next) => {
    const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (context.req.method === "POST" && type !== "application/json") {
      return context.json({ type: "problem", message: words.room.unreadable }, 415);
    }
    return next();
  };
}

function refuse(words: Words, context: Context): Response {
  return context.json({ type: "problem", message: words.room.notFromHere }, 403);
}
