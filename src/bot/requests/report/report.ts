import { z } from "zod";
import { refusalCard, reportForm, reportSavedCard } from "../../../cards/notices/notice-card.ts";
import { longestNote, type ReportReason, reportReasons } from "../../../engine/community/report.ts";
import { type PresentationId, reportId } from "../../../engine/question/ids.ts";
import { replaceControls } from "../../../text/control-characters.ts";
import { loadOwn } from "../../presentation.ts";
import { presentationPart } from "../button-parts.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest, formId } from "../definition.ts";
import { declined } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    /** Opens the form on which a question is reported. */
    readonly report: { readonly presentation: PresentationId };
  }
  interface Requests {
    readonly "report-question": {
      readonly presentation: PresentationId;
      readonly reason: ReportReason;
      /** At most `longestNote` characters; empty for none. */
      readonly note: string;
    };
  }
}

/** The form's id names the row, so it works after a restart. */
export const report = defineRequest({
  type: "report",
  who: "everyone",
  needsPerson: false,
  replyMode: "form",
  openLabel: null,
  button: z.object({ presentation: presentationPart }),
  handle: ({ words }, { presentation }) => reportForm(words, formId("report-question", presentation)),
});

const filledIn = z.object({
  presentation: presentationPart,
  reason: z.string().trim().toLowerCase().pipe(z.enum(reportReasons)),
  note: z.string().default("").transform(cleaned),
});

/** Saves what a person says is wrong, also with a question that was changed or removed since it was presented. */
export const reportQuestion = defineRequest({
  type: "report-question",
  who: "everyone",
  replyMode: "private",
  form: {
    read: ([presentation, ...more], values) => {
      const read = filledIn.safeParse({ ...values, presentation });
      if (!read.success || more.length > 0) return declined({ code: "unknown-button" });
      if ([...read.data.note].length > longestNote) return declined({ code: "too-long", limit: longestNote });
      return { type: "report-question", ...read.data };
    },
  },
  handle: async (context, { presentation: id, reason, note }) => {
    const own = await loadOwn(context, id);
    if ("code" in own) return refusalCard(context.words, own, []);
    const { presentation } = own;
    await context.store.reports.save({
      id: reportId(context.ids.next()),
      presentation: presentation.id,
      question: presentation.question,
      digest: presentation.digest,
      account: context.account.id,
      reason,
      note,
      reportedAt: context.now,
    });
    return reportSavedCard(context.words, [nextButton(context, presentation.topic)]);
  },
});

/** Normalises line breaks, and replaces characters that nobody can see. */
function cleaned(text: string): string {
  return replaceControls(text.replaceAll(/\r\n?/g, "\n"), " ").trim();
}
