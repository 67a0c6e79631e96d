import { randomBytes } from "node:crypto";
import type { TestTime } from "../../../test-time.ts";
import type { AnyBlock, View } from "./rules.ts";

export interface Message {
  readonly ts: string;
  readonly channel: string;
  /** The only user who sees it; null for everybody. */
  readonly seenBy: string | null;
  text: string;
  blocks: readonly AnyBlock[];
  readonly key: string | null;
  deleted: boolean;
  edits: number;
}

export interface OpenView {
  readonly id: string;
  readonly user: string;
  view: View;
  closed: boolean;
}

interface Person {
  readonly id: string;
  readonly name: string;
  is_admin: boolean;
  is_owner: boolean;
  /** The user's own workspace in a channel that is shared with another one; ours for everybody else. */
  readonly team?: string;
}

interface ResponseAddress {
  readonly channel: string;
  readonly user: string;
  readonly born: number;
  /** The message whose button was pressed; null for a command's. */
  readonly original: Message | null;
  uses: number;
}

/** What happens to the next call of a method instead of a normal response. */
export interface PlannedFailure {
  readonly method: string;
  readonly type: "lost-after" | "lost-before" | "rate-limited" | "server-error-after" | "held" | "answer-later";
  readonly seconds?: number;
}

/**
 * A small fake Slack: one workspace with its people, channels, messages and views, and all rules that the app broke.
 */
export interface Workspace {
  readonly time: TestTime;
  readonly team: string;
  readonly bot: string;
  readonly people: Map<string, Person>;
  /** Channel ids by name, and the channels that the bot is in. */
  readonly channels: Map<string, { readonly id: string; member: boolean }>;
  readonly messages: Message[];
  readonly views: OpenView[];
  readonly homes: Map<string, View>;
  readonly triggers: Map<string, { readonly born: number; used: boolean }>;
  readonly addresses: Map<string, ResponseAddress>;
  readonly plannedFailures: PlannedFailure[];
  readonly calls: { readonly method: string; readonly at: number; readonly ok: boolean }[];
  readonly violations: string[];
  /** When each pause that Slack asked for ends. */
  readonly rests: Map<string, number>;
  /** Responses that the test sends later, by `release`. */
  readonly delayed: (() => void)[];
  /** Whether the app was installed for a whole organisation. */
  organisation: boolean;
  scopes: ReadonlySet<string>;
  /** How long a trigger lives, in milliseconds. */
  triggerLife: number;
  /** How far Slack's clock is ahead of the bot's. */
  ahead: number;
}

export function timeOf({ time, ahead }: Workspace): number {
  return time.now() + ahead;
}

export function openWorkspace(time: TestTime): Workspace {
  return {
    time,
    team: "T0HOME",
    bot: "U0BOT",
    people: new Map(
      [
        { id: "U0ANNA", name: "Anna", is_admin: true, is_owner: false },
        { id: "U0BEN", name: "Ben *<!channel>* `_", is_admin: false, is_owner: false },
        { id: "W0OWNER", name: "Olu", is_admin: false, is_owner: true },
        { id: "U0CEM", name: "Cem", is_admin: false, is_owner: false },
        { id: "U0DOE", name: "Doe", is_admin: true, is_owner: true, team: "T0OTHER" },
      ].map((person) => [person.id, person]),
    ),
    channels: new Map([
      ["general", { id: "C0GENERAL", member: true }],
      ["random", { id: "C0RANDOM", member: false }],
      ["quiz", { id: "C0QUIZ", member: true }],
    ]),
    messages: [],
    views: [],
    homes: new Map(),
    triggers: new Map(),
    addresses: new Map(),
    plannedFailures: [],
    calls: [],
    violations: [],
    rests: new Map(),
    delayed: [],
    organisation: false,
    scopes: new Set(["commands", "chat:write", "users:read"]),
    triggerLife: 3_000,
    ahead: 0,
  };
}

let lastTs = 1_790_000_000_000_000;

/** The id that Slack gives a message: seconds, a dot, and a unique number. */
export function nextTs(): string {
  lastTs += 1_000_001;
  return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, "0")}`;
}

export function nextId(prefix: string): string {
  return `${prefix}${randomBytes(8).toString("hex").toUpperCase()}`;
}

export function newTrigger(workspace: Workspace): string {
  const trigger = `${nextId("1")}.${nextId("2")}`;
  workspace.triggers.set(trigger, { born: timeOf(workspace), used: false });
  return trigger;
}
