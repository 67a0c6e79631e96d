import type { Request } from "./command.ts";
import type { ChannelOf } from "./daily-arguments.ts";
import { reportFormPrefix, reportFormRequest } from "./report-form.ts";
import { dailyFormId, dailyFormRequest } from "./settings-form.ts";
import { traceFormId, traceFormRequest } from "./trace-form.ts";

/** Reads a form that was sent back, by the id under which it was opened. */
export function formRequest(id: string, values: Readonly<Record<string, string>>, channelOf: ChannelOf): Request {
  if (id.startsWith(reportFormPrefix)) return reportFormRequest(id, values);
  switch (id) {
    case dailyFormId:
      return dailyFormRequest(values, channelOf);
    case traceFormId:
      return traceFormRequest(values);
    default:
      return { type: "declined", refusal: { code: "unknown-button" } };
  }
}
