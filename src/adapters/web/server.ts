import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie, setCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import type { z } from "zod";
import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Log } from "../../bot/ports/log.ts";
import { RefusalError } from "../../bot/ports/refusal-error.ts";
import { refusalSentence } from "../../cards/notices/notice-card.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Audience, Watcher } from "./audience.ts";
import { noStore, onlyFromHere, onlyJson, safeHeaders } from "./guard.ts";
import { roomLimits } from "./limits.ts";
import { bodies, type NamedVisitor, personId, personName, type RoomVisitor } from "./listen.ts";
import type { Assets } from "./local-port.ts";
import type { PageResponse, RoomResponder } from "./respond.ts";

const personCookie = "async-quiz-person";
const nameCookie = "async-quiz-name";
const cookieOptions = { httpOnly: true, sameSite: "Strict", path: "/", maxAge: 365 * 24 * 60 * 60 } as const;

interface RoomServer {
  readonly port: () => number;
  readonly stopping: () => boolean;
  readonly assets: Assets;
  readonly audience: Audience;
  readonly responder: RoomResponder;
  readonly ids: IdGenerator;
  readonly words: Words;
  readonly log: Log;
}

type RoomEnv = { Variables: { person: RoomVisitor } };

/** The room's routes: the page, its stream of events, and what a page may post. */
export function roomServer(options: RoomServer): Hono<RoomEnv> {
  const { words } = options;
  const app = new Hono<RoomEnv>();
  app.use(safeHeaders, noStore, onlyFromHere(words, options.port), onlyJson(words));
  app.use(async (context, next) => {
    if (options.stopping()) return errorResponse(context, 503, words.room.stopping);
    return next();
  });
  app.use(
    bodyLimit({
      maxSize: roomLimits.bodyBytes.most,
      onError: (context) => errorResponse(context, 413, words.room.tooLarge),
    }),
  );
  // The page itself sets no cookies: a link from another site opens it without the existing ones (SameSite=Strict).
  for (const [path, asset] of options.assets) {
    app.get(path, (context) => context.body(asset.body, 200, { "Content-Type": asset.type }));
  }
  app.use(async (context, next) => {
    context.set("person", personOf(context, options.ids));
    return next();
  });
  app.get("/events", (context) => openEvents(context, options.audience));
  addPosts(app, options);
  app.onError((error, context) => {
    options.log.error("room request failed", { path: context.req.path, error: error.stack });
    const message = error instanceof RefusalError ? refusalSentence(words, error.refusal) : words.crash.text;
    return errorResponse(context, 500, message);
  });
  return app;
}

function addPosts(app: Hono<RoomEnv>, { audience, responder, words }: RoomServer): void {
  app.post("/name", async (context) => {
    const body = await readBody(context, bodies.name);
    if (body === null) return errorResponse(context, 400, words.room.nameFirst);
    setCookie(context, nameCookie, body.name, cookieOptions);
    audience.rename(context.var.person.id, body.name);
    return context.json({ type: "done" } satisfies PageResponse);
  });
  addSpoken(app, words, "/say", bodies.say, (person, { text }) => responder.submitText(person, text));
  addSpoken(app, words, "/press", bodies.press, (person, { line, button }) => responder.press(person, line, button));
  addSpoken(app, words, "/form", bodies.form, (person, { id, values }) => responder.submit(person, id, values));
  addSpoken(app, words, "/suggest", bodies.suggest, async (person, { typed }) => ({
    items: await responder.suggest(person, typed),
  }));
}

/** A route for people with a name. */
function addSpoken<Shape extends z.ZodType>(
  app: Hono<RoomEnv>,
  words: Words,
  path: string,
  shape: Shape,
  handle: (person: NamedVisitor, body: z.output<Shape>) => Promise<PageResponse | { items: unknown }>,
): void {
  app.post(path, async (context) => {
    const { id, name } = context.var.person;
    if (name === null) return errorResponse(context, 409, words.room.nameFirst);
    const body = await readBody(context, shape);
    if (body === null) return errorResponse(context, 400, words.room.unreadable);
    return context.json(await handle({ id, name }, body));
  });
}

async function readBody<Shape extends z.ZodType>(context: Context, shape: Shape): Promise<z.output<Shape> | null> {
  const json: unknown = await context.req.json().catch(() => undefined);
  const read = shape.safeParse(json);
  return read.success ? read.data : null;
}

/** The person at this page, by its cookies; a new one if the cookies are not ones that this room wrote. */
function personOf(context: Context, ids: IdGenerator): RoomVisitor {
  const id = personId.safeParse(getCookie(context, personCookie));
  if (!id.success) {
    const person = { id: ids.next(), name: null };
    setCookie(context, personCookie, person.id, cookieOptions);
    return person;
  }
  const name = personName.safeParse(getCookie(context, nameCookie));
  return { id: id.data, name: name.success ? name.data : null };
}

/** How soon a page reconnects after it lost its stream. */
const reconnectMs = 1_000;

/** A page's stream of server-sent events. It lasts until the page or the room closes. */
function openEvents(context: Context<RoomEnv>, audience: Audience): Response {
  const { id: user, name } = context.var.person;
  const since = context.req.header("last-event-id") ?? null;
  return streamSSE(context, async (stream) => {
    const ended = new Promise<void>((end) => {
      const watcher: Watcher = {
        user,
        send: ({ event, data, id }) => {
          void stream.writeSSE({ event, data: JSON.stringify(data), ...(id === null ? {} : { id }) });
        },
        end,
      };
      stream.onAbort(() => {
        audience.leave(watcher);
        end();
      });
      void stream.writeSSE({ event: "person", data: JSON.stringify({ name }), retry: reconnectMs });
      void audience.watch(watcher, since);
    });
    await ended;
  });
}

function errorResponse(context: Context, status: 400 | 409 | 413 | 500 | 503, message: string): Response {
  return context.json({ type: "error", message }, status);
}
