import { z } from "zod";

/**
 * What Slack accepts, from its reference of Block Kit, written a second time and independently of the adapter's own
 * limits. Unknown fields are refused, as Slack refuses them with `invalid_blocks`.
 */
const plainText = (most: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });

/** Pings nobody and links only to channels and web addresses; every other angle bracket is escaped. */
const mrkdwnText = (most: number) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: z
      .string()
      .min(1)
      .max(most)
      .refine(isSafe, "pings, links or is not escaped")
      .refine(isWellFormed, "cut entity"),
    verbatim: z.boolean().optional(),
  });

export function isSafe(text: string): boolean {
  const rest = text.replaceAll(/<#[CG][A-Z0-9]+(\|[^<>|]*)?>/g, "").replaceAll(/<https?:\/\/[^<>|\s]+\|[^<>|]+>/g, "");
  return !/[<]/.test(rest) && !/(?<!^)>/m.test(rest);
}

function isWellFormed(text: string): boolean {
  return !/&(?!(amp|lt|gt);)/.test(text) && !/\p{Surrogate}/u.test(text);
}

const id = z.string().min(1).max(255);

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.url().max(3000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
});

export const option = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });

const inputElement = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("plain_text_input"),
    action_id: id,
    initial_value: z.string().max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    multiline: z.boolean().optional(),
    placeholder: plainText(150).optional(),
  }),
  z.strictObject({
    type: z.literal("radio_buttons"),
    action_id: id,
    options: z.array(option).min(1).max(10),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal("timepicker"),
    action_id: id,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal("conversations_select"),
    action_id: id,
    initial_conversation: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/)
      .optional(),
    filter: z.strictObject({
      include: z.array(z.enum(["im", "mpim", "private", "public"])).min(1),
      exclude_bot_users: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    type: z.literal("external_select"),
    action_id: id,
    min_query_length: z.number().int().min(0).optional(),
    initial_option: option.optional(),
  }),
]);

const messageBlock = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("divider") }),
  z.strictObject({ type: z.literal("header"), block_id: id.optional(), text: plainText(150) }),
  z.strictObject({ type: z.literal("section"), block_id: id.optional(), text: mrkdwnText(3000) }),
  z.strictObject({ type: z.literal("context"), elements: z.array(mrkdwnText(3000)).min(1).max(10) }),
  z.strictObject({ type: z.literal("actions"), elements: z.array(button).min(1).max(25) }),
]);

const viewBlock = z.union([
  messageBlock,
  z.strictObject({
    type: z.literal("input"),
    block_id: id,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    element: inputElement,
  }),
]);

const text = z.string().min(1).max(3999).refine(isSafe, "pings or links").refine(isWellFormed, "cut entity");

const messageShape = z.object({ text, blocks: z.array(messageBlock).max(50).optional() });

const modal = z.strictObject({
  type: z.literal("modal"),
  callback_id: id,
  title: plainText(24),
  close: plainText(24).optional(),
  submit: plainText(24).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(viewBlock).min(1).max(100),
});

const home = z.strictObject({
  type: z.literal("home"),
  callback_id: id.optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(messageBlock).max(100),
});

export type AnyBlock = z.infer<typeof viewBlock>;
export type Modal = z.infer<typeof modal>;
export type View = Modal | z.infer<typeof home>;

/** What is wrong with a message, one sentence for each violation. */
export function messageViolations(message: unknown): readonly string[] {
  const read = messageShape.safeParse(message);
  if (!read.success) return violationsOf(read.error);
  const blocks = read.data.blocks ?? [];
  const length = blocks.flatMap(textsOf).join("").length;
  return [...(length > 13_200 ? [`msg_blocks_too_long: ${length}`] : []), ...doubled(blocks)];
}

export function viewViolations(view: unknown): readonly string[] {
  const read = z.discriminatedUnion("type", [modal, home]).safeParse(view);
  if (!read.success) return violationsOf(read.error);
  const needsSubmit = read.data.blocks.some((block) => block.type === "input");
  const submit = "submit" in read.data ? read.data.submit : undefined;
  return [
    ...(needsSubmit && !submit ? ["a form without submit"] : []),
    ...(JSON.stringify(view).length > 250_000 ? ["view_too_large"] : []),
    ...doubled(read.data.blocks),
  ];
}

function violationsOf(error: z.ZodError): readonly string[] {
  return [z.prettifyError(error).replaceAll("\n", " ")];
}

function doubled(blocks: readonly AnyBlock[]): readonly string[] {
  const ids = blocks.flatMap((block) => (block.type === "actions" ? block.elements.map((each) => each.action_id) : []));
  return new Set(ids).size === ids.length ? [] : ["an action_id stands twice"];
}

/** Every text of a block that people read. */
export function textsOf(block: AnyBlock): readonly string[] {
  switch (block.type) {
    case "header":
    case "section":
      return [block.text.text];
    case "context":
      return block.elements.map((element) => element.text);
    case "actions":
      return block.elements.map((element) => element.text.text);
    case "input":
      return [block.label.text, block.hint?.text ?? ""];
    case "divider":
      return [];
  }
}

/** A text as a person reads it. */
export function readable(text: string): string {
  return text.replaceAll("\u200b", "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
