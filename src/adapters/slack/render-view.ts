import type { HomeView, InputBlock, ModalView, PlainTextInput, PlainTextOption } from "@slack/types";
import type { Card, Form, FormField, FormOption } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { slackLimits } from "./limits.ts";
import { mrkdwnFitted, plainFitted } from "./mrkdwn.ts";
import { plainOf, renderModalBlocks, renderPageBlocks, section } from "./render-card.ts";

/** The channel where a request was made. Modals carry it, so that a press in a modal has one too. */
export interface ChannelContext {
  readonly channel: string;
  readonly channelName: string;
}

const cardCallback = "card";

export function renderModal(words: Words, card: Card, context: ChannelContext): ModalView {
  return { ...modal(words, cardCallback, words.slack.close, context), blocks: renderModalBlocks(card) };
}

/** Shown until the answer is ready. */
export function waitingModal(words: Words, context: ChannelContext): ModalView {
  return { ...modal(words, cardCallback, words.slack.close, context), blocks: [section(words.slack.wait)] };
}

/** @param notice shown above everything else; null for none */
export function renderHome(card: Card, notice: string | null): HomeView {
  const rendered = renderPageBlocks(card);
  const blocks = notice === null ? rendered : [section(notice), ...rendered].slice(0, slackLimits.viewBlocks.most);
  return { type: "home", callback_id: "home", blocks };
}

export function renderForm(words: Words, form: Form, context: ChannelContext): ModalView {
  return {
    ...modal(words, form.id, words.slack.cancel, context),
    title: plainOf(form.title, slackLimits.viewTitle.most),
    submit: plainOf(form.submit, slackLimits.viewSubmit.most),
    blocks: [section(mrkdwnFitted(form.intro, slackLimits.sectionText.most)), ...form.fields.map(renderField)],
  };
}

function modal(words: Words, callback: string, close: string, context: ChannelContext): Omit<ModalView, "blocks"> {
  return {
    type: "modal",
    callback_id: plainFitted(callback, slackLimits.callbackId.most),
    title: plainOf(words.slack.modalTitle, slackLimits.viewTitle.most),
    close: plainOf(close, slackLimits.viewClose.most),
    private_metadata: JSON.stringify(context),
  };
}

/** The field's name is the id of its block and of its element. Errors of a form are reported by block id. */
function renderField(field: FormField): InputBlock {
  return {
    type: "input",
    block_id: field.name,
    label: plainOf(field.label, slackLimits.inputLabel.most),
    hint: plainOf(field.hint, slackLimits.inputHint.most),
    ...(field.kind === "paragraph" ? { optional: true } : {}),
    element: { ...renderElement(field), action_id: field.name },
  };
}

function renderElement(field: FormField): InputBlock["element"] {
  if (field.kind === "channel") {
    const isChannel = /^[CG][A-Z0-9]+$/.test(field.value);
    return {
      type: "conversations_select",
      filter: { include: ["public", "private"], exclude_bot_users: true },
      ...(isChannel ? { initial_conversation: field.value } : {}),
    };
  }
  if (field.kind === "option") {
    const options = field.options.map(renderFormOption);
    const chosen = options.find((option) => option.value === field.value);
    return { type: "radio_buttons", options, ...(chosen ? { initial_option: chosen } : {}) };
  }
  if (field.kind === "code") return renderLines(field.value, slackLimits.inputCharacters.most);
  if (field.kind === "paragraph") return renderLines(field.value, field.most);
  if (field.name === "time") {
    return { type: "timepicker", ...(/^\d\d:\d\d$/.test(field.value) ? { initial_time: field.value } : {}) };
  }
  if (suggestedFields.has(field.name)) {
    return { type: "external_select", min_query_length: 0, initial_option: renderOption(field.value) };
  }
  return {
    type: "plain_text_input",
    initial_value: plainFitted(field.value, slackLimits.inputCharacters.most),
    max_length: 200,
  };
}

function renderLines(value: string, most: number): PlainTextInput {
  const given = value === "" ? {} : { initial_value: plainFitted(value, most) };
  return { type: "plain_text_input", multiline: true, max_length: most, ...given };
}

/** Fields for which Slack asks the app for suggestions while the person types. */
export const suggestedFields: ReadonlySet<string> = new Set(["zone"]);

function renderFormOption({ label, value }: FormOption): PlainTextOption {
  return { ...renderOption(value), text: plainOf(label, slackLimits.optionText.most) };
}

export function renderOption(value: string): PlainTextOption {
  return {
    text: plainOf(value, slackLimits.optionText.most),
    value: plainFitted(value, slackLimits.optionValue.most),
  };
}
