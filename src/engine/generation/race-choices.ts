import type { Race } from "../../interpreter/analysis/race.ts";
import type { QueuedTask } from "../../interpreter/analysis/trace.ts";
import type { TaskKind } from "../../interpreter/event-loop/job.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { WrongOutput } from "../question/question.ts";
import type { Candidate } from "./candidates.ts";
import type { AnalysedProgram, GenerationInput } from "./generation-input.ts";
import { swappedOutput } from "./order-in-doubt.ts";

/**
 * Misconceptions about whether there is an order at all. A rule of the interpreter cannot express them, because it
 * changes what one run prints, and these are wrong about all runs together.
 */
export const orderMisconceptions = {
  /** Behind the choice "the order is not guaranteed" when it is guaranteed. */
  noOrder: "async-scrambles-order",
  /** The same, when a timer and an immediate meet. */
  timerAndImmediate: "timer-and-immediate-always-race",
  /** Behind the choice of an order when waits race. */
  closeWaits: "close-waits-keep-order",
  /** Behind the choice of an order when a timer races with an immediate. */
  timerFirst: "zero-timer-always-first",
  immediateFirst: "immediate-always-first",
} as const;

const immediates: readonly TaskKind[] = ["set-immediate-callback", "timers-promises-immediate"];
const timers: readonly TaskKind[] = ["set-timeout-callback", "timers-promises-timeout"];

/**
 * Three wrong choices: the order that the times suggest, and orders that misconceptions predict. The other order of two
 * close waits is offered only if somebody has a reason to expect it, or if there are too few others.
 */
export function ordersOfRace(
  input: GenerationInput,
  { program, run }: AnalysedProgram,
  race: Race,
  candidates: readonly Candidate<readonly string[]>[],
): readonly WrongOutput[] {
  const key = (output: readonly string[]) => JSON.stringify(output);
  const planned = orderOf(
    input,
    run.output,
    race.kind === "callbacks" ? firstWins(race.first, race.second) : null,
    candidates,
  );
  const swapped =
    race.kind === "callbacks"
      ? [orderOf(input, swappedOutput(program, race), firstWins(race.second, race.first), candidates)].map(withoutTrust)
      : [];
  const other = swapped.filter(({ output }) => key(output ?? []) !== key(run.output));
  const [expected, unexpected] = [other.filter(isExpected), other.filter((one) => !isExpected(one))];
  const taken = new Set([planned, ...other].map(({ output }) => key(output ?? [])));
  const others = candidates
    .filter(({ outcome }) => !taken.has(key(outcome)))
    .map(({ outcome, misconceptions, pair }) => ({ output: outcome, misconceptions, pair }));
  return [planned, ...expected, ...others, ...unexpected].slice(0, 3);
}

/** Whether more leads to it than trust in the times of close waits. */
function isExpected({ misconceptions }: WrongOutput): boolean {
  return misconceptions.some((id) => id !== orderMisconceptions.closeWaits);
}

/** Trust in the times leads to the other order, so it stays only where nothing else is known. */
function withoutTrust(order: WrongOutput): WrongOutput {
  const misconceptions = order.misconceptions.filter((id) => id !== orderMisconceptions.closeWaits);
  return misconceptions.length > 0 ? { ...order, misconceptions } : order;
}

/** The misconception of a person who is sure that the first of two racing callbacks runs first. */
function firstWins(first: QueuedTask, second: QueuedTask): string {
  const is = (kinds: readonly TaskKind[], { task }: QueuedTask) => kinds.includes(task.kind);
  if (is(timers, first) && is(immediates, second)) return orderMisconceptions.timerFirst;
  if (is(immediates, first) && is(timers, second)) return orderMisconceptions.immediateFirst;
  return orderMisconceptions.closeWaits;
}

function orderOf(
  { known }: GenerationInput,
  output: readonly string[],
  sureOf: string | null,
  candidates: readonly Candidate<readonly string[]>[],
): WrongOutput {
  const predicted = candidates.find(({ outcome, pair }) => pair === null && outcome.join("\n") === output.join("\n"));
  const sure = namedIn(known, sureOf ?? orderMisconceptions.closeWaits);
  const misconceptions = [...new Set([...sure, ...(predicted?.misconceptions ?? [])])];
  return { output, misconceptions, pair: null };
}

/** Empty when the bank has no such misconception. */
export function namedIn(known: GenerationInput["known"], misconception: string): readonly MisconceptionId[] {
  return [...known.keys()].filter((id) => id === misconception);
}
