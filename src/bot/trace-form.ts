import { z } from "zod";
import { bounds } from "../interpreter/rules/budget.ts";
import type { Request } from "./command.ts";

/** The id under which the form for a program comes back. */
export const traceFormId = "trace-program";

/** More than is run, so that a program that is too long is told so by its length; not more than anybody pastes. */
const longestPaste = 2 * bounds.source;

const filledIn = z.object({
  code: z.string().max(longestPaste),
  module: z.enum(["commonjs", "module"]),
});

/** Reads the form for a program. */
export function traceFormRequest(values: Readonly<Record<string, string>>): Request {
  const read = filledIn.safeParse({ ...values, module: values.module?.trim().toLowerCase() });
  if (!read.success) {
    const isLong = (values.code ?? "").length > longestPaste;
    if (isLong) return { type: "declined", refusal: { code: "too-long", limit: bounds.source } };
    return { type: "declined", refusal: { code: "bad-module", typed: values.module ?? "" } };
  }
  return { type: "trace-program", source: programIn(read.data.code), module: read.data.module };
}

/** The program alone: without the fence that people put around code in chats, and with the line ends of code. */
function programIn(pasted: string): string {
  const text = pasted.replaceAll(/\r\n?/g, "\n");
  const fenced = /^\s*(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)\n?[ \t]*\1\s*$/.exec(text);
  return (fenced?.[2] ?? text).replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
