import { z } from "zod";
import type { Clock } from "../../bot/ports/clock.ts";
import type { SlackApi } from "./api.ts";

/** Who somebody is by Slack's own word. */
export interface People {
  /** The name they go by; the given one where Slack does not say. */
  name(id: string, given: string): Promise<string>;
  /** Whether they are an owner or admin of the workspace now; "unknown" where Slack does not answer in time. */
  isAdmin(id: string): Promise<boolean | "unknown">;
}

/** The workspace, and its organisation where it has one, that the bot's token was given for. */
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

const nameMemory = { milliseconds: 10 * 60_000, most: 10_000 };
/** A name is worth no longer wait than this, and what an admin may do none that is longer than they would wait. */
const namePatience = 1_000;
const rolePatience = 6_000;

export function openPeople(api: SlackApi, home: Home, clock: Clock): People {
  const names = new Map<string, { readonly name: string; readonly at: number }>();

  /** null where Slack does not say; "nobody" where it knows no such person. */
  async function look(id: string, manner: "at-once" | "look"): Promise<User | "nobody" | null> {
    const outcome = await api.call("users.info", { user: id }, manner);
    if (outcome.type === "declined" && outcome.error === "user_not_found") return "nobody";
    const read = outcome.type === "done" ? userInfo.safeParse(outcome.result) : null;
    if (!read?.success) return null;
    remember(id, nameOf(read.data.user));
    return read.data.user;
  }

  function remember(id: string, name: string | null): void {
    if (name === null) return;
    names.delete(id);
    names.set(id, { name, at: clock.now() });
    const [oldest] = names.keys();
    if (names.size > nameMemory.most && oldest !== undefined) names.delete(oldest);
  }

  return {
    async name(id, given) {
      const known = names.get(id);
      if (known && clock.now() - known.at < nameMemory.milliseconds) return known.name;
      const presentation = look(id, "at-once").then((user) => (user && user !== "nobody" ? nameOf(user) : null));
      return (await within(namePatience, presentation)) ?? known?.name ?? cleaned(given) ?? id;
    },
    async isAdmin(id) {
      const user = await within(rolePatience, look(id, "look"));
      if (user === null) return "unknown";
      if (user === "nobody" || user.deleted || !isOfHome(user, home)) return false;
      return Boolean(user.is_admin || user.is_owner || user.is_primary_owner);
    },
  };
}

/** What the promise gives within so many milliseconds; null after that. */
export async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Whoever shares a channel from another workspace is an admin of that one, not of ours. */
function isOfHome({ is_stranger, team_id, enterprise_user }: User, home: Home): boolean {
  if (is_stranger) return false;
  // In an organisation a person's own workspace may be another of its workspaces.
  if (home.enterprise_id) return (enterprise_user?.enterprise_id ?? home.enterprise_id) === home.enterprise_id;
  return team_id === undefined || team_id === home.team_id;
}

function nameOf(user: User): string | null {
  const given = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  return given.map((name) => cleaned(name ?? "")).find((name) => name !== null) ?? null;
}

/** No letters that hide or turn other letters, single spaces, and no longer than a row bears. */
function cleaned(name: string): string | null {
  const shown = name
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return shown === "" ? null : [...shown].slice(0, 80).join("");
}
