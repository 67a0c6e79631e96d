import { z } from "zod";
import type { Request } from "./command.ts";
import { type ChannelOf, dailySettings } from "./daily-arguments.ts";

/** The id under which the form for the daily question comes back. */
export const dailyFormId = "settings-daily";

const filledIn = z.object({
  channel: z.string().max(200),
  time: z.string().max(200),
  zone: z.string().max(200),
  days: z.string().max(200),
});

/** Reads the form for the daily question. */
export function dailyFormRequest(values: Readonly<Record<string, string>>, channelOf: ChannelOf): Request {
  const read = filledIn.safeParse(values);
  if (!read.success) return { type: "declined", refusal: { code: "unknown-button" } };
  const typed = read.data;
  return dailySettings(
    { channel: typed.channel.trim(), time: typed.time.trim(), zone: typed.zone.trim(), days: typed.days.trim() },
    channelOf,
  );
}
