import { DiscordAPIError, RESTJSONErrorCodes } from "discord.js";
import type { PostFailure } from "../../bot/ports/chat.ts";
import { neverSent } from "../kit/network-errors.ts";

const reasons: Readonly<Record<number, PostFailure>> = {
  [RESTJSONErrorCodes.UnknownChannel]: "no-channel",
  [RESTJSONErrorCodes.UnknownGuild]: "no-channel",
  [RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType]: "no-channel",
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: "no-channel",
  [RESTJSONErrorCodes.MissingAccess]: "no-permission",
  [RESTJSONErrorCodes.MissingPermissions]: "no-permission",
};

/** Why a post failed; null for a bug in this program. */
export function reasonOf(error: unknown): PostFailure | null {
  if (!(error instanceof DiscordAPIError)) return "unreachable";
  if (error.status === 401 || error.status === 429) return "unreachable";
  return reasons[Number(error.code)] ?? (error.status === 403 ? "no-permission" : null);
}

/** Whether Discord may have done what was asked: the connection broke after sending, or Discord itself failed. */
export function mayBeDone(error: unknown): boolean {
  return error instanceof DiscordAPIError ? error.status >= 500 : !neverSent(error);
}

export function hasCode(error: unknown, ...codes: readonly RESTJSONErrorCodes[]): boolean {
  return error instanceof DiscordAPIError && codes.some((code) => code === error.code);
}

export function isRejectedToken(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}

/**
 * Repeats a request whose connection broke. Only for requests that may arrive twice: discord.js repeats requests by
 * itself after a reset and after a 5xx, but not after a connection that was closed before the response.
 */
export async function retryIfConnectionLost<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof DiscordAPIError || (error instanceof Error && "status" in error)) throw error;
    return send();
  }
}

/** Log fields without the request's address, which would contain an interaction's token. */
export function logFieldsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DiscordAPIError) return { code: error.code, status: error.status, cause: error.message };
  return { cause: error instanceof Error ? error.message : String(error) };
}
