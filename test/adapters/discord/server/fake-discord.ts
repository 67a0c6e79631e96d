import type { TestTime } from "../../../test-time.ts";
import type { CommandBody } from "./command-rules.ts";
import type { MessageBody } from "./message-rules.ts";
import type { InteractionType } from "./response-rules.ts";

/** What the bot may do in a channel. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  /** 0 text, 1 direct message, 2 voice, 5 announcements. */
  readonly type: number;
  readonly guild: string | null;
  mayView: boolean;
  maySend: boolean;
  mayReadHistory: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly channels: Channel[];
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  /** The only user who sees it; null for everybody. */
  readonly seenBy: string | null;
  readonly nonce: string | null;
  body: MessageBody;
  edits: number;
}

/** One interaction, and what has become of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly user: string;
  readonly channel: string;
  /** The message whose component was pressed. */
  readonly pressed: Message | null;
  /** The type of the first response; null while there is none. */
  response: number | null;
  /** The first response's data. */
  data: unknown;
  /** The message that is `@original`. */
  original: Message | null;
  state: "open" | "expired";
  readonly sent: number;
}

/** Everything that the fake Discord remembers, and the violations of its rules. */
export interface Town {
  readonly time: TestTime;
  /** The last id that was created. */
  lastId: bigint;
  readonly token: string;
  readonly application: string;
  readonly bot: string;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Message>;
  readonly interactions: Map<string, Interaction>;
  readonly interactionsByToken: Map<string, Interaction>;
  commands: (CommandBody & { readonly id: string })[];
  /** Set by a test: the token is no longer accepted. */
  tokenRevoked: boolean;
  /** Users who do not accept direct messages. */
  readonly closedTalks: Set<string>;
  readonly violations: string[];
  /** Every request that was processed, as `POST /channels/1/messages`. */
  readonly requests: string[];
  /** Called whenever something has changed. */
  readonly watchers: Set<() => void>;
}

/** An id as Discord creates them: from the time, ascending. */
export function snowflake(town: Pick<Town, "time" | "lastId">): string {
  const now = (BigInt(town.time.now()) - 1_420_070_400_000n) << 22n;
  town.lastId = now > town.lastId ? now : town.lastId + 1n;
  return String(town.lastId);
}

export function openTown(time: TestTime): Town {
  const ids = { time, lastId: 0n };
  const token = `MTA.${snowflake(ids)}.secret`;
  const [application, bot] = [snowflake(ids), snowflake(ids)];
  return {
    ...ids,
    token,
    application,
    bot,
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    interactionsByToken: new Map(),
    commands: [],
    tokenRevoked: false,
    closedTalks: new Set(),
    violations: [],
    requests: [],
    watchers: new Set(),
  };
}

export function changed(town: Town): void {
  for (const watcher of [...town.watchers]) watcher();
}

/** Waits until something exists. The error names what it waited for. */
export function until<Value>(
  town: Town,
  read: () => Value | null | undefined,
  what: string,
  timeoutMs = 60_000,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      town.watchers.delete(watcher);
      reject(new Error(`waited in vain for ${what}; violations: ${JSON.stringify(town.violations)}`));
    }, timeoutMs);
    const watcher = () => {
      const found = read();
      if (found === null || found === undefined) return;
      clearTimeout(timer);
      town.watchers.delete(watcher);
      resolve(found);
    };
    town.watchers.add(watcher);
    watcher();
  });
}

/** A message as Discord sends it to the bot. */
export function messagePayload(town: Town, message: Message): Record<string, unknown> {
  return {
    id: message.id,
    channel_id: message.channel,
    author: userPayload(town.bot, "async-quiz", true),
    content: "",
    timestamp: new Date(Number((BigInt(message.id) >> 22n) + 1_420_070_400_000n)).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    flags: message.body.flags | (message.seenBy === null ? 0 : 64),
    components: numbered(message.body.components),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
  };
}

/** Discord numbers components by itself. */
function numbered(components: readonly unknown[]): readonly unknown[] {
  return components.map((component, index) => ({ ...(component as object), id: index + 1 }));
}

export function userPayload(id: string, name: string, bot = false): Record<string, unknown> {
  return { id, username: name.toLowerCase(), global_name: name, discriminator: "0", avatar: null, bot };
}
