import type { Card, Form, FormField, FormOption } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { slackLimits } from "./limits.ts";
import { mrkdwnFitted, plainFitted } from "./mrkdwn.ts";
import {
  type PlainText,
  plainOf,
  renderModalBlocks,
  renderPageBlocks,
  type SlackBlock,
  section,
} from "./render-card.ts";

/** Where a modal was opened from, so that what is pressed in it has a place. */
export interface Place {
  readonly channel: string;
  readonly channelName: string;
}

interface InputBlock {
  readonly type: "input";
  readonly block_id: string;
  readonly label: PlainText;
  readonly hint: PlainText;
  /** Slack asks for everything else. */
  readonly optional?: true;
  readonly element: Readonly<Record<string, unknown>>;
}

export interface ModalView {
  readonly type: "modal";
  readonly callback_id: string;
  readonly title: PlainText;
  readonly close: PlainText;
  readonly submit?: PlainText;
  readonly private_metadata: string;
  readonly blocks: readonly (SlackBlock | InputBlock)[];
}

export interface HomeView {
  readonly type: "home";
  readonly callback_id: string;
  readonly blocks: readonly SlackBlock[];
}

const cardCallback = "card";

export function renderModal(words: Words, card: Card, place: Place): ModalView {
  return { ...modal(words, cardCallback, words.slack.close, place), blocks: renderModalBlocks(card) };
}

/** Stands for an answer that is still being thought about. */
export function waitingModal(words: Words, place: Place): ModalView {
  return { ...modal(words, cardCallback, words.slack.close, place), blocks: [section(words.slack.wait)] };
}

/** @param notice what stands above everything else; null for nothing */
export function renderHome(card: Card, notice: string | null): HomeView {
  const drawn = renderPageBlocks(card);
  const blocks = notice === null ? drawn : [section(notice), ...drawn].slice(0, slackLimits.viewBlocks.most);
  return { type: "home", callback_id: "home", blocks };
}

export function renderForm(words: Words, form: Form, place: Place): ModalView {
  return {
    ...modal(words, form.id, words.slack.cancel, place),
    title: plainOf(form.title, slackLimits.viewTitle.most),
    submit: plainOf(form.submit, slackLimits.viewSubmit.most),
    blocks: [section(mrkdwnFitted(form.intro, slackLimits.sectionText.most)), ...form.fields.map(renderField)],
  };
}

function modal(words: Words, callback: string, close: string, place: Place): Omit<ModalView, "blocks"> {
  return {
    type: "modal",
    callback_id: plainFitted(callback, slackLimits.callbackId.most),
    title: plainOf(words.slack.modalTitle, slackLimits.viewTitle.most),
    close: plainOf(close, slackLimits.viewClose.most),
    private_metadata: JSON.stringify(place),
  };
}

/** A field's name is its block's id and its element's, so that faults find their way back to it. */
function renderField(field: FormField): InputBlock {
  return {
    type: "input",
    block_id: field.name,
    label: plainOf(field.label, slackLimits.inputLabel.most),
    hint: plainOf(field.hint, slackLimits.inputHint.most),
    ...(field.kind === "paragraph" ? { optional: true } : {}),
    element: { action_id: field.name, ...renderElement(field) },
  };
}

function renderElement(field: FormField): Readonly<Record<string, unknown>> {
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

function renderLines(value: string, most: number): Readonly<Record<string, unknown>> {
  const given = value === "" ? {} : { initial_value: plainFitted(value, most) };
  return { type: "plain_text_input", multiline: true, max_length: most, ...given };
}

/** Fields that Slack fills in from suggestions while the person types. */
export const suggestedFields: ReadonlySet<string> = new Set(["zone"]);

export interface Option {
  readonly text: PlainText;
  readonly value: string;
}

function renderFormOption({ label, value }: FormOption): Option {
  return { ...renderOption(value), text: plainOf(label, slackLimits.optionText.most) };
}

export function renderOption(value: string): Option {
  return {
    text: plainOf(value, slackLimits.optionText.most),
    value: plainFitted(value, slackLimits.optionValue.most),
  };
}
