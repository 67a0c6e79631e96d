import { z } from "zod";
import { longestNote, reportReasons } from "../engine/community/report.ts";
import type { AskedId } from "../engine/question/ids.ts";
import type { Request } from "./command.ts";

/** Written before the question's name in the id under which its form comes back. */
export const reportFormPrefix = "report-form:";

const filledIn = z.object({
  asked: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,40}$/)
    .transform((text) => text as AskedId),
  reason: z.string().trim().toLowerCase().pipe(z.enum(reportReasons)),
  note: z.string().default("").transform(withoutControls),
});

/** The id of the form for a question: it names the row, so that it works after a restart. */
export function reportFormId(asked: AskedId): string {
  return `${reportFormPrefix}${asked}`;
}

/** Reads the form on which a question is reported. */
export function reportFormRequest(id: string, values: Readonly<Record<string, string>>): Request {
  const read = filledIn.safeParse({ ...values, asked: id.slice(reportFormPrefix.length) });
  if (!read.success) return { type: "declined", refusal: { code: "unknown-button" } };
  const { asked, reason, note } = read.data;
  if ([...note].length > longestNote) return { type: "declined", refusal: { code: "too-long", limit: longestNote } };
  return { type: "report-question", asked, reason, note };
}

/** With one kind of line end, and nothing that no database or terminal bears: controls and halves of characters. */
function withoutControls(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, " ")
    .trim();
}
