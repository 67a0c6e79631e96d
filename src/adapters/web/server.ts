import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie, setCookie } from "hono/cookie";
import type { z } from "zod";
import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Log } from "../../bot/ports/log.ts";
import { StoreFault } from "../../bot/ports/store-fault.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Audience } from "./audience.ts";
import { eventStream } from "./event-stream.ts";
import { onlyFromHere, onlyJson, safeHeaders } from "./guard.ts";
import { roomLimits } from "./limits.ts";
import { bodies, type Person, personId, personName, type Speaker } from "./listen.ts";
import type { Assets } from "./local-port.ts";
import type { Conversation, Outcome } from "./respond.ts";

const personCookie = "async-quiz-person";
const nameCookie = "async-quiz-name";
const cookieLook = { httpOnly: true, sameSite: "Strict", path: "/", maxAge: 365 * 24 * 60 * 60 } as const;

interface RoomServer {
  readonly port: () => number;
  readonly stopping: () => boolean;
  readonly assets: Assets;
  readonly audience: Audience;
  readonly conversation: Conversation;
  readonly ids: IdGenerator;
  readonly words: Words;
  readonly log: Log;
}

type Room = { Variables: { person: Person } };

/** The room's routes: the page, its stream of events, and what a page may post. */
export function roomServer(options: RoomServer): Hono<Room> {
  const { words } = options;
  const app = new Hono<Room>();
  app.use(safeHeaders, onlyFromHere(words, options.port), onlyJson(words));
  app.use(async (context, next) => {
    if (options.stopping()) return problem(context, 503, words.room.stopping);
    return next();
  });
  app.use(
    bodyLimit({ maxSize: roomLimits.bodyBytes.most, onError: (context) => problem(context, 413, words.room.tooLarge) }),
  );
  // The page itself makes nobody: a link from elsewhere opens it without the cookies of whoever follows the link.
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
    const message = error instanceof StoreFault ? words.refusals[error.code] : words.crash.text;
    return problem(context, 500, message);
  });
  return app;
}

function addPosts(app: Hono<Room>, { audience, conversation, words }: RoomServer): void {
  app.post("/name", async (context) => {
    const body = await readBody(context, bodies.name);
    if (body === null) return problem(context, 400, words.room.nameFirst);
    setCookie(context, nameCookie, body.name, cookieLook);
    audience.rename(context.var.person.id, body.name);
    return context.json({ type: "done" } satisfies Outcome);
  });
  addSpoken(app, words, "/say", bodies.say, (speaker, { text }) => conversation.say(speaker, text));
  addSpoken(app, words, "/press", bodies.press, (speaker, { line, button }) =>
    conversation.press(speaker, line, button),
  );
  addSpoken(app, words, "/form", bodies.form, (speaker, { id, values }) => conversation.submit(speaker, id, values));
  addSpoken(app, words, "/suggest", bodies.suggest, async (speaker, { typed }) => ({
    items: await conversation.suggest(speaker, typed),
  }));
}

/** A post that only somebody with a name may make. */
function addSpoken<Shape extends z.ZodType>(
  app: Hono<Room>,
  words: Words,
  path: string,
  shape: Shape,
  handle: (speaker: Speaker, body: z.output<Shape>) => Promise<Outcome | { items: unknown }>,
): void {
  app.post(path, async (context) => {
    const { id, name } = context.var.person;
    if (name === null) return problem(context, 409, words.room.nameFirst);
    const body = await readBody(context, shape);
    if (body === null) return problem(context, 400, words.room.unreadable);
    return context.json(await handle({ id, name }, body));
  });
}

async function readBody<Shape extends z.ZodType>(context: Context, shape: Shape): Promise<z.output<Shape> | null> {
  const json: unknown = await context.req.json().catch(() => undefined);
  const read = shape.safeParse(json);
  return read.success ? read.data : null;
}

/** Who is at this page, by its cookies; a new person where they hold nothing that this room would have written. */
function personOf(context: Context, ids: IdGenerator): Person {
  const id = personId.safeParse(getCookie(context, personCookie));
  if (!id.success) {
    const person = { id: ids.next(), name: null };
    setCookie(context, personCookie, person.id, cookieLook);
    return person;
  }
  const name = personName.safeParse(getCookie(context, nameCookie));
  return { id: id.data, name: name.success ? name.data : null };
}

function openEvents(context: Context<Room>, audience: Audience): Response {
  const { id, name } = context.var.person;
  const since = context.req.header("last-event-id") ?? null;
  const stream = eventStream({ user: id, name, since, audience });
  return context.body(stream, 200, { "Content-Type": "text/event-stream; charset=utf-8" });
}

function problem(context: Context, status: 400 | 409 | 413 | 500 | 503, message: string): Response {
  return context.json({ type: "problem", message }, status);
}
