import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { traceForm } from "../../../cards/trace/trace-card.ts";
import { traceId } from "../../../engine/question/ids.ts";
import { bounds } from "../../../interpreter/rules/budget.ts";
import type { ModuleKind } from "../../../interpreter/rules/semantics.ts";
import { defineRequest, type FormValues, formId } from "../definition.ts";
import { type Declined, declined, type NoFields, type RequestOf } from "../request.ts";
import { anotherButton, refusedTrace, summaryCard } from "./pasted-program.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    /** Opens the form for a program. */
    readonly trace: NoFields;
  }
  interface Requests {
    readonly "trace-program": { readonly source: string; readonly module: ModuleKind };
  }
}

export const trace = defineRequest({
  type: "trace",
  who: "everyone",
  needsPerson: false,
  replyMode: "form",
  openLabel: null,
  command: { words: ["trace"], arguments: [], help: (words) => words.help.trace, read: () => ({ type: "trace" }) },
  button: z.object({}),
  handle: ({ words }) => traceForm(words, formId("trace-program")),
});

/** Traces a pasted program, and saves it if there is something to step through. */
export const traceProgram = defineRequest({
  type: "trace-program",
  who: "everyone",
  replyMode: "private",
  form: { read: (parts, values) => (parts.length > 0 ? declined({ code: "unknown-button" }) : readForm(values)) },
  handle: async (context, { source, module }) => {
    if (source.trim() === "") return refusalCard(context.words, { code: "trace-empty" }, [anotherButton(context)]);
    const traced = await context.analyzer.analyse(source, module);
    if (traced.type === "refused") return refusedTrace(context, traced);
    const id = traceId(context.ids.next());
    const { account, now: pastedAt } = context;
    await context.store.pastedPrograms.save({ id, account: account.id, source, module, pastedAt });
    return summaryCard(context, id, traced.program);
  },
});

/** Longer than a program may be, so that the analysis can report one as too long, but less than fits into a form. */
const maxPastedLength = 2 * bounds.source;

const filledIn = z.object({
  code: z.string().max(maxPastedLength),
  module: z.enum(["commonjs", "module"]),
});

function readForm(values: FormValues): RequestOf<"trace-program"> | Declined {
  const read = filledIn.safeParse({ ...values, module: values.module?.trim().toLowerCase() });
  if (read.success) {
    return { type: "trace-program", source: programIn(read.data.code), module: read.data.module };
  }
  const isLong = (values.code ?? "").length > maxPastedLength;
  if (isLong) return declined({ code: "too-long", limit: bounds.source });
  return declined({ code: "bad-module", typed: values.module ?? "" });
}

/** Only the program: without the fence that people put around code in chats, and with plain line feeds. */
function programIn(pasted: string): string {
  const text = pasted.replaceAll(/\r\n?/g, "\n");
  const fenced = /^\s*(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)\n?[ \t]*\1\s*$/.exec(text);
  return (fenced?.[2] ?? text).replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
