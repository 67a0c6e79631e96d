import type { App } from "@slack/bolt";
import type { Hear } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { isForAdmins, needsPerson } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import { zones } from "../../bot/requests/settings/daily-arguments.ts";
import { matching } from "../../bot/requests/typed-command.ts";
import type { Card, Reply } from "../../cards/card.ts";
import { noticeCard } from "../../cards/notices/notice-card.ts";
import { wordsOf } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import type { SlackApi } from "./api.ts";
import { patience, slackLimits } from "./limits.ts";
import {
  type Pressed,
  readCommand,
  readHomeOpened,
  readPress,
  readSubmission,
  readSuggestion,
  type Submitted,
  type Typed,
} from "./listen.ts";
import { plainFitted } from "./mrkdwn.ts";
import { type People, within } from "./people.ts";
import { pressPrefix } from "./render-card.ts";
import { renderHome, renderModal, renderOption, suggestedFields, waitingModal } from "./render-view.ts";
import { heard, type ResponseUrl, type Speaker } from "./respond.ts";

/** What the handlers speak through. */
export interface Handlers {
  readonly hear: Hear;
  readonly api: SlackApi;
  readonly people: People;
  readonly speaker: Speaker;
  readonly words: Words;
  readonly clock: Clock;
  readonly log: Log;
  /** Lets work finish before the chat stops. */
  readonly accepted: <Value>(work: Promise<Value>) => Promise<Value>;
}

type Person = Pick<Typed, "user" | "place"> & Partial<Pick<Pressed, "message">>;

/** Every listener acknowledges first; what follows may take its time. */
export function addHandlers(app: App, parts: Handlers): void {
  app.command(/^\//, async ({ ack, body, context, respond }) => {
    const typed = readCommand(body);
    await acknowledge(parts, ack);
    if (!typed) return unreadable(parts, "command");
    await parts.accepted(answerTyped(parts, typed, context.teamId ?? null, urlOf(parts, respond)));
  });

  app.action({ type: "block_actions", action_id: new RegExp(`^${pressPrefix}`) }, async (args) => {
    const pressed = readPress(args.body);
    await acknowledge(parts, args.ack);
    if (!pressed) return unreadable(parts, "press");
    const url = hasResponseUrl(args.body) ? urlOf(parts, args.respond) : null;
    await parts.accepted(answerPress(parts, pressed, args.context.teamId ?? null, url));
  });

  app.view({ callback_id: /.*/, type: "view_submission" }, async ({ ack, body, context }) => {
    const submitted = readSubmission(body);
    if (!submitted) {
      await acknowledge(parts, ack);
      return unreadable(parts, "form");
    }
    await parts.accepted(answerForm(parts, submitted, context.teamId ?? null, ack));
  });

  app.options(/.*/, async ({ ack, body }) => {
    const suggestion = readSuggestion(body);
    const isKnown = suggestion !== null && suggestedFields.has(suggestion.field);
    const values = isKnown ? matching(zones(), suggestion.typed) : [];
    await ack({ options: values.map((value) => renderOption(value)) });
  });

  app.event("app_home_opened", async ({ body, context }) => {
    const opened = readHomeOpened(body);
    if (opened) await parts.accepted(showHome(parts, opened, context.teamId ?? null));
  });
}

/** A lost acknowledgement is no reason to leave a person without an answer. */
async function acknowledge(parts: Handlers, ack: () => Promise<unknown>): Promise<void> {
  await ack().catch((error: unknown) => parts.log.warn("an acknowledgement was lost", { error: String(error) }));
}

function unreadable(parts: Handlers, what: string): void {
  parts.log.warn("a delivery was not understood", { what });
}

function urlOf(parts: Handlers, respond: (message: Record<string, unknown>) => Promise<unknown>): ResponseUrl {
  return { send: (message) => respond({ ...message }), uses: 0, since: parts.clock.now() };
}

function hasResponseUrl(body: unknown): boolean {
  return typeof body === "object" && body !== null && "response_url" in body && Boolean(body.response_url);
}

async function answerTyped(parts: Handlers, typed: Typed, workspace: string | null, url: ResponseUrl): Promise<void> {
  const reply = hearFrom(parts, typed, typed.request, workspace).then((said) => invited(parts, typed, said));
  await parts.speaker.answer(typed, reply, url);
}

async function answerPress(
  parts: Handlers,
  pressed: Pressed,
  workspace: string | null,
  url: ResponseUrl | null,
): Promise<void> {
  const { request } = pressed;
  const reply = hearFrom(parts, pressed, request, workspace);
  const isShown = await parts.speaker.answer(pressed, reply, url);
  // The page itself is the one place left where they can be told.
  if (pressed.surface === "home" && !isShown) await showHome(parts, pressed, workspace, parts.words.slack.windowLate);
  // What was answered in a window changes the page that lies behind it.
  if (pressed.surface === "modal" && request.type === "answer") await showHome(parts, pressed, workspace);
}

