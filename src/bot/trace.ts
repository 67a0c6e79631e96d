import type { Button, Card, Form } from "../cards/card.ts";
import { refusalCard } from "../cards/notices/notice-card.ts";
import {
  stepCard,
  traceForm,
  traceRefusedCard,
  traceSummaryCard,
  type WrongBelief,
} from "../cards/trace/trace-card.ts";
import { misconceptionId, type TraceId, traceId } from "../engine/question/ids.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import type { TracedProgram, TraceResult } from "../interpreter/analysis/traced-program.ts";
import { buttonId } from "./button-id.ts";
import { type Command, type TraceMove, traceMoves } from "./command.ts";
import type { House } from "./house.ts";
import type { PastedProgram } from "./ports/pasted-programs.ts";
import { traceFormId } from "./trace-form.ts";
import type { Visit } from "./visit.ts";

/** Milliseconds that a pasted program is kept: 7 days. */
const keptFor = 7 * 24 * 60 * 60 * 1000;

/** Wrong beliefs that a summary tells. */
const mostBeliefs = 5;

/** Touches nothing, so that it can be the very first response. */
export function openTraceForm(house: House): Form {
  return traceForm(house.words, traceFormId);
}

/** Runs a program that was pasted, and keeps it where there is something to walk through. */
export async function traceProgram(
  house: House,
  visit: Visit,
  { source, module }: Extract<Command, { type: "trace-program" }>,
): Promise<Card> {
  if (source.trim() === "") return refusalCard(house.words, { code: "trace-empty" }, [anotherButton(house)]);
  const traced = await house.analyzer.analyse(source, module);
  if (traced.type === "refused") return refusedCard(house, traced);
  const id = traceId(house.ids.next());
  await house.store.pastedPrograms.save({ id, account: visit.account.id, source, module, pastedAt: visit.now });
  return summaryOf(house, id, traced.program);
}

export async function showSummary(house: House, visit: Visit, id: TraceId): Promise<Card> {
  const found = await findTraced(house, visit, id);
  return found.type === "traced" ? summaryOf(house, id, found.program) : found;
}

/** One step of the event loop; one beyond the ends is the end. */
export async function showStep(house: House, visit: Visit, id: TraceId, wanted: number): Promise<Card> {
  const { words } = house;
  const found = await findTraced(house, visit, id);
  if (found.type === "card") return found;
  const { source, program } = found;
  const last = program.steps.length - 1;
  const place = Math.min(wanted, last);
  const targets: Readonly<Record<TraceMove, number>> = {
    first: 0,
    back: Math.max(place - 1, 0),
    next: Math.min(place + 1, last),
    last,
  };
  const walk = traceMoves.map((move) => {
    const target = buttonId({ type: "trace-step", move, step: targets[move], trace: id });
    return button(target, words.trace.moves[move], move === "next" ? "primary" : "plain");
  });
  const back = button(buttonId({ type: "trace-summary", trace: id }), words.trace.summary, "plain");
  return stepCard(words, { source, program, place, buttons: [...walk, back] });
}

/** Pasted code goes by itself after its time. A failure is told in the log; the next wake tries again. */
export async function erasePastedPrograms(house: House): Promise<void> {
  try {
    await house.store.pastedPrograms.eraseBefore(house.clock.now() - keptFor);
  } catch (error) {
    house.log.error("old pasted programs were not erased", { error: String(error) });
  }
}

/** A program that was pasted and is kept, with its trace; a card that says why there is none to show. */
async function findTraced(
  house: House,
  visit: Visit,
  id: TraceId,
): Promise<Card | { readonly type: "traced"; readonly source: string; readonly program: TracedProgram }> {
  const pasted = await findPasted(house, visit, id);
  if ("code" in pasted) return refusalCard(house.words, pasted, [anotherButton(house)]);
  const traced = await house.analyzer.analyse(pasted.source, pasted.module);
  return traced.type === "refused" ? refusedCard(house, traced) : { ...traced, source: pasted.source };
}

async function findPasted(house: House, visit: Visit, id: TraceId): Promise<PastedProgram | Refusal> {
  const pasted = await house.store.pastedPrograms.find(id);
  if (!pasted || pasted.pastedAt < visit.now - keptFor) return { code: "trace-gone" };
  return pasted.account === visit.account.id ? pasted : { code: "not-your-trace" };
}

function summaryOf(house: House, id: TraceId, program: TracedProgram): Card {
  const { words } = house;
  const walk = button(
    buttonId({ type: "trace-step", move: "first", step: 0, trace: id }),
    words.trace.start,
    "primary",
  );
  const beliefs = beliefsOf(house, program);
  return traceSummaryCard(words, { program, beliefs, buttons: [walk, anotherButton(house)] });
}

/** Those that the catalogue has a sentence for; different outcomes before further beliefs in the same one. */
function beliefsOf(house: House, program: TracedProgram): readonly WrongBelief[] {
  const told = program.wrong.flatMap((wrong) => {
    const belief = house.bank.misconception(misconceptionId(wrong.misconception));
    return belief ? [{ belief: belief.belief, wrong }] : [];
  });
  const outcomeOf = (one: WrongBelief) => JSON.stringify([one.wrong.output, one.wrong.exitCode]);
  const isFirst = (one: WrongBelief, place: number) =>
    told.findIndex((other) => outcomeOf(other) === outcomeOf(one)) === place;
  const firsts = told.filter(isFirst);
  return [...firsts, ...told.filter((one) => !firsts.includes(one))].slice(0, mostBeliefs);
}

function refusedCard(house: House, { refusal }: Extract<TraceResult, { type: "refused" }>): Card {
  return traceRefusedCard(house.words, refusal, [anotherButton(house)]);
}

function anotherButton(house: House): Button {
  return button(buttonId({ type: "trace" }), house.words.trace.another, "plain");
}

function button(id: string, label: string, look: Button["look"]): Button {
  return { id, label, spoken: label, look };
}
