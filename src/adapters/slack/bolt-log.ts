import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../bot/ports.ts";

/** Bolt's warnings and errors, by their words alone: what it adds to them may hold a token or a person's name. */
export function boltLogger(log: Log): Logger {
  const words = (parts: readonly unknown[]) => parts.filter((part) => typeof part === "string").join(" ");
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn("Slack's library warns", { words: words(parts) }),
    error: (...parts) => log.error("Slack's library reports an error", { words: words(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
