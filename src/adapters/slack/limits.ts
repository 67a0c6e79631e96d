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
 * Slack's limits, in characters unless the name says otherwise, each with its source. Limits that no card can reach
 * (25 buttons in a row, ids of 255 characters) are not listed.
 */
export const slackLimits = {
  messageBlocks: { most: 50, source: blocks },
  viewBlocks: { most: 100, source: blocks },
  /** Messages whose blocks hold more text were refused with `msg_blocks_too_long`. */
  messageBlockText: { most: 13_200, source: "github.com/slackapi/bolt-js/issues/2509" },
  /** Slack splits a longer text into several messages. */
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
  responseUrlMs: { most: 30 * 60_000, source: responses },
} as const satisfies Readonly<Record<string, SlackLimit>>;

/** The least time between two calls, in milliseconds. */
export const pace = {
  /** chat.postMessage allows about one message per second in each channel. */
  betweenPostsMs: { least: 1_100, source: "docs.slack.dev/apis/web-api/rate-limits" },
  /** chat.update allows 50 calls per minute and workspace. One message's count needs no more than this. */
  betweenEditsMs: { least: 3_000, source: "docs.slack.dev/apis/web-api/rate-limits" },
  /** All channels together stay below those 50 per minute. */
  betweenUpdatesMs: { least: 1_200, source: "docs.slack.dev/reference/methods/chat.update" },
  /** A declined post, for example to a channel without the bot, is not retried sooner. */
  afterRefusalMs: { least: 60_000, source: "every method's tier allows at least one call per minute" },
} as const;

/** How long to wait for an answer before opening an empty window. A trigger expires after three seconds. */
export const firstResponseMs = 400;

/** How long deliveries are remembered. Slack's last retry of an event comes after about six minutes. */
export const deliveryMemory = { ttlMs: 15 * 60_000, most: 20_000 } as const;
