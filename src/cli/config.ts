import { existsSync } from "node:fs";
import { pino } from "pino";
import { z } from "zod";
import type { Log } from "../bot/ports/log.ts";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { type NodeLine, nodeLines } from "../interpreter/rules/semantics.ts";

/** The newest Node line that the interpreter models and that is not newer than this version. */
export function nodeLineOf(version: string): NodeLine {
  const major = Number.parseInt(version, 10);
  return nodeLines.findLast((line) => line <= major) ?? 20;
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes JSON lines to standard error, synchronously, so that the last ones are not lost when the process ends. */
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

/** The chats that `start` can run. */
export const chatNames = ["discord", "slack", "web", "terminal"] as const;
export type ChatName = (typeof chatNames)[number];

/** The settings of the environment and of the command line. */
export interface Config {
  /** The chats that run together: those with a token, or the local room if there is none. */
  readonly chats: readonly ChatName[];
  /** Null if no token is set. */
  readonly slack: SlackConfig | null;
  readonly databaseUrl: string;
  /** A folder of your own questions; null for none. */
  readonly quizzesFolder: string | null;
  readonly logLevel: LogLevel;
  /** Null if Discord does not run. */
  readonly discord: { readonly token: string; readonly apiUrl: string | null } | null;
  /** Null for port 3000 or, if that is in use, a free one. */
  readonly roomPort: number | null;
}

interface SlackConfig {
  readonly botToken: string;
  readonly way:
    | { readonly type: "socket"; readonly appToken: string }
    | { readonly type: "http"; readonly signingSecret: string; readonly port: number };
  /** Null for Slack itself. */
  readonly apiUrl: string | null;
}

export interface StartOptions {
  readonly chat?: ChatName | undefined;
  readonly port?: number | undefined;
}

/** No message contains the value of a variable, since it may be a secret. */
const environment = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: z
    .url("DISCORD_API_URL is not a URL: set it like http://127.0.0.1:8080/api, or remove it.")
    .optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith("xoxb-", "SLACK_BOT_TOKEN is not a bot token: it must begin with xoxb-.")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith("xapp-", "SLACK_APP_TOKEN is not an app-level token: it must begin with xapp-.")
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_API_URL: z.url("SLACK_API_URL is not a URL: set it like http://127.0.0.1:8080/api/, or remove it.").optional(),
  PORT: z
    .string()
    .refine(isPort, "PORT is not a port: set a whole number from 1 to 65535, or remove it for 3001.")
    .optional(),
  DATABASE_URL: z.string().default("sqlite:./data/async-quiz.db"),
  QUIZZES_DIR: z.string().optional(),
  LOG_LEVEL: z
    .enum(logLevels, { error: `LOG_LEVEL is not a log level: set one of ${logLevels.join(", ")}.` })
    .optional(),
});

type Environment = z.infer<typeof environment>;

/** The environment and `.env`, which does not override it. A blank variable counts as not set. */
function variables(): Readonly<Record<string, string>> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const set = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || value.trim() === "" ? [] : [[name, value] as const],
  );
  return Object.fromEntries(set);
}

/** The folder of your own questions; null if QUIZZES_DIR is not set. */
export function ownFolder(): string | null {
  return variables().QUIZZES_DIR ?? null;
}

/** @throws OperatorError with one sentence for each wrong setting */
export function environmentConfig(options: StartOptions = {}): Config {
  const read = environment.safeParse(variables());
  if (!read.success) throw new OperatorError(read.error.issues.map((issue) => issue.message));
  const slack = slackOf(read.data);
  const chats = options.chat ? [options.chat] : chatsOf(read.data);
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl } = read.data;
  const incomplete = incompleteSlack(read.data);
  const diagnostics = [...incomplete, ...missingTokens(chats, read.data, slack !== null || incomplete.length > 0)];
  if (diagnostics.length > 0) throw new OperatorError(diagnostics);
  return {
    chats,
    slack,
    databaseUrl: read.data.DATABASE_URL,
    quizzesFolder: read.data.QUIZZES_DIR ?? null,
    logLevel: read.data.LOG_LEVEL ?? (chats.includes("terminal") ? "error" : "info"),
    discord: chats.includes("discord") && token ? { token: token.trim(), apiUrl: apiUrl ?? null } : null,
    roomPort: options.port ?? null,
  };
}

function chatsOf(env: Environment): readonly ChatName[] {
  const configured: readonly ChatName[] = [
    ...(env.DISCORD_TOKEN ? (["discord"] as const) : []),
    ...(env.SLACK_BOT_TOKEN ? (["slack"] as const) : []),
  ];
  return configured.length > 0 ? configured : ["web"];
}

/** Prefers Socket Mode, which needs no public address. */
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

function missingTokens(chats: readonly ChatName[], env: Environment, hasSlack: boolean): readonly string[] {
  return [
    ...(chats.includes("discord") && !env.DISCORD_TOKEN
      ? ["--chat discord needs DISCORD_TOKEN: set the token of the bot in .env, see docs/discord.md."]
      : []),
    ...(chats.includes("slack") && !hasSlack
      ? ["--chat slack needs a token: set SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET."]
      : []),
  ];
}

function incompleteSlack(env: Environment): readonly string[] {
  const hasConnection = Boolean(env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET);
  if (env.SLACK_BOT_TOKEN && !hasConnection) {
    return [
      "SLACK_BOT_TOKEN is not enough: set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP).",
    ];
  }
  if (!env.SLACK_BOT_TOKEN && hasConnection) {
    const name = env.SLACK_APP_TOKEN ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET";
    return [`${name} is not enough: set SLACK_BOT_TOKEN too, the token that begins with xoxb-.`];
  }
  return [];
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
