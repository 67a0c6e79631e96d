import { pino } from "pino";
import { z } from "zod";
import type { Log } from "../bot/ports/log.ts";

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines to standard error, written at once so that the last words of a stopping program are not lost. */
export function openLog(level: LogLevel): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    info: (message, fields) => logger.info(fields, message),
    warn: (message, fields) => logger.warn(fields, message),
    error: (message, fields) => logger.error(fields, message),
  };
}

/** The chats that `start` can open. */
export const chatNames = ["discord", "slack", "web", "terminal"] as const;
export type ChatName = (typeof chatNames)[number];

/** What the environment and the command line ask for, understood as a whole. */
export interface Config {
  /** What runs at once: both chats where both are set up, else the local room. */
  readonly chats: readonly ChatName[];
  /** null where no token is set. */
  readonly slack: SlackConfig | null;
  readonly databaseUrl: string;
  /** A teacher's own questions; null for none. */
  readonly quizzesFolder: string | null;
  readonly logLevel: (typeof logLevels)[number];
  /** null where Discord is not the chat. */
  readonly discord: { readonly token: string; readonly apiUrl: string | null } | null;
  /** Where the local room listens; null for 3000 or, where that is taken, a free one. */
  readonly roomPort: number | null;
}

interface SlackConfig {
  readonly botToken: string;
  readonly way:
    | { readonly type: "socket"; readonly appToken: string }
    | { readonly type: "http"; readonly signingSecret: string; readonly port: number };
  /** null for Slack itself. */
  readonly apiUrl: string | null;
}

export interface StartOptions {
  readonly chat?: string | undefined;
  readonly port?: string | undefined;
}

export type ReadConfig =
  | { readonly type: "config"; readonly config: Config }
  /** One sentence a fault, each saying what to set. */
  | { readonly type: "faults"; readonly faults: readonly string[] };

/** Values of secrets are looked at and never told. */
const environment = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: z
    .url("DISCORD_API_URL is not a URL: set it like http://127.0.0.1:8080/api, or remove it.")
    .optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith("xoxb-", "SLACK_BOT_TOKEN is not a bot token: set the one that begins with xoxb-.")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith("xapp-", "SLACK_APP_TOKEN is not an app-level token: set the one that begins with xapp-.")
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_API_URL: z.url("SLACK_API_URL is not a URL: set it like http://127.0.0.1:8080/api/, or remove it.").optional(),
  PORT: z
    .string()
    .refine(isPort, "PORT is not a port: set a whole number from 1 to 65535, or remove it for 3001.")
    .optional(),
  DATABASE_URL: z.string().default("sqlite:./data/async-quiz.db"),
  QUIZZES_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `LOG_LEVEL is not a level: set one of ${logLevels.join(", ")}.` }).optional(),
});

type Environment = z.infer<typeof environment>;

/** Reads the environment (an empty value counts as not set) and the options of `start`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, options: StartOptions): ReadConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const read = environment.safeParse(set);
  if (!read.success) return faults([...read.error.issues.map((issue) => issue.message), ...optionFaults(options)]);
  const slack = slackOf(read.data);
  const chosen = chatNames.find((name) => name === options.chat);
  const chats = chosen ? [chosen] : chatsOf(read.data);
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl } = read.data;
  const found = [
    ...halfSlack(read.data),
    ...noToken(chats, read.data),
    ...optionFaults(options),
    ...missingToken(options, slack),
  ];
  if (found.length > 0) return faults(found);
  return {
    type: "config",
    config: {
      chats,
      slack,
      databaseUrl: read.data.DATABASE_URL,
      quizzesFolder: read.data.QUIZZES_DIR ?? null,
      logLevel: read.data.LOG_LEVEL ?? (chats.includes("terminal") ? "error" : "info"),
      discord: chats.includes("discord") && token ? { token: token.trim(), apiUrl: apiUrl ?? null } : null,
      roomPort: options.port === undefined ? null : Number(options.port),
    },
  };
}

function chatsOf(env: Environment): readonly ChatName[] {
  const configured: readonly ChatName[] = [
    ...(env.DISCORD_TOKEN ? (["discord"] as const) : []),
    ...(env.SLACK_BOT_TOKEN ? (["slack"] as const) : []),
  ];
  return configured.length > 0 ? configured : ["web"];
}

/** Socket Mode where both ways are set: it needs no address that the world can reach. */
function slackOf(env: Environment): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (!botToken) return null;
  const apiUrl = env.SLACK_API_URL ?? null;
  if (appToken) return { botToken, apiUrl, way: { type: "socket", appToken } };
  return signingSecret
    ? { botToken, apiUrl, way: { type: "http", signingSecret, port: Number(env.PORT ?? defaultPort) } }
    : null;
}

const defaultPort = 3001;

function missingToken(options: StartOptions, slack: SlackConfig | null): readonly string[] {
  if (options.chat !== "slack" || slack) return [];
  return ["--chat slack needs a token: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET."];
}

function noToken(chats: readonly ChatName[], env: Environment): readonly string[] {
  if (!chats.includes("discord") || env.DISCORD_TOKEN) return [];
  return ["--chat discord needs DISCORD_TOKEN: set the bot's token in .env, as docs/discord.md tells."];
}

function halfSlack(env: Environment): readonly string[] {
  const hasWay = Boolean(env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET);
  if (env.SLACK_BOT_TOKEN && !hasWay) {
    return [
      "SLACK_BOT_TOKEN is alone: set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP).",
    ];
  }
  if (!env.SLACK_BOT_TOKEN && hasWay) {
    const which = env.SLACK_APP_TOKEN ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET";
    return [`${which} is alone: set SLACK_BOT_TOKEN too, the token that begins with xoxb-.`];
  }
  return [];
}

function optionFaults(options: StartOptions): readonly string[] {
  const isChat = options.chat === undefined || chatNames.some((name) => name === options.chat);
  const isFreePort = options.port === undefined || isPort(options.port);
  return [
    ...(isChat ? [] : [`--chat does not know "${options.chat}": choose one of ${chatNames.join(", ")}.`]),
    ...(isFreePort ? [] : ["--port is not a port: give a whole number from 1 to 65535."]),
  ];
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function faults(found: readonly string[]): ReadConfig {
  return { type: "faults", faults: found };
}
