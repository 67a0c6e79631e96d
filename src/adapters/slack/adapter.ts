import { App, type AuthorizeResult } from "@slack/bolt";
import { z } from "zod";
import type { Chat, Hear, Post } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Words } from "../../cards/words/words.ts";
import { boltLogger, openApi, type SlackApi, webOptions } from "./api.ts";
import { addHandlers } from "./handlers.ts";
import { openHttpInlet, Replayed, signatureProperty } from "./http.ts";
import { SlackRefused } from "./limits.ts";
import { deliveryKey, isEvent, openSeen } from "./once.ts";
import { openPeople, within } from "./people.ts";
import { openOutbox } from "./post.ts";
import { openSpeaker } from "./respond.ts";
import { type Inlet, openSocketInlet } from "./socket.ts";

export interface SlackOptions {
  readonly botToken: string;
  readonly way:
    | { readonly type: "socket"; readonly appToken: string }
    | { readonly type: "http"; readonly signingSecret: string; readonly port: number };
  /** Where Slack's Web API is; null for Slack itself. */
  readonly apiUrl: string | null;
  readonly words: Words;
  readonly clock: Clock;
  readonly log: Log;
}

/** The workspace that the token was given for, by Slack's own word. */
const authorisation = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
});
type Authorisation = z.infer<typeof authorisation>;

/** What was accepted gets so long to finish when the chat stops. */
const farewell = 5_000;

/** Slack, by Socket Mode or HTTP, for the one workspace (or organisation) that the bot's token belongs to. */
export function slackChat(options: SlackOptions): Chat {
  const { clock, log } = options;
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const api = openApi({ token: options.botToken, apiUrl: options.apiUrl, clock, log, stopped });
  const outbox = openOutbox({ api, clock, log, stopped });
  const work = openWork();
  let home: Authorisation | null = null;
  let inlet: Inlet | null = null;

  const isOurs = ({ workspace }: Post) => home?.is_enterprise_install === true || workspace === home?.team_id;

  return {
    name: "slack",
    async start(hear) {
      home = await whoWeAre(api);
      inlet = await listen(options, { api, home, hear, accepted: work.accepted });
      log.info("Slack is open", { way: options.way.type });
    },
    async post(post) {
      // A token of another workspace must not post there what was set up here.
      return isOurs(post) ? outbox.post(post) : { type: "failed", reason: "no-channel" };
    },
    async postAgain(post) {
      return isOurs(post) ? outbox.postAgain(post) : { type: "lost" };
    },
    async edit(message, post) {
      if (isOurs(post)) await outbox.edit(message, post);
    },
    async stop() {
      await within(farewell, work.done());
      await inlet?.close();
      await within(farewell, work.done());
      stopping.abort();
    },
  };
}

/** What is under way. */
function openWork() {
  const running = new Set<Promise<unknown>>();
  return {
    accepted: <Value>(promise: Promise<Value>): Promise<Value> => {
      running.add(promise);
      return promise.finally(() => running.delete(promise));
    },
    done: () => Promise.allSettled(running),
  };
}

async function whoWeAre(api: SlackApi): Promise<Authorisation> {
  const outcome = await api.call("auth.test", {}, "repeatable");
  if (outcome.type === "declined") {
    throw new SlackRefused(`Slack declined SLACK_BOT_TOKEN (${outcome.error}): set the token that begins with xoxb-.`);
  }
  const read = outcome.type === "done" ? authorisation.safeParse(outcome.result) : null;
  if (!read?.success) {
    throw new SlackRefused("Slack could not be reached: look at the network and SLACK_API_URL, then start again.");
  }
  return read.data;
}

interface Parts {
  readonly api: SlackApi;
  readonly home: Authorisation;
  readonly hear: Hear;
  readonly accepted: <Value>(work: Promise<Value>) => Promise<Value>;
}

async function listen(options: SlackOptions, parts: Parts): Promise<Inlet> {
  const { words, clock, log, way, apiUrl } = options;
  const { api, hear, accepted } = parts;
  const inlet =
    way.type === "socket" ? openSocketInlet({ ...way, apiUrl, clock, log }) : openHttpInlet({ ...way, log });
  const app = new App({
    receiver: inlet.receiver,
    authorize: async () => authorised(options.botToken, parts.home),
    logger: boltLogger(log),
    clientOptions: webOptions(apiUrl),
    convoStore: false,
    attachFunctionToken: false,
  });
  app.error(async (error) => {
    if (error.original instanceof Replayed || error instanceof Replayed) throw new Replayed();
    log.error("a delivery failed", { error: error.stack ?? error.message });
  });
  actOnce(app, clock);
  const people = openPeople(api, parts.home, clock);
  const speaker = openSpeaker({ api, words, clock, log });
  addHandlers(app, { hear, api, people, speaker, words, clock, log, accepted });
  await inlet.open();
  return inlet;
}

/** The workspace is the authorisation's. Only an organisation's token serves several: there Slack names it. */
function authorised(botToken: string, home: Authorisation): AuthorizeResult {
  const { team_id: teamId, enterprise_id: enterpriseId, is_enterprise_install: isOrganisation } = home;
  return {
    botToken,
    botUserId: home.user_id,
    ...(home.bot_id === undefined ? {} : { botId: home.bot_id }),
    ...(enterpriseId ? { enterpriseId } : {}),
    ...(isOrganisation ? {} : { teamId }),
  };
}

/** A delivery that comes again is acknowledged and does nothing; a replay of somebody else's making is refused. */
function actOnce(app: App, clock: Clock): void {
  const seen = openSeen(clock);
  app.use(async ({ body, context, next, ...args }) => {
    const signature = context[signatureProperty];
    const isReplay = typeof signature === "string" && !seen.first(`signature ${signature}`);
    const key = deliveryKey(body);
    const isFirst = key === null || seen.first(key);
    if (isReplay && !isEvent(body) && key !== null) throw new Replayed();
    if (isFirst) return next();
    if ("ack" in args && typeof args.ack === "function") await args.ack();
  });
}
