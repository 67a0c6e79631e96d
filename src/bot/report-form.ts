import { z } from "zod";
import { longestNote, reportReasons } from "../engine/community/report.ts";
import type { PresentationId } from "../engine/question/ids.ts";
import { replaceControls } from "../text/control-characters.ts";
import type { Request } from "./command.ts";

/** Written before the question's name in the id under which its form comes back. */
export const reportFormPrefix = "report-form:";

const filledIn = z.object({
  presentation: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,40}$/)
    .transform((text) => text as PresentationId),
  reason: z.string().trim().toLowerCase().pipe(z.enum(reportReasons)),
  note: z.string().default("").transform(cleaned),
});

/** The id of the form for a question: it names the row, so that it works after a restart. */
export function reportFormId(presentation: PresentationId): string {
  return `${reportFormPrefix}${presentation}`;
}

/** Reads the form on which a question is reported. */
export function reportFormRequest(id: string, values: Readonly<Record<string, string>>): Request {
  const read = filledIn.safeParse({ ...values, presentation: id.slice(reportFormPrefix.length) });
  if (!read.success) return { type: "declined", refusal: { code: "unknown-button" } };
  const { presentation, reason, note } = read.data;
  if ([...note].length > longestNote) return { type: "declined", refusal: { code: "too-long", limit: longestNote } };
  return { type: "report-question", presentation, reason, note };
}

/** Normalises line breaks, and replaces characters that must not be seen. */
function cleaned(text: string): string {
  return replaceControls(text.replaceAll(/\r\n?/g, "\n"), " ").trim();
}
