import { OperatorError } from "../../bot/ports/operator-error.ts";

interface SlackLimit {
  readonly most: number;
  readonly source: string;
}

const blocks = "docs.slack.dev/reference/block-kit/blocks";
const elements = "docs.slack.dev/reference/block-kit/block-elements";
const objects = "docs.slack.dev/reference/block-kit/composition-objects";
const views = "docs.slack.dev/reference/views";
const responses = "docs.slack.dev/interactivity/handling-user-interaction";

/**
 * What Slack bears, in characters where nothing else is said, each with where it is written. What a card cannot reach
 * (25 buttons in a row of at most five, ids of 100 characters in fields of 255) is not listed.
 */
export const slackLimits = {
  messageBlocks: { most: 50, source: blocks },
  viewBlocks: { most: 100, source: blocks },
  /** Messages whose blocks hold more text were refused with `msg_blocks_too_long`. */
  messageBlockText: { most: 13_200, source: "github.com/slackapi/bolt-js/issues/2509" },
  /** A longer one is split into several messages. */
  messageText: { most: 4_000, source: "docs.slack.dev/changelog/2018-truncating-really-long-messages" },
  header: { most: 150, source: `${blocks}/header-block` },
  sectionText: { most: 3_000, source: `${blocks}/section-block` },
  contextText: { most: 2_000, source: `${blocks}/context-block` },
  inputLabel: { most: 2_000, source: `${blocks}/input-block` },
  inputHint: { most: 2_000, source: `${blocks}/input-block` },
  buttonText: { most: 75, source: `${elements}/button-element` },
  accessibilityLabel: { most: 75, source: `${elements}/button-element` },
  inputCharacters: { most: 3_000, source: `${elements}/plain-text-input-element` },
  optionText: { most: 75, source: `${objects}/option-object` },
  optionValue: { most: 150, source: `${objects}/option-object` },
  viewTitle: { most: 24, source: views },
  viewSubmit: { most: 24, source: views },
  viewClose: { most: 24, source: views },
  callbackId: { most: 255, source: views },
  responseUrlUses: { most: 5, source: responses },
  responseUrlMilliseconds: { most: 30 * 60_000, source: responses },
} as const satisfies Readonly<Record<string, SlackLimit>>;

/** How often Slack is spoken to, in milliseconds. */
export const pace = {
  /** chat.postMessage: about one message a second a channel. */
  betweenCalls: { least: 1_100, source: "docs.slack.dev/apis/web-api/rate-limits" },
  /** chat.update is called 50 times a minute and workspace; a count is no news worth more than this. */
  betweenEdits: { least: 3_000, source: "docs.slack.dev/apis/web-api/rate-limits" },
  /** All channels together keep to those 50 a minute. */
  betweenUpdates: { least: 1_200, source: "docs.slack.dev/reference/methods/chat.update" },
  /** A post that was declined, such as to a channel without the bot, is tried again no sooner. */
  afterRefusal: { least: 60_000, source: "once a minute is the least that every method's tier bears" },
} as const;

/** The longest that an answer is awaited before a form or page opens empty, so that its trigger is still alive. */
export const patience = 400;

/** A delivery is known again for this long: Slack's last retry of an event comes after about six minutes. */
export const deliveryMemory = { milliseconds: 15 * 60_000, most: 20_000 } as const;

/** Slack cannot be joined as things are; the message tells an operator what to do about it. */
export class SlackRefused extends OperatorError {
  constructor(message: string) {
    super(message);
    this.name = "SlackRefused";
  }
}
