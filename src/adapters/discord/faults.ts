import { DiscordAPIError, RESTJSONErrorCodes } from "discord.js";
import type { PostOutcome } from "../../bot/ports/chat.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";

/** Discord does not let the bot in, or no longer. The message says what to do. */
export class DiscordRefused extends OperatorError {
  constructor(sentence: string) {
    super(sentence);
    this.name = "DiscordRefused";
  }
}

type Reason = Extract<PostOutcome, { type: "failed" }>["reason"];

const reasons: Readonly<Record<number, Reason>> = {
  [RESTJSONErrorCodes.UnknownChannel]: "no-channel",
  [RESTJSONErrorCodes.UnknownGuild]: "no-channel",
  [RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType]: "no-channel",
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: "no-channel",
  [RESTJSONErrorCodes.MissingAccess]: "no-permission",
  [RESTJSONErrorCodes.MissingPermissions]: "no-permission",
};

/** Why a post did not go through; null for a fault of this program, which is to be seen. */
export function reasonOf(error: unknown): Reason | null {
  if (!(error instanceof DiscordAPIError)) return "unreachable";
  if (error.status === 401 || error.status === 429) return "unreachable";
  return reasons[Number(error.code)] ?? (error.status === 403 ? "no-permission" : null);
}

const beforeSending = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Whether Discord may have done what it was asked: the connection broke after it stood, or Discord itself failed. */
export function mayBeDone(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status >= 500;
  const codes = [error, Object(error).cause].map((one) => String(Object(one).code));
  return !codes.some((code) => beforeSending.test(code));
}

export function hasCode(error: unknown, ...codes: readonly RESTJSONErrorCodes[]): boolean {
  return error instanceof DiscordAPIError && codes.some((code) => code === error.code);
}

/** Whether the token was not taken. */
export function isRefusedToken(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}

/**
 * Sends again what the connection may have lost. Only for requests that may arrive twice: discord.js itself sends
 * again after a reset and a fault of Discord's, and not after a connection that was closed in the middle.
 */
export async function sentTwice<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof DiscordAPIError || "status" in Object(error)) throw error;
    return send();
  }
}

/** For the log: a code and a sentence, and no address, which would hold an interaction's token. */
export function toldOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status, cause: error.message };
  return { cause: error instanceof Error ? error.message : String(error) };
}
