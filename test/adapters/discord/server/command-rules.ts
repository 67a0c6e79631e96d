import { z } from "zod";

const name = z.string().regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u);
const lowerName = name.refine((value) => value === value.toLowerCase(), "must be lower case");
const description = z.string().min(1).max(100);
const choice = z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) });

const basicOption = z
  .strictObject({
    type: z.union([z.literal(3), z.literal(7)]),
    name: lowerName,
    description,
    required: z.boolean().optional(),
    autocomplete: z.boolean().optional(),
    choices: z.array(choice).min(1).max(25).optional(),
    channel_types: z.array(z.int().min(0).max(16)).min(1).optional(),
  })
  .refine((option) => !(option.autocomplete && option.choices), "choices do not go with autocomplete")
  .refine((option) => option.type === 3 || !option.autocomplete, "only texts can be completed")
  .refine((option) => option.type === 7 || !option.channel_types, "channel_types belong to channels");
export type BasicOption = z.infer<typeof basicOption>;

const basicOptions = z
  .array(basicOption)
  .max(25)
  .refine(namesOnce, "two options have one name")
  .refine((all) => {
    const firstOptional = all.findIndex((option) => !option.required);
    return firstOptional === -1 || all.slice(firstOptional).every((option) => !option.required);
  }, "required options come first");

const subcommand = z.strictObject({
  type: z.literal(1),
  name: lowerName,
  description,
  options: basicOptions.optional(),
});
const group = z.strictObject({
  type: z.literal(2),
  name: lowerName,
  description,
  options: z.array(subcommand).min(1).max(25).refine(namesOnce, "two subcommands have one name"),
});

const command = z.strictObject({
  type: z.literal(1),
  name: lowerName,
  description,
  options: z
    .array(z.discriminatedUnion("type", [subcommand, group]))
    .max(25)
    .refine(namesOnce, "a subcommand and a group cannot share a name"),
  integration_types: z.array(z.int().min(0).max(1)).min(1),
  contexts: z.array(z.int().min(0).max(2)).min(1),
  default_member_permissions: z.string().nullable().optional(),
});
export type CommandBody = z.infer<typeof command>;

const commands = z.array(command).max(100).refine(namesOnce, "two commands have one name");

export function readCommands(sent: unknown): readonly CommandBody[] {
  return commands.parse(sent);
}

export function commandViolations(sent: unknown): readonly string[] {
  const read = commands.safeParse(sent);
  if (!read.success) return read.error.issues.map((issue) => `commands.${issue.path.join(".")}: ${issue.message}`);
  return read.data
    .filter((each) => texts(each).join("").length > 8000)
    .map((each) => `commands: ${each.name} is longer than 8000 characters`);
}

/** The options of a subcommand, by its words. */
export function optionsOf(registered: readonly CommandBody[], path: readonly string[]): readonly BasicOption[] | null {
  const [commandName, first, second] = path;
  const found = registered.find((each) => each.name === commandName)?.options.find((each) => each.name === first);
  if (!found) return null;
  if (found.type === 1) return second === undefined ? (found.options ?? []) : null;
  const below = found.options.find((each) => each.name === second);
  return below ? (below.options ?? []) : null;
}

function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    ["name", "description", "value"].includes(key) ? [String(inside)] : texts(inside),
  );
}

function namesOnce(all: readonly { readonly name: string }[]): boolean {
  return new Set(all.map((each) => each.name)).size === all.length;
}
