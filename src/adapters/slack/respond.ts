import type { ModalView } from "@slack/types";
import type { Hear } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { isForAdmins, needsPerson, opensWindow } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import type { Card, Reply } from "../../cards/card.ts";
import { noticeCard } from "../../cards/notices/notice-card.ts";
import { wordsOf } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { type AnswerTarget, answerRequest, apologyOf, type Exchange } from "../kit/answer.ts";
import type { SlackApi } from "./api.ts";
import { firstResponseMs, slackLimits } from "./limits.ts";
import type { Actor, HeardDelivery, Submitted } from "./listen.ts";
import { plainFitted } from "./mrkdwn.ts";
import type { People } from "./people.ts";
import { renderMessage, renderText } from "./render-card.ts";
import { type ChannelContext, renderForm, renderHome, renderModal, waitingModal } from "./render-view.ts";

export interface DeliveryOptions {
  readonly hear: Hear;
  readonly api: SlackApi;
  readonly people: People;
  readonly words: Words;
  readonly clock: Clock;
  readonly log: Log;
}

/** A delivery's response URL: up to five answers within half an hour. */
export interface ResponseUrl {
  /** @throws if Slack declines */
  readonly send: (message: Readonly<Record<string, unknown>>) => Promise<unknown>;
  uses: number;
  readonly since: number;
}

/** How a form is acknowledged. The acknowledgement carries the first response. */
type AcknowledgeForm = (
  response:
    | { readonly response_action: "errors"; readonly errors: Record<string, string> }
    | { readonly response_action: "update"; readonly view: ModalView },
) => Promise<void>;

/** Answers commands, presses and forms that Bolt has already acknowledged, and draws the app's home page. */
export interface SlackResponder {
  answer(heard: HeardDelivery, workspace: string | null, url: ResponseUrl | null): Promise<void>;
  answerForm(submitted: Submitted, workspace: string | null, acknowledge: AcknowledgeForm): Promise<void>;
  showHome(actor: Actor, workspace: string | null): Promise<void>;
}

export function openSlackResponder(options: DeliveryOptions): SlackResponder {
  const { api, words, log } = options;
  const apologise = apologyOf(words, log);

  async function showHome(actor: Actor, workspace: string | null, notice: string | null = null): Promise<void> {
    const request = { type: "home" } as const;
    const reply = await hearFrom(options, actor, request, workspace).catch((error) => apologise(error, request));
    if (reply.type !== "card") return;
    const view = renderHome(reply, notice);
    await api.call("views.publish", { user_id: actor.user.id, view }, "always");
  }

  return {
    showHome: (actor, workspace) => showHome(actor, workspace),
    async answer(heard, workspace, url) {
      const { request, surface } = heard;
      const hear = async () =>
        withInvitation(options, heard, request, await hearFrom(options, heard, request, workspace));
      const exchange = exchangeOf(options, heard, url);
      await answerRequest({ request, pressedOwn: surface === "ephemeral", hear }, exchange, apologise);
      // If no window opened, only the page itself can tell the person.
      if (surface === "home" && !exchange.shown()) await showHome(heard, workspace, words.slack.windowLate);
      // The home page behind the window shows the progress, which the answer has changed.
      if (surface === "modal" && request.type === "answer") await showHome(heard, workspace);
    },
    async answerForm(submitted, workspace, acknowledge) {
      const { request } = submitted;
      const hear = async () =>
        withInvitation(options, submitted, request, await hearFrom(options, submitted, request, workspace));
      await answerRequest(
        { request, pressedOwn: false, hear },
        formExchange(options, submitted, acknowledge),
        apologise,
      );
    },
  };
}

type SlackExchange = Exchange & { readonly shown: () => boolean };

function exchangeOf(options: DeliveryOptions, heard: HeardDelivery, url: ResponseUrl | null): SlackExchange {
  if (heard.surface === "modal" && heard.view !== null) return modalExchange(options, heard, heard.view);
  const inWindow = heard.surface === "home" || opensWindow(heard.request.type);
  return inWindow ? windowExchange(options, heard, url) : messageExchange(options, heard, url);
}

