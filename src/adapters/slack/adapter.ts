import { App, type AuthorizeResult, type ViewSubmitAction } from "@slack/bolt";
import { z } from "zod";
import type { Chat, Hear, Post } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { zones } from "../../bot/requests/settings/daily-arguments.ts";
import { matching } from "../../bot/requests/typed-command.ts";
import type { Words } from "../../cards/words/words.ts";
import { openWork, type PendingWork } from "../kit/answer.ts";
import { systemTimers, type Timers, within } from "../kit/timing.ts";
import { boltLogger, openApi, type SlackApi, webOptions } from "./api.ts";
import { actOnce, Replayed } from "./deliveries.ts";
import { openHttpInlet } from "./http.ts";
import { readCommand, readHomeOpened, readPress, readSubmission, readSuggestion } from "./listen.ts";
import { openPeople } from "./people.ts";
import { openPosts } from "./post.ts";
import { pressPrefix } from "./render-card.ts";
import { renderOption, suggestedFields } from "./render-view.ts";
import { openSlackResponder, type ResponseUrl, type SlackResponder } from "./respond.ts";
import { type Inlet, openSocketInlet } from "./socket.ts";

export interface SlackOptions {
  readonly botToken: string;
  readonly way:
    | { readonly type: "socket"; readonly appToken: string }
    | { readonly type: "http"; readonly signingSecret: string; readonly port: number };
  /** The address of Slack's Web API; null for Slack itself. */
  readonly apiUrl: string | null;
  readonly words: Words;
  readonly clock: Clock;
  readonly timers?: Timers;
  readonly log: Log;
}

/** What Slack says about the workspace that the token belongs to. */
const authorisation = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().optional(),
});
type Authorisation = z.infer<typeof authorisation>;

const stopTimeoutMs = 5_000;

/** Slack, over Socket Mode or HTTP, for the one workspace (or organisation) that the bot's token belongs to. */
export function slackChat(options: SlackOptions): Chat {
  const { clock, log, timers = systemTimers } = options;
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const api = openApi({ token: options.botToken, apiUrl: options.apiUrl, clock, timers, log, stopped });
  const posts = openPosts({ api, clock, timers, log, stopped });
  const work = openWork();
  let home: Authorisation | null = null;
  let inlet: Inlet | null = null;

  const isOurs = ({ workspace }: Post) => home?.is_enterprise_install === true || workspace === home?.team_id;

  return {
    name: "slack",
    async start(hear) {
      home = await authorise(api);
      inlet = await openInlet({ ...options, timers }, { api, home, hear, work });
      log.info("Slack is open", { way: options.way.type });
    },
    async post(post) {
      // After a change of tokens, schedules of the old workspace remain. Nothing may be posted for them.
      return isOurs(post) ? posts.post(post) : { type: "failed", reason: "no-channel" };
    },
    async postAgain(post, since) {
      return isOurs(post) ? posts.postAgain(post, since) : { type: "lost" };
    },
    async edit(message, post) {
      if (isOurs(post)) await posts.edit(message, post);
    },
    async stop() {
      await within(stopTimeoutMs, work.done());
      await inlet?.close();
      await within(stopTimeoutMs, work.done());
      stopping.abort();
    },
  };
}

async function authorise(api: SlackApi): Promise<Authorisation> {
  const outcome = await api.call("auth.test", {}, "always");
  if (outcome.type === "declined") {
    throw new OperatorError(`Slack declined SLACK_BOT_TOKEN (${outcome.error}). Set the token that starts with xoxb-.`);
  }
  const read = outcome.type === "done" ? authorisation.safeParse(outcome.result) : null;
  if (read?.success) return read.data;
  throw new OperatorError("Slack cannot be reached. Check the network and SLACK_API_URL, then start again.");
}

interface Parts {
  readonly api: SlackApi;
  readonly home: Authorisation;
  readonly hear: Hear;
  readonly work: PendingWork;
}

async function openInlet(options: SlackOptions & { readonly timers: Timers }, parts: Parts): Promise<Inlet> {
  const { clock, timers, words, log, way, apiUrl } = options;
  const { api, home, hear, work } = parts;
  const inlet =
    way.type === "socket" ? openSocketInlet({ ...way, apiUrl, clock, timers, log }) : openHttpInlet({ ...way, log });
  const app = new App({
    receiver: inlet.receiver,
    authorize: async () => authorised(options.botToken, home),
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
  const people = openPeople(api, home, clock);
  addListeners(app, openSlackResponder({ hear, api, people, words, clock, log }), { work, clock, log });
  await inlet.open();
  return inlet;
}

/** An organisation's token serves several workspaces. There, Slack names the workspace with each delivery. */
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

/** Every listener acknowledges first, within Slack's three seconds. Answering may take longer. */
function addListeners(app: App, responder: SlackResponder, parts: { work: PendingWork; clock: Clock; log: Log }): void {
  const { work, clock, log } = parts;
  // Even if Slack did not receive the acknowledgement, the person should get an answer.
  const acknowledge = (ack: () => Promise<unknown>) =>
    ack().catch((error: unknown) => log.warn("an acknowledgement was lost", { error: String(error) }));
  const ignore = (delivery: string) => log.warn("a delivery could not be read", { delivery });
  const urlOf = (send: ResponseUrl["send"]): ResponseUrl => ({ send, uses: 0, since: clock.now() });

  app.command(/^\//, async ({ ack, body, context, respond }) => {
    const typed = readCommand(body);
    await acknowledge(ack);
    if (!typed) return ignore("command");
    await work.track(responder.answer(typed, context.teamId ?? null, urlOf(respond)));
  });

  app.action({ type: "block_actions", action_id: new RegExp(`^${pressPrefix}`) }, async (args) => {
    const pressed = readPress(args.body);
    await acknowledge(args.ack);
    if (!pressed) return ignore("press");
    const url = args.body.response_url ? urlOf(args.respond) : null;
    await work.track(responder.answer(pressed, args.context.teamId ?? null, url));
  });

  app.view<ViewSubmitAction>({ callback_id: /.*/, type: "view_submission" }, async ({ ack, body, context }) => {
    const submitted = readSubmission(body);
    if (submitted) return work.track(responder.answerForm(submitted, context.teamId ?? null, ack));
    await acknowledge(ack);
    ignore("form");
  });

  app.options<"block_suggestion">({ type: "block_suggestion", action_id: /.*/ }, async ({ ack, body }) => {
    const suggestion = readSuggestion(body);
    const isKnown = suggestion !== null && suggestedFields.has(suggestion.field);
    const values = isKnown ? matching(zones(), suggestion.typed) : [];
    await ack({ options: values.map((value) => renderOption(value)) });
  });

  app.event("app_home_opened", async ({ body, context }) => {
    const opened = readHomeOpened(body);
    if (opened) await work.track(responder.showHome(opened, context.teamId ?? null));
  });
}
