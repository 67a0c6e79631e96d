import type { Refusal } from "../../engine/question/refusal.ts";

/** For a request that is only its type. */
export type NoFields = Readonly<Record<never, never>>;

/** The requests a button can make: the fields of each, by its type. Each request's file adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: the files of the requests fill it
export interface ButtonRequests {}

/** All requests: the fields of each, by its type. Each request's file adds its own. */
export interface Requests extends ButtonRequests {
  /** Something that could not be read as a request, and why. */
  readonly declined: { readonly refusal: Refusal };
}

export type RequestType = keyof Requests;
export type ButtonType = keyof ButtonRequests;

export type RequestOf<Type extends RequestType = RequestType> = {
  readonly [Each in Type]: { readonly type: Each } & Requests[Each];
}[Type];

/** What can be asked of the bot. */
export type BotRequest = RequestOf;

export type Declined = RequestOf<"declined">;

export function declined(refusal: Refusal): Declined {
  return { type: "declined", refusal };
}