/** The answer replaces the modal with the pressed button. */
function modalExchange({ api, words }: DeliveryOptions, { context }: HeardDelivery, view: string): SlackExchange {
  const followUp = async (reply: Reply) => updateView(api, view, viewOf(words, reply, context));
  return { firstResponseMs: null, acknowledge: async () => true, respond: followUp, followUp, shown: () => true };
}

/** Opens a window with the answer, or an empty one first if the answer would come after the trigger expires. */
function windowExchange(options: DeliveryOptions, heard: HeardDelivery, url: ResponseUrl | null): SlackExchange {
  const { api, words } = options;
  const { context, trigger } = heard;
  let view: string | null = null;
  let isShown = false;
  async function open(content: ModalView): Promise<boolean> {
    const opened = await api.call("views.open", { trigger_id: trigger, view: content }, "never");
    if (opened.type === "done") view = viewId(opened.result);
    return opened.type === "done";
  }
  return {
    firstResponseMs,
    async acknowledge() {
      isShown = await open(waitingModal(words, context));
      return true;
    },
    async respond(reply) {
      isShown = (await open(viewOf(words, reply, context))) || (await sendMessage(options, heard, url, reply, "new"));
    },
    async followUp(reply) {
      if (view !== null) await updateView(api, view, viewOf(words, reply, context));
      else if (!isShown) isShown = await sendMessage(options, heard, url, reply, "new");
    },
    shown: () => isShown,
  };
}

function messageExchange(options: DeliveryOptions, heard: HeardDelivery, url: ResponseUrl | null): SlackExchange {
  let isShown = false;
  const followUp = async (reply: Reply, target: AnswerTarget) => {
    isShown = await sendMessage(options, heard, url, reply, target);
  };
  return { firstResponseMs: null, acknowledge: async () => true, respond: followUp, followUp, shown: () => isShown };
}

/**
 * Errors are returned with the acknowledgement and appear next to their fields. Otherwise the answer replaces the form.
 */
function formExchange(options: DeliveryOptions, submitted: Submitted, acknowledge: AcknowledgeForm): Exchange {
  const { api, words, log } = options;
  const { request, context, view, values } = submitted;
  const field = request.type === "declined" ? fieldOf(request.refusal.code, values) : null;
  const acknowledged = (response: Parameters<AcknowledgeForm>[0]) =>
    acknowledge(response).catch((error: unknown) => log.warn("an acknowledgement was lost", { error: String(error) }));
  return {
    // A form's errors can only be shown in the acknowledgement. They need no look-up, so they are ready at once.
    firstResponseMs: field === null ? firstResponseMs : Number.POSITIVE_INFINITY,
    async acknowledge() {
      await acknowledged({ response_action: "update", view: waitingModal(words, context) });
      return true;
    },
    async respond(reply) {
      if (field === null) {
        return acknowledged({ response_action: "update", view: viewOf(words, reply, context) });
      }
      const message = plainFitted(sentencesOf(reply), slackLimits.messageText.most);
      await acknowledged({ response_action: "errors", errors: { [field]: message } });
    },
    followUp: (reply) => updateView(api, view, viewOf(words, reply, context)),
  };
}

async function updateView(api: SlackApi, id: string, view: ModalView): Promise<void> {
  await api.call("views.update", { view_id: id, view }, "always");
}

/**
 * Sends a private message, at the delivery's response URL if that still works. Returns false if there is no way left.
 */
async function sendMessage(
  options: DeliveryOptions,
  heard: HeardDelivery,
  url: ResponseUrl | null,
  reply: Reply,
  target: AnswerTarget,
): Promise<boolean> {
  const { api, clock, words, log } = options;
  const card = cardOf(words, reply);
  const message = { text: renderText(card), blocks: renderMessage(card) };
  if (url && isUsable(url, clock)) {
    url.uses++;
    const placement =
      target === "in-place" ? { replace_original: true } : { response_type: "ephemeral", replace_original: false };
    const sent = await url.send({ ...placement, ...message }).then(
      () => true,
      (error: unknown) => {
        log.warn("an answer was declined at its response_url", { error: String(error) });
        return !wasDeclined(error);
      },
    );
    if (sent) return true;
  }
  const { channel } = heard.context;
  const args = { channel, user: heard.user.id, ...message, parse: "none", link_names: false };
  const isChannel = /^[CDG]/.test(channel);
  const outcome = isChannel ? await api.call("chat.postEphemeral", args, "unsent") : null;
  // If the response was lost, the message may have been shown.
  const isShown = outcome?.type === "done" || outcome?.type === "lost";
  if (!isShown) log.warn("an answer could not be shown", { request: heard.request.type });
  return isShown;
}

