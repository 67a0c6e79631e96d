import { z } from "zod";
import { messageViolations } from "./message-rules.ts";

/** The kinds of interactions, by Discord's numbers. */
export const interactionTypes = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;
export type InteractionType = (typeof interactionTypes)[keyof typeof interactionTypes];

const input = z
  .strictObject({
    type: z.literal(4),
    custom_id: z.string().min(1).max(100),
    style: z.int().min(1).max(2),
    required: z.boolean().optional(),
    max_length: z.int().min(1).max(4000).optional(),
    value: z.string().min(1).max(4000).optional(),
  })
  .refine(({ value = "", max_length = 4000 }) => [...value].length <= max_length, "the value is too long");
const channelSelect = z.strictObject({
  type: z.literal(8),
  custom_id: z.string().min(1).max(100),
  channel_types: z.array(z.int()).optional(),
  required: z.boolean().optional(),
  default_values: z
    .array(z.strictObject({ id: z.string(), type: z.literal("channel") }))
    .max(1)
    .optional(),
});
const stringSelect = z
  .strictObject({
    type: z.literal(3),
    custom_id: z.string().min(1).max(100),
    required: z.boolean().optional(),
    options: z
      .array(
        z.strictObject({
          label: z.string().min(1).max(100),
          value: z.string().min(1).max(100),
          default: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(25),
  })
  .refine(({ options }) => options.filter((option) => option.default === true).length <= 1, "two are chosen before");
const label = z.strictObject({
  type: z.literal(18),
  label: z.string().min(1).max(45),
  description: z.string().min(1).max(100).optional(),
  component: z.discriminatedUnion("type", [input, channelSelect, stringSelect]),
});
const introduction = z.strictObject({ type: z.literal(10), content: z.string().min(1).max(4000) });

const form = z.strictObject({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion("type", [label, introduction]))
    .min(1)
    .max(5),
});
export type FormBody = z.infer<typeof form>;

const choices = z.strictObject({
  choices: z.array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) })).max(25),
});
export type Choices = z.infer<typeof choices>["choices"];

/** A deferred reply may only have the flag that hides it. */
const deferral = z.strictObject({ flags: z.literal(64) });

/** Which first response is allowed for which interaction; one sentence for each violation. */
export function responseViolations(
  sent: unknown,
  to: { type: InteractionType; channels: ReadonlySet<string>; postable: ReadonlySet<string> },
): readonly string[] {
  const read = z.strictObject({ type: z.int(), data: z.unknown().optional() }).safeParse(sent);
  if (!read.success) return [`response: ${read.error.message}`];
  const { type, data } = read.data;
  if ((type === 8) !== (to.type === interactionTypes.autocomplete)) {
    return [`response: type ${type} does not answer an interaction of type ${to.type}`];
  }
  switch (type) {
    case 4:
      return [...messageViolations(data, { ephemeral: true }), ...unhidden(data)];
    case 5:
      return issues(deferral.safeParse(data), "a deferral here is hidden and nothing else");
    case 6:
      return to.type === interactionTypes.component && data === undefined ? [] : ["type 6 answers a pressed component"];
    case 8:
      return issues(choices.safeParse(data), "choices");
    case 9:
      return to.type === interactionTypes.form ? ["a form does not answer a form"] : formViolations(data, to);
    default:
      return [`response: no type ${type} is expected here`];
  }
}

function unhidden(data: unknown): readonly string[] {
  const flags = z.object({ flags: z.int() }).safeParse(data);
  return flags.success && (flags.data.flags & 64) !== 0 ? [] : ["a private answer is not ephemeral"];
}

function formViolations(data: unknown, to: { postable: ReadonlySet<string> }): readonly string[] {
  const read = form.safeParse(data);
  if (!read.success) return issues(read, "form");
  const fields = read.data.components.flatMap((each) => (each.type === 18 ? [each.component] : []));
  const ids = fields.map(({ custom_id }) => custom_id);
  const preset = fields.flatMap((field) => (field.type === 8 ? (field.default_values ?? []) : []));
  return [
    ...(new Set(ids).size < ids.length ? ["form: a custom_id stands twice"] : []),
    ...preset.filter(({ id }) => !to.postable.has(id)).map(({ id }) => `form: ${id} cannot be chosen before`),
  ];
}

function issues(read: { success: boolean; error?: z.ZodError | undefined }, what: string): readonly string[] {
  return read.success
    ? []
    : (read.error?.issues ?? []).map(({ path, message }) => `${what}: ${path.join(".")} ${message}`);
}

export function readForm(data: unknown): FormBody {
  return form.parse(data);
}

export function readChoices(data: unknown): Choices {
  return choices.parse(data).choices;
}
