import { z } from "zod";

/**
 * What Discord documents about a message with components, for the parts that this bot uses. Anything else is refused.
 */
const button = z.strictObject({
  type: z.literal(2),
  style: z.int().min(1).max(4),
  label: characters(1, 80),
  custom_id: characters(1, 100),
  disabled: z.literal(true).optional(),
});
const row = z.strictObject({ type: z.literal(1), components: z.array(button).min(1).max(5) });
const text = z.strictObject({ type: z.literal(10), content: characters(1, 4000) });
const separator = z.strictObject({ type: z.literal(14), divider: z.boolean(), spacing: z.int().min(1).max(2) });
const gallery = z.strictObject({
  type: z.literal(12),
  items: z
    .array(
      z.strictObject({
        media: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }),
        description: characters(1, 1024),
      }),
    )
    .min(1)
    .max(10),
});
const container = z.strictObject({
  type: z.literal(17),
  accent_color: z.int().min(0).max(0xffffff),
  components: z.array(z.discriminatedUnion("type", [row, text, separator, gallery])).min(1),
});

const body = z.strictObject({
  flags: z.int(),
  components: z.array(container).min(1),
  allowed_mentions: z.strictObject({ parse: z.tuple([]) }),
  attachments: z.array(z.strictObject({ id: z.string(), filename: characters(1, 100) })).optional(),
  nonce: characters(1, 25).optional(),
  enforce_nonce: z.boolean().optional(),
  tts: z.literal(false).optional(),
});

export type MessageBody = z.infer<typeof body>;
type Button = z.infer<typeof button>;

const componentsFlag = 1 << 15;
const ephemeralFlag = 1 << 6;

/** Everything that is wrong with a message's body, one sentence for each violation. */
export function messageViolations(sent: unknown, may: { ephemeral: boolean }): readonly string[] {
  const read = body.safeParse(sent);
  if (!read.success) return read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const message = read.data;
  const allowed = componentsFlag | (may.ephemeral ? ephemeralFlag : 0);
  const ids = buttonsOf(message).map(({ custom_id }) => custom_id);
  const texts = textsOf(message);
  const length = texts.reduce((sum, each) => sum + [...each].length, 0);
  const count = message.components.length + message.components.flatMap((each) => each.components.flatMap(parts)).length;
  return [
    ...((message.flags & componentsFlag) === 0 ? ["flags: no IS_COMPONENTS_V2"] : []),
    ...((message.flags & ~allowed) !== 0 ? [`flags: ${message.flags} holds a flag that is not allowed here`] : []),
    ...(new Set(ids).size < ids.length ? ["components: a custom_id stands twice"] : []),
    ...(length > 4000 ? [`components: ${length} characters of text`] : []),
    ...(count > 40 ? [`components: ${count} components`] : []),
    ...missingFiles(message),
    ...texts.flatMap(liveMarkdown),
  ];
}

function parts(component: z.infer<typeof container>["components"][number]): readonly unknown[] {
  return component.type === 1 ? [component, ...component.components] : [component];
}

/** Pictures that are shown but not uploaded. */
function missingFiles({ components, attachments = [] }: MessageBody): readonly string[] {
  const files = attachments.map(({ filename }) => `attachment://${filename}`);
  const shown = components.flatMap((each) => each.components.flatMap((part) => (part.type === 12 ? part.items : [])));
  return shown.flatMap(({ media }) => (files.includes(media.url) ? [] : [`components: ${media.url} is missing`]));
}

export function readMessage(sent: unknown): MessageBody {
  return body.parse(sent);
}

export function buttonsOf({ components }: Pick<MessageBody, "components">): readonly Button[] {
  return components.flatMap((each) => each.components.flatMap((part) => (part.type === 1 ? part.components : [])));
}

export function textsOf({ components }: Pick<MessageBody, "components">): readonly string[] {
  return components.flatMap((each) => each.components.flatMap((part) => (part.type === 10 ? [part.content] : [])));
}

/** The texts as people read them. */
export function readable(message: Pick<MessageBody, "components">): string {
  return textsOf(message)
    .join("\n\n")
    .replaceAll(/\\([^A-Za-z0-9\s])/g, "$1");
}

/** Anything that would ping, mention or link although no card asks for it. */
export function liveMarkdown(markdown: string): readonly string[] {
  const live = dead(markdown);
  const checks = [
    [/<[@!&]/, "mentions somebody"],
    [/@(everyone|here)/, "pings everybody"],
    [/<(?!#\d+>|\/[a-z -]+:\d+>)/, "an angle bracket that is neither a channel nor a command"],
    [/(?<!\]\()https?:\/\//, "a bare link"],
    [/\]\((?!https?:\/\/)/, "a link to no web page"],
    [/`/, "a backtick without its partner"],
  ] as const;
  return checks.filter(([found]) => found.test(live)).map(([, explanation]) => `${explanation}: ${live.slice(0, 300)}`);
}

/** The text without code and escaped characters, where markdown does not apply. */
function dead(markdown: string): string {
  return markdown.replaceAll(/\\[^A-Za-z0-9\s]|```[\s\S]*?```|(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, (found) =>
    found.startsWith("\\") ? "·" : "",
  );
}

function characters(least: number, most: number) {
  return z.string().refine((value) => {
    const { length } = [...value.trim()];
    return length >= least && length <= most;
  }, `must have ${least} to ${most} characters`);
}
