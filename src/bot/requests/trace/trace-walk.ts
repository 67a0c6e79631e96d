import { z } from "zod";
import { stepCard } from "../../../cards/trace/trace-card.ts";
import type { TraceId } from "../../../engine/question/ids.ts";
import { stepPart, tracePart } from "../button-parts.ts";
import { requestButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { summaryCard, tracedProgram } from "./pasted-program.ts";

/** The buttons that step through a trace. Two of them may lead to the same step, but they need different ids. */
export const traceMoves = ["first", "back", "next", "last"] as const;
type TraceMove = (typeof traceMoves)[number];

declare module "../request.ts" {
  interface ButtonRequests {
    readonly "trace-summary": { readonly trace: TraceId };
    readonly "trace-step": { readonly trace: TraceId; readonly move: TraceMove; readonly step: number };
  }
}

export const traceSummary = defineRequest({
  type: "trace-summary",
  who: "everyone",
  replyMode: "in-place",
  button: z.object({ trace: tracePart }),
  handle: async (context, { trace }) => {
    const traced = await tracedProgram(context, trace);
    return traced.type === "traced" ? summaryCard(context, trace, traced.program) : traced;
  },
});

/** One step of the event loop. A number beyond the last step means the last one. */
export const traceStep = defineRequest({
  type: "trace-step",
  who: "everyone",
  replyMode: "in-place",
  // The row comes last: a truncated id is then the id of no row, instead of another step.
  button: z.object({ move: z.enum(traceMoves), step: stepPart, trace: tracePart }),
  handle: async (context, { trace, step }) => {
    const { words } = context;
    const traced = await tracedProgram(context, trace);
    if (traced.type !== "traced") return traced;
    const { source, program } = traced;
    const last = program.steps.length - 1;
    const index = Math.min(step, last);
    const targets: Readonly<Record<TraceMove, number>> = {
      first: 0,
      back: Math.max(index - 1, 0),
      next: Math.min(index + 1, last),
      last,
    };
    const moves = traceMoves.map((move) => {
      const request = { type: "trace-step", move, step: targets[move], trace } as const;
      return requestButton(context, request, words.trace.moves[move], move === "next" ? "primary" : "plain");
    });
    const summary = requestButton(context, { type: "trace-summary", trace }, words.trace.summary);
    return stepCard(words, { source, program, index, buttons: [...moves, summary] });
  },
});