/** Faults go back with the acknowledgement and stand under their fields; else the form becomes its answer. */
async function answerForm(
  parts: Handlers,
  submitted: Submitted,
  workspace: string | null,
  ack: (response?: never) => Promise<void>,
): Promise<void> {
  const { request, place, view } = submitted;
  const respond = ack as (response: unknown) => Promise<void>;
  const reply = hearFrom(parts, submitted, request, workspace);
  const field = request.type === "declined" ? faultyField(request.refusal.code, submitted.values) : null;
  if (field !== null) {
    const fault = plainFitted(sentences(await reply), slackLimits.messageText.most);
    return respond({ response_action: "errors", errors: { [field]: fault } });
  }
  const ready = await within(patience, reply);
  const shown = ready?.type === "card" ? renderModal(parts.words, ready, place) : waitingModal(parts.words, place);
  await acknowledge(parts, () => respond({ response_action: "update", view: shown }));
  const said = await reply;
  const last = await invited(parts, submitted, said);
  if (last.type === "card" && (ready === null || last !== said)) {
    await parts.speaker.update(view, renderModal(parts.words, last, place));
  }
}

/** The field that a refusal is about; null where it is about none. */
function faultyField(code: string, values: Submitted["values"]): string | null {
  const field = { "bad-channel": "channel", "bad-time": "time", "bad-zone": "zone", "bad-days": "days" }[code];
  if (code === "settings-incomplete") return values.channel ? "time" : "channel";
  return field !== undefined && field in values ? field : null;
}

function sentences(reply: Reply): string {
  const blocks = reply.type === "card" ? reply.blocks : [];
  return blocks.map((block) => (block.type === "text" ? wordsOf(block.text) : "")).join(" ");
}

/**
 * Says so where the bot is not in the channel that it has just been set up for. Slack tells it only of a channel
 * it is asked to write in, so a line that the admin alone sees is the question.
 */
async function invited(parts: Handlers, by: Person & { readonly request: BotRequest }, reply: Reply): Promise<Reply> {
  if (by.request.type !== "settings-daily" || reply.type !== "card" || reply.tone === "refused") return reply;
  const { channel } = by.request;
  const args = { channel, user: by.user.id, text: parts.words.slack.willPost };
  const outcome = await parts.api.call("chat.postEphemeral", args, "at-once");
  const isOut = outcome.type === "declined" && /^(not_in_channel|channel_not_found)$/.test(outcome.error);
  return isOut ? withInvitation(parts.words, reply, channel) : reply;
}

function withInvitation(words: Words, card: Card, channel: string): Card {
  const { before, after } = words.slack.invite;
  const text = [
    { type: "plain", text: before },
    { type: "channel", text: channel },
    { type: "plain", text: after },
  ] as const;
  return { ...card, blocks: [...card.blocks, { type: "text", text }] };
}

/** @param notice what stands above everything else; null for nothing */
async function showHome(
  parts: Handlers,
  person: Person,
  workspace: string | null,
  notice: string | null = null,
): Promise<void> {
  const reply = await hearFrom(parts, person, { type: "home" }, workspace);
  if (reply.type !== "card") return;
  await parts.api.call("views.publish", { user_id: person.user.id, view: renderHome(reply, notice) }, "repeatable");
}

/** Who somebody is and what they may do is Slack's word, asked for at once where it decides something. */
function hearFrom(parts: Handlers, person: Person, request: BotRequest, workspace: string | null): Promise<Reply> {
  const { people, words, log } = parts;
  const { id, name } = person.user;
  return heard(words, log, async () => {
    const admin = await mayAdminister(people, id, request);
    if (admin === "unknown") return noticeCard("refused", words.refusalTitle, [words.slack.roleUnknown], []);
    const known = needsPerson(request.type) ? await people.name(id, name) : name;
    const { channel, channelName } = person.place;
    const message = "message" in person ? person.message : null;
    const user = { id, name: known, scope: "workspace" } as const;
    return parts.hear(request, { chat: "slack", workspace, channel, channelName, user, message, admin });
  });
}

/** A page is drawn without an admin's buttons where Slack does not say; what needs an admin says so instead. */
async function mayAdminister(people: People, id: string, request: BotRequest): Promise<boolean | "unknown"> {
  if (request.type === "home") return (await people.isAdmin(id)) === true;
  return isForAdmins(request.type) && people.isAdmin(id);
}
