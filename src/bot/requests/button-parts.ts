import { z } from "zod";
import { topics } from "../../engine/question/curriculum.ts";
import { type MisconceptionId, misconceptionId, type PresentationId, type TraceId } from "../../engine/question/ids.ts";

/** The longest button id that every chat accepts (Discord's custom_id). */
export const buttonIdLimit = 100;

/** The id of a row. A truncated id is the id of no row. */
function rowId<Id extends string>() {
  return z.custom<Id>((value) => typeof value === "string" && /^[A-Za-z0-9_-]{8,40}$/.test(value));
}

export const presentationPart = rowId<PresentationId>();
export const tracePart = rowId<TraceId>();

/** The name of a misconception, which the bank may have lost since. Without its last mark it is truncated. */
export const misconceptionPart = z.codec(z.string().regex(/^[a-z0-9-]{1,60}\.$/), z.custom<MisconceptionId>(), {
  decode: (part) => misconceptionId(part.slice(0, -1)),
  encode: (id) => `${id}.`,
});

/** A whole number without leading zeros. */
function integerIn(max: number) {
  return z.codec(z.string().regex(/^(0|[1-9]\d{0,8})$/), z.int().min(0).max(max), { decode: Number, encode: String });
}

/** The index of a letter: 0 for A. */
export const letterPart = integerIn(7);
export const stepPart = integerIn(9_999);

/** A picked letter, or that the person does not know. */
export const pickPart = z.union([z.literal("unknown"), letterPart]);

/** The word for "no choice". An empty part would make this id a prefix of others. */
function none<const Word extends string>(word: Word) {
  return z.codec(z.literal(word), z.null(), { decode: () => null, encode: () => word });
}

/** The index of a misconception that a verdict asks about; null for none of them. */
export const thoughtPart = z.union([none("none"), integerIn(3)]);

/** A topic; null for all of them. */
export const topicPart = z.union([none("all"), z.enum(topics)]);
/** Every channel of the community. */
export const allChannelsPart = none("all");
