import gift from "gift-pegjs";
import { z } from "zod";
import type { Remark } from "./draft.ts";
import type { GiftBlock } from "./gift-blocks.ts";
import { hideSigns, showSigns } from "./gift-escapes.ts";

const shownText = z.string().transform(showSigns);
const text = z.object({ format: z.enum(["moodle", "html", "markdown", "plain"]), text: shownText });
const asked = { title: shownText.nullable(), stem: text, globalFeedback: text.nullable() };

/** What the parser makes of one question, as far as it is needed here. */
const parsedQuestion = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("MC"),
    ...asked,
    choices: z.array(
      z.object({ isCorrect: z.boolean(), weight: z.number().nullable(), text, feedback: text.nullable() }),
    ),
  }),
  z.object({ type: z.literal("Matching"), ...asked }),
  z.object({ type: z.enum(["Description", "Essay", "Numerical", "Short", "TF"]) }),
]);

export type ParsedGift = z.infer<typeof parsedQuestion>;
export type GiftText = z.infer<typeof text>;

const notGift =
  "write a backslash before each of ~ = # { } : that is meant as it stands, close the answers with }, " +
  "and let empty lines stand between questions and not within";

/** Never throws because of what stands in the block. */
export function parseGift(block: GiftBlock): { readonly question: ParsedGift } | { readonly fault: Remark } {
  const fault = (line: number, what: string) => ({ fault: { line, message: `${what}; ${notGift}` } });
  try {
    const parsed = z.tuple([parsedQuestion]).safeParse(gift.parse(hideSigns(block.text)));
    return parsed.success ? { question: parsed.data[0] } : fault(block.line, "is no question that GIFT knows");
  } catch (error) {
    const place = z.object({ location: z.object({ start: z.object({ line: z.number() }) }) }).safeParse(error);
    if (!place.success) throw error;
    const line = block.lines[place.data.location.start.line - 1] ?? block.lines.at(-1) ?? block.line;
    return fault(line, "is not GIFT from here on");
  }
}
