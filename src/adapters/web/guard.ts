import type { Context, MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Words } from "../../cards/words/words.ts";

/** The page may load its own files and call its own server, and nothing else. */
export const safeHeaders: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // The room has no certificate.
  strictTransportSecurity: false,
});

export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("Cache-Control", "no-store");
};

/**
 * Accepts only requests of the room's own page. A foreign `Host` is a name that resolves to this machine (DNS
 * rebinding). A foreign `Origin` is another page, possibly of another program on this machine.
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

/** Pages of other origins can post forms and plain text without a preflight request, but not JSON. */
export function onlyJson(words: Words): MiddlewareHandler {
  return async (context, next) => {
    const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    if (context.req.method === "POST" && type !== "application/json") {
      return context.json({ type: "error", message: words.room.unreadable }, 415);
    }
    return next();
  };
}

function refuse(words: Words, context: Context): Response {
  return context.json({ type: "error", message: words.room.notFromHere }, 403);
}
