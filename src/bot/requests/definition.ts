import type { z } from "zod";
import type { Reply } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import type { BotContext, RequestContext } from "../context.ts";
import type { ButtonRequests, Declined, RequestOf, Requests, RequestType } from "./request.ts";
import type { ArgumentSpec, ChannelOf, TypedValues } from "./typed-command.ts";

/**
 * Where a reply goes. It is known by the request's type alone, so an adapter can acknowledge a request before the
 * bot handles it:
 * - `private`: a new message that only this person sees;
 * - `in-place`: the reply replaces the message whose button was pressed;
 * - `form`: a form opens, which must be the very first response;
 * - `suggestions`: what the person could type next.
 */
export type ReplyMode = "private" | "in-place" | "form" | "suggestions";

/** A request as people type it after `/async-quiz`. */
interface CommandCodec<Type extends RequestType> {
  readonly words: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  /** Its line in the help. */
  readonly help: (words: Words) => string;
  readonly read: (values: TypedValues, channelOf: ChannelOf) => RequestOf<Type> | Declined;
}

/**
 * The fields of a request as the parts of a button's id, in the order of the shape. Each part is read strictly, is a
 * text without a colon, and never says which answer is right.
 */
export type ButtonCodec<Type extends RequestType> = z.ZodType<Requests[Type], Readonly<Record<string, string>>> & {
  readonly shape: Readonly<Record<string, unknown>>;
};

/** The values of a form's fields, by their names. */
export type FormValues = Readonly<Record<string, string>>;

interface FormCodec<Type extends RequestType> {
  /** @param parts what follows the request's type in the form's id */
  readonly read: (parts: readonly string[], values: FormValues, channelOf: ChannelOf) => RequestOf<Type> | Declined;
}

interface Common<Type extends RequestType> {
  readonly type: Type;
  readonly who: "everyone" | "admins";
  /** Where a chat that has windows shows the reply: in a window, or as a message. A form always opens in a window. */
  readonly surface?: "window" | "message";
  /** Whether the reply erases messages of this person, which must then disappear from every open screen. */
  readonly erasesMessages?: boolean;
  /** Whether the command and its reply hold a secret. They are shown to this person, and saved nowhere. */
  readonly isSecret?: boolean;
  readonly command?: CommandCodec<Type>;
  /** Reads the filled-in form as the request that it makes. */
  readonly form?: FormCodec<Type>;
}

type HandlerOf<Type extends RequestType> =
  | {
      /** The request reads and writes nothing about the person, so it can be answered at once. */
      readonly needsPerson: false;
      readonly handle: (context: BotContext, request: RequestOf<Type>) => Reply | Promise<Reply>;
    }
  | {
      readonly needsPerson?: true;
      readonly handle: (context: RequestContext, request: RequestOf<Type>) => Promise<Reply>;
    };

type Opening =
  | { readonly replyMode: Exclude<ReplyMode, "form"> }
  | {
      readonly replyMode: "form";
      /** The label of a button that opens the form again if it was ready too late; null for the form's title. */
      readonly openLabel: ((words: Words) => string) | null;
    };

/** Requires a button codec for requests that buttons can make, and allows none for others. */
type Pressing<Type extends RequestType> = Type extends keyof ButtonRequests
  ? { readonly button: ButtonCodec<Type> }
  : { readonly button?: never };

export type RequestDefinition<Type extends RequestType> = Common<Type> &
  HandlerOf<Type> &
  Opening & {
    readonly button?: ButtonCodec<Type>;
  };

/** Everything about one request, in its own file. A request that a button can make has a codec for it. */
export function defineRequest<Type extends RequestType>(
  definition: RequestDefinition<Type> & Pressing<Type>,
): RequestDefinition<Type> & Pressing<Type> {
  return definition;
}

/**
 * The id of a form that is read as this request.
 * @param parts what the request needs besides the form's fields
 */
export function formId(type: RequestType, ...parts: readonly string[]): string {
  return [type, ...parts].join(":");
}
