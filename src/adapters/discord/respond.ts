import {
  type APIInteractionResponse,
  type Interaction,
  InteractionResponseType,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from "discord.js";
import type { Hear } from "../../bot/ports/chat.ts";
import type { Log } from "../../bot/ports/log.ts";
import { openAgainButton, replyModeOf } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import type { Card, Form, Reply } from "../../cards/card.ts";
import { noticeCard } from "../../cards/notices/notice-card.ts";
import type { Look } from "./blocks.ts";
import { hasCode, sentTwice, toldOf } from "./faults.ts";
import { pace } from "./limits.ts";
import { type Heard, heardIn } from "./listen.ts";
import { postableChannels } from "./registration.ts";
import { renderCard } from "./render.ts";
import { renderForm, renderSuggestions } from "./render-form.ts";

/** What a promise gives, or null when it takes longer. */
export async function within<Value>(milliseconds: number, coming: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Answering {
  /** For responses alone. */
  readonly rest: REST;
  readonly hear: Hear;
  readonly log: Log;
  readonly look: Look;
}

/** Answers one interaction in the manner of what it asks. Never throws. */
export async function answerInteraction(answering: Answering, interaction: Interaction): Promise<void> {
  try {
    const heard = heardIn(interaction);
    if (!heard) return;
    const mode = replyModeOf(heard.request.type);
    if (mode === "suggestions") await suggest(answering, interaction, heard);
    else if (mode === "form") await openForm(answering, interaction, heard);
    else await answer(answering, interaction, heard, mode === "in-place" && heard.pressedOwn);
  } catch (error) {
    answering.log.error("an interaction could not be answered", toldOf(error));
  }
}

/** Acknowledges before anything is thought about, so that a slow store cannot let the three seconds pass. */
async function answer(answering: Answering, interaction: Interaction, heard: Heard, inPlace: boolean): Promise<void> {
  if (await respond(answering, interaction, inPlace ? deferUpdate : deferPrivately)) {
    await show(answering, interaction, await replyTo(answering, heard), heard.request);
  }
}

const deferUpdate: APIInteractionResponse = { type: InteractionResponseType.DeferredMessageUpdate };
const deferPrivately: APIInteractionResponse = {
  type: InteractionResponseType.DeferredChannelMessageWithSource,
  data: { flags: MessageFlags.Ephemeral },
};

/** A form must be the first response; one that is not there in time is offered once more by a button. */
async function openForm(answering: Answering, interaction: Interaction, heard: Heard): Promise<void> {
  const coming = replyTo(answering, heard);
  const reply = await within(pace.answerWithoutWaiting, coming);
  if (reply?.type === "form") {
    const data = renderForm(reply, (id) => canBeChosen(interaction, id));
    await respond(answering, interaction, { type: InteractionResponseType.Modal, data });
  } else if (reply?.type === "card") {
    const { flags, ...message } = renderCard(answering.look, reply);
    const data = { ...message, flags: flags | MessageFlags.Ephemeral };
    await respond(answering, interaction, { type: InteractionResponseType.ChannelMessageWithSource, data } as never);
  } else if (await respond(answering, interaction, deferPrivately)) {
    await show(answering, interaction, await coming, heard.request);
  }
}

async function suggest(answering: Answering, interaction: Interaction, heard: Heard): Promise<void> {
  const reply = await within(pace.answerWithoutWaiting, replyTo(answering, heard));
  const items = reply?.type === "suggestions" ? reply.items : [];
  const choices = renderSuggestions(answering.look.words, items, heard.typed);
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
  await respond(answering, interaction, { type, data: { choices } });
}

/** A fault of this program is told to whoever waits, and to the log. */
async function replyTo({ hear, log, look }: Answering, { request, origin }: Heard): Promise<Reply> {
  try {
    return await hear(request, origin);
  } catch (error) {
    log.error("a request broke", { request: request.type, ...toldOf(error) });
    return noticeCard("refused", look.words.crash.title, [look.words.crash.text], []);
  }
}

/**
 * The one first response. False where Discord takes none any more: then nobody waits, and nothing is done.
 * "Already acknowledged" is the second try of a response whose first one had arrived.
 */
async function respond(
  { rest, log }: Answering,
  { id, token }: Interaction,
  body: APIInteractionResponse,
): Promise<boolean> {
  try {
    await sentTwice(() => rest.post(Routes.interactionCallback(id, token), { body, auth: false }));
    return true;
  } catch (error) {
    if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) return true;
    log.warn("an interaction could not be acknowledged", toldOf(error));
    return false;
  }
}

/** Shows the answer where the acknowledgement left its place. */
async function show(
  { rest, look, log }: Answering,
  interaction: Interaction,
  reply: Reply,
  asked: BotRequest,
): Promise<void> {
  if (reply.type === "suggestions") return;
  const body = renderCard(look, reply.type === "form" ? lateForm(look, reply, asked) : reply);
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, "@original");
  try {
    await sentTwice(() => rest.patch(route, { body, auth: false }));
  } catch (error) {
    log.warn("an answer could not be shown", toldOf(error));
  }
}

/** Offers the same form again. */
function lateForm({ words }: Look, form: Form, asked: BotRequest): Card {
  const again = openAgainButton(asked, form, words);
  return noticeCard("neutral", form.title, [words.crash.late], again ? [again] : []);
}

function canBeChosen(interaction: Interaction, id: string): boolean {
  const channel = interaction.guild?.channels.cache.get(id);
  return channel !== undefined && postableChannels.some((type) => type === channel.type);
}
