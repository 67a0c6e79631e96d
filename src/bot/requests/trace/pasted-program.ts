import type { Button, Card } from "../../../cards/card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { traceRefusedCard, traceSummaryCard, type WrongPrediction } from "../../../cards/trace/trace-card.ts";
import type { Instant } from "../../../engine/community/calendar.ts";
import type { TraceId } from "../../../engine/question/ids.ts";
import type { TracedProgram, TraceResult } from "../../../interpreter/analysis/traced-program.ts";
import type { BotContext, RequestContext } from "../../context.ts";
import { requestButton } from "../buttons.ts";

/** How long a pasted program is kept: 7 days. */
const retentionMs = 7 * 24 * 60 * 60 * 1000;

/** How many misconceptions a summary shows. */
const maxPredictions = 5;

/** A pasted program with its trace, or a card that says why there is none to show. */
export async function tracedProgram(
  context: RequestContext,
  id: TraceId,
): Promise<Card | { readonly type: "traced"; readonly source: string; readonly program: TracedProgram }> {
  const another = [anotherButton(context)];
  const pasted = await context.store.pastedPrograms.find(id);
  if (!pasted || pasted.pastedAt < context.now - retentionMs) {
    return refusalCard(context.words, { code: "trace-gone" }, another);
  }
  if (pasted.account !== context.account.id) return refusalCard(context.words, { code: "not-your-trace" }, another);
  const traced = await context.analyzer.analyse(pasted.source, pasted.module);
  return traced.type === "refused" ? refusedTrace(context, traced) : { ...traced, source: pasted.source };
}

export function summaryCard(context: BotContext, trace: TraceId, program: TracedProgram): Card {
  const { words } = context;
  const first = { type: "trace-step", move: "first", step: 0, trace } as const;
  return traceSummaryCard(words, {
    program,
    predictions: wrongPredictions(context, program),
    buttons: [requestButton(context, first, words.trace.start, "primary"), anotherButton(context)],
  });
}

export function refusedTrace(context: BotContext, { refusal }: Extract<TraceResult, { type: "refused" }>): Card {
  return traceRefusedCard(context.words, refusal, [anotherButton(context)]);
}

export function anotherButton(context: BotContext): Button {
  return requestButton(context, { type: "trace" }, context.words.trace.another);
}

/** Erases pasted programs after their time. An error goes to the log, and the next wake tries again. */
export async function erasePastedPrograms({ store, log }: BotContext, now: Instant): Promise<void> {
  try {
    await store.pastedPrograms.eraseBefore(now - retentionMs);
  } catch (error) {
    log.error("old pasted programs were not erased", { error: String(error) });
  }
}

/** Misconceptions of the bank that predict something else; different outcomes come before repeated ones. */
function wrongPredictions({ bank }: BotContext, { wrong: all }: TracedProgram): readonly WrongPrediction[] {
  const sentences = new Map<string, string>(bank.misconceptions.map(({ id, belief }) => [id, belief]));
  const known = all.flatMap((wrong) => {
    const belief = sentences.get(wrong.misconception);
    return belief === undefined ? [] : [{ belief, wrong }];
  });
  const outcomeOf = ({ wrong }: WrongPrediction) => JSON.stringify([wrong.output, wrong.exitCode]);
  const isFirst = (one: WrongPrediction, index: number) =>
    known.findIndex((other) => outcomeOf(other) === outcomeOf(one)) === index;
  const firsts = known.filter(isFirst);
  return [...firsts, ...known.filter((one) => !firsts.includes(one))].slice(0, maxPredictions);
}
