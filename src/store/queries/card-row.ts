import { z } from "zod";
import { buttonStyles, type Card, choiceMarks } from "../../cards/card.ts";
import { accountId } from "../../engine/question/ids.ts";

const text = z.string();
const count = z.int().nonnegative();

const span = z.union([
  z.strictObject({ type: z.enum(["plain", "code", "strong", "channel", "community"]), text }),
  z.strictObject({ type: z.literal("command"), text, path: text, arguments: text }),
  z.strictObject({ type: z.literal("name"), text, account: text.transform(accountId) }),
]);
const prose = z.array(span);

const choice = z.strictObject({
  letter: text,
  text: prose,
  mark: z.enum(choiceMarks),
  step: z.int().positive().exactOptional(),
  markText: text,
  share: z.strictObject({ count, of: count, text }).nullable(),
});

const row = z.strictObject({
  lead: text,
  text: prose,
  trail: text,
  own: z.boolean(),
  bar: z.strictObject({ part: z.number(), reached: z.number(), total: z.number() }).nullable(),
});

const heatMap = z.strictObject({
  title: text,
  columns: z.array(text),
  rows: z.array(
    z.strictObject({
      label: text,
      cells: z.array(z.strictObject({ text, percent: z.number().nullable() })),
    }),
  ),
  legend: z.strictObject({ shades: text, empty: text, emptyText: text }),
  description: text,
});

const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["heading", "text", "quote", "note"]), text: prose }),
  z.strictObject({ type: z.literal("code"), language: text, text }),
  z.strictObject({ type: z.literal("choices"), choices: z.array(choice) }),
  z.strictObject({ type: z.literal("rows"), rows: z.array(row) }),
  z.strictObject({ type: z.literal("picture"), heatMap }),
  z.strictObject({ type: z.literal("list"), items: z.array(prose) }),
  z.strictObject({ type: z.literal("link"), before: text, label: text, url: text }),
]);

const button = z.strictObject({
  id: text,
  label: text,
  spoken: text,
  style: z.enum(buttonStyles),
});

/** A card as it was posted. The schema is strict, because an unknown field would be lost silently. */
export const cardRow: z.ZodType<Card> = z.strictObject({
  type: z.literal("card"),
  tone: z.enum(["question", "right", "wrong", "neutral", "refused", "score"]),
  title: text,
  blocks: z.array(block),
  buttons: z.array(z.array(button)),
  reference: z.array(block),
});