function isUsable(url: ResponseUrl, clock: Clock): boolean {
  const { responseUrlUses, responseUrlMs } = slackLimits;
  return url.uses < responseUrlUses.most && clock.now() - url.since < responseUrlMs.most;
}

/** An answer that was lost may have been shown, so only a clear refusal is answered another way. */
function wasDeclined(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && Number(error.statusCode) < 500;
}

function viewOf(words: Words, reply: Reply, context: ChannelContext): ModalView {
  return reply.type === "form" ? renderForm(words, reply, context) : renderModal(words, cardOf(words, reply), context);
}

/** A form cannot be shown in a message. */
function cardOf(words: Words, reply: Reply): Card {
  return reply.type === "card" ? reply : noticeCard("refused", words.refusalTitle, [words.slack.formLate], []);
}

function viewId(result: unknown): string | null {
  const view = typeof result === "object" && result !== null && "view" in result ? result.view : null;
  return typeof view === "object" && view !== null && "id" in view ? String(view.id) : null;
}

/** The form field that a refusal is about; null for none. */
function fieldOf(code: string, values: Submitted["values"]): string | null {
  const field = { "bad-channel": "channel", "bad-time": "time", "bad-zone": "zone", "bad-days": "days" }[code];
  if (code === "settings-incomplete") return values.channel ? "time" : "channel";
  return field !== undefined && field in values ? field : null;
}

function sentencesOf(reply: Reply): string {
  const blocks = reply.type === "card" ? reply.blocks : [];
  return blocks.map((block) => (block.type === "text" ? wordsOf(block.text) : "")).join(" ");
}

/**
 * Adds how to invite the bot, if it is not in the channel that was just set up. Slack only says so about a channel in
 * which the bot tries to write, so this sends a line that only the admin sees.
 */
async function withInvitation(
  { api, words }: DeliveryOptions,
  { user }: Actor,
  request: BotRequest,
  reply: Reply,
): Promise<Reply> {
  if (request.type !== "settings-daily" || reply.type !== "card" || reply.tone === "refused") return reply;
  const { channel } = request;
  const outcome = await api.call("chat.postEphemeral", { channel, user: user.id, text: words.slack.willPost }, "never");
  const isOut = outcome.type === "declined" && /^(not_in_channel|channel_not_found)$/.test(outcome.error);
  if (!isOut) return reply;
  const { before, after } = words.slack.invite;
  const text = [
    { type: "plain", text: before },
    { type: "channel", text: channel },
    { type: "plain", text: after },
  ] as const;
  return { ...reply, blocks: [...reply.blocks, { type: "text", text }] };
}

/** Asks the bot. Before that, asks Slack for the person's name and, if it matters, their role. */
async function hearFrom(
  { hear, people, words }: DeliveryOptions,
  { user, context, message }: Actor,
  request: BotRequest,
  workspace: string | null,
): Promise<Reply> {
  const admin = await mayAdminister(people, user.id, request);
  if (admin === "unknown") return noticeCard("refused", words.refusalTitle, [words.slack.roleUnknown], []);
  const name = needsPerson(request.type) ? await people.name(user.id, user.name) : user.name;
  const { channel, channelName } = context;
  const known = { id: user.id, name, scope: "workspace" } as const;
  return hear(request, { chat: "slack", workspace, channel, channelName, user: known, message, admin });
}

/** If Slack does not answer, the home page leaves out the admin's buttons; settings say that it is unknown. */
async function mayAdminister(people: People, id: string, request: BotRequest): Promise<boolean | "unknown"> {
  if (request.type === "home") return (await people.isAdmin(id)) === true;
  return isForAdmins(request.type) && people.isAdmin(id);
}
