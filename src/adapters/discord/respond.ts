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
import { type AnswerTarget, answerRequest, apologyOf, type Exchange } from "../kit/answer.ts";
import type { RenderContext } from "./blocks.ts";
import { hasCode, logFieldsOf, retryIfConnectionLost } from "./errors.ts";
import { pace } from "./limits.ts";
import { type HeardInteraction, heardIn } from "./listen.ts";
import { type CardPictures, type DrawPicture, picturesOf } from "./pictures.ts";
import { postableChannels } from "./registration.ts";
import { renderCard } from "./render.ts";
import { renderForm, renderSuggestions } from "./render-form.ts";

interface InteractionOptions {
  /** The client used only for responses. */
  readonly rest: REST;
  readonly hear: Hear;
  readonly log: Log;
  readonly context: RenderContext;
  readonly draw: DrawPicture;
}

/** Acknowledges and answers one interaction. Never throws. */
export async function answerInteraction(options: InteractionOptions, interaction: Interaction): Promise<void> {
  const { hear, log, context } = options;
  try {
    const heard = heardIn(interaction);
    if (!heard) return;
    const { request, origin, pressedOwn } = heard;
    const incoming = { request, pressedOwn, hear: () => hear(request, origin) };
    await answerRequest(incoming, exchangeOf(options, interaction, heard), apologyOf(context.words, log));
  } catch (error) {
    log.error("an interaction was not answered", logFieldsOf(error));
  }
}

const deferUpdate: APIInteractionResponse = { type: InteractionResponseType.DeferredMessageUpdate };
const deferPrivately: APIInteractionResponse = {
  type: InteractionResponseType.DeferredChannelMessageWithSource,
  data: { flags: MessageFlags.Ephemeral },
};

/** Forms and suggestions must be the first response. Everything else is acknowledged before the bot is asked. */
function exchangeOf(
  options: InteractionOptions,
  interaction: Interaction,
  { request, typed }: HeardInteraction,
): Exchange {
  const { context } = options;
  const mode = replyModeOf(request.type);
  const respond = (body: APIInteractionResponse) => sendResponse(options, interaction, body);
  async function suggest(reply: Reply | null): Promise<void> {
    const choices = renderSuggestions(context.words, reply?.type === "suggestions" ? reply.items : [], typed);
    await respond({ type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } });
  }
  return {
    firstResponseMs: mode === "form" || mode === "suggestions" ? pace.firstResponseMs : null,
    async acknowledge(target: AnswerTarget) {
      if (mode !== "suggestions") return respond(target === "in-place" ? deferUpdate : deferPrivately);
      await suggest(null);
      return false;
    },
    async respond(reply) {
      if (mode === "suggestions" || reply.type === "suggestions") return suggest(reply);
      if (reply.type === "form") {
        const data = renderForm(reply, (id) => canBeChosen(interaction, id));
        await respond({ type: InteractionResponseType.Modal, data });
        return;
      }
      const { flags, ...message } = renderCard(context, reply);
      const data = { ...message, flags: flags | MessageFlags.Ephemeral };
      await respond({ type: InteractionResponseType.ChannelMessageWithSource, data });
    },
    async followUp(reply) {
      if (reply.type === "suggestions") return;
      await editResponse(options, interaction, reply.type === "form" ? lateForm(context, reply, request) : reply);
    },
  };
}

/**
 * Sends the first response. Returns false if Discord no longer accepts one. An "already acknowledged" error means that
 * an earlier attempt did arrive.
 */
async function sendResponse(
  { rest, log }: InteractionOptions,
  { id, token }: Interaction,
  body: APIInteractionResponse,
): Promise<boolean> {
  try {
    await retryIfConnectionLost(() => rest.post(Routes.interactionCallback(id, token), { body, auth: false }));
    return true;
  } catch (error) {
    if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) return true;
    log.warn("an interaction was not acknowledged", logFieldsOf(error));
    return false;
  }
}

/** Replaces the acknowledgement with the answer. */
async function editResponse(options: InteractionOptions, interaction: Interaction, card: Card): Promise<void> {
  const { rest, context, log } = options;
  const pictures = await drawnPictures(options, card);
  const message = renderCard(context, card, pictures?.gallery);
  const body = pictures === null ? message : { ...message, attachments: pictures.attachments };
  const files = pictures?.files ?? [];
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, "@original");
  try {
    await retryIfConnectionLost(() => rest.patch(route, { body, files, auth: false }));
  } catch (error) {
    log.warn("an answer was not shown", logFieldsOf(error));
  }
}

/** A card whose pictures cannot be drawn is shown without them: its text says the same. */
async function drawnPictures({ draw, log }: InteractionOptions, card: Card): Promise<CardPictures | null> {
  try {
    return await picturesOf(card, draw);
  } catch (error) {
    log.error("a picture was not drawn", { error: String(error) });
    return null;
  }
}

/** The form was ready too late. A button asks for it again. */
function lateForm({ words }: RenderContext, form: Form, request: BotRequest): Card {
  const again = openAgainButton(request, form, words);
  return noticeCard("neutral", form.title, [words.crash.late], again ? [again] : []);
}

function canBeChosen(interaction: Interaction, id: string): boolean {
  const channel = interaction.guild?.channels.cache.get(id);
  return channel !== undefined && postableChannels.some((type) => type === channel.type);
}
