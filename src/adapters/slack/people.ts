import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Clock } from "../../bot/ports/clock.ts";
import { entriesUpTo } from "../kit/entries.ts";
import { within } from "../kit/timing.ts";
import type { SlackApi } from "./api.ts";

/** What Slack says about people. */
export interface People {
  /** Their display name, or the given one if Slack does not answer in time. */
  name(id: string, given: string): Promise<string>;
  /** Whether they are an owner or admin of the workspace now; "unknown" if Slack does not answer in time. */
  isAdmin(id: string): Promise<boolean | "unknown">;
}

/** The workspace that the bot's token belongs to, and its organisation if it has one. */
export interface Home {
  readonly team_id: string;
  readonly enterprise_id?: string | null | undefined;
}

const userInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    is_stranger: z.boolean().optional(),
    enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional(),
    deleted: z.boolean().optional(),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_primary_owner: z.boolean().optional(),
    real_name: z.string().nullish(),
    name: z.string().nullish(),
    profile: z.object({ display_name: z.string().nullish(), real_name: z.string().nullish() }).optional(),
  }),
});
type User = z.infer<typeof userInfo>["user"];

const nameMemory = { ttlMs: 10 * 60_000, most: 10_000 };
/** Somebody is waiting for an answer, and the name is only for the leaderboard. */
const nameTimeoutMs = 1_000;
/** Wait longer for an admin: if Slack does not answer, they can't change anything. */
const roleTimeoutMs = 6_000;

export function openPeople(api: SlackApi, home: Home, clock: Clock): People {
  const { most, ttlMs } = nameMemory;
  const names = new LRUCache<string, string>({
    ...entriesUpTo(most),
    ttl: ttlMs,
    ttlResolution: 0,
    perf: clock,
    noDeleteOnStaleGet: true,
  });

  /** Null if Slack does not answer; "nobody" if it knows no such person. */
  async function lookUp(id: string, policy: "never" | "always-briefly"): Promise<User | "nobody" | null> {
    const outcome = await api.call("users.info", { user: id }, policy);
    if (outcome.type === "declined" && outcome.error === "user_not_found") return "nobody";
    const read = outcome.type === "done" ? userInfo.safeParse(outcome.result) : null;
    if (!read?.success) return null;
    const name = nameOf(read.data.user);
    if (name !== null) names.set(id, name);
    return read.data.user;
  }

  return {
    async name(id, given) {
      const known = names.get(id);
      if (known !== undefined) return known;
      const found = lookUp(id, "never").then((user) => (user && user !== "nobody" ? nameOf(user) : null));
      // An old name is better than an id.
      const old = names.peek(id, { allowStale: true });
      return (await within(nameTimeoutMs, found)) ?? old ?? cleaned(given) ?? id;
    },
    async isAdmin(id) {
      const user = await within(roleTimeoutMs, lookUp(id, "always-briefly"));
      if (user === null) return "unknown";
      if (user === "nobody" || user.deleted || !isOfHome(user, home)) return false;
      return Boolean(user.is_admin || user.is_owner || user.is_primary_owner);
    },
  };
}

/** In a channel shared between workspaces, an admin of the other workspace is not an admin of ours. */
function isOfHome({ is_stranger, team_id, enterprise_user }: User, home: Home): boolean {
  if (is_stranger) return false;
  // In an organisation, a person's home workspace may be a different one.
  if (home.enterprise_id) return (enterprise_user?.enterprise_id ?? home.enterprise_id) === home.enterprise_id;
  return team_id === undefined || team_id === home.team_id;
}

function nameOf(user: User): string | null {
  const given = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  return given.map((name) => cleaned(name ?? "")).find((name) => name !== null) ?? null;
}

/** Removes characters that hide or reorder others, joins spaces, and limits the length to a leaderboard row. */
function cleaned(name: string): string | null {
  const shown = name
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return shown === "" ? null : [...shown].slice(0, 80).join("");
}
