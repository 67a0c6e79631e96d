import type { Race } from "../../interpreter/analysis/race.ts";
import { runProgram } from "../../interpreter/analysis/run.ts";
import type { QueuedTask } from "../../interpreter/analysis/trace.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import { isSameTask, type Job, type Timer } from "../../interpreter/event-loop/job.ts";
import type { RunObserver } from "../../interpreter/execution/machine.ts";
import { randomFrom, textHash } from "../../random/seed.ts";
import { type QuestionId, templateOf } from "../question/ids.ts";
import { nodeLine } from "./generation-input.ts";

/**
 * Of the questions whose order is guaranteed although callbacks meet, how many offer "the order is not guaranteed".
 * Measured, so that this choice is right in 20 to 30 % of the written questions and of the variants that offer it.
 */
const noOrderShare = { written: 0.36, variant: 0.08 } as const;

/**
 * Whether a question with a guaranteed order offers the choice that there is none.
 * @param isNeeded whether there are too few other choices without it
 */
export function offersNoOrder(id: QuestionId, program: Program, isNeeded: boolean): boolean {
  const share = templateOf(id) === null ? noOrderShare.written : noOrderShare.variant;
  const isDrawn = randomFrom(textHash(`${id} no order`))() < share;
  return (isNeeded || isDrawn) && callbacksMeet(program);
}

const kindsOfLoop: readonly Job["kind"][] = ["timer", "interval", "immediate", "input"];

/** A callback that the event loop ran, with the lines that were printed before the next one. */
interface RanCallback {
  readonly job: Job;
  /** Whether something else was waiting to run too. */
  readonly met: boolean;
  readonly printedFrom: number;
}

/** Whether the event loop has two things at once to run or to wait for, so that a person could expect a race. */
function callbacksMeet(program: Program): boolean {
  const callbacks = callbacksOf(program).ran;
  return (
    callbacks.length > 1 && callbacks.some(({ met, job }) => met || job.kind === "immediate" || job.kind === "input")
  );
}

export function timerMeetsImmediate(program: Program): boolean {
  const kinds = callbacksOf(program).ran.map(({ job }) => job.kind);
  return kinds.includes("immediate") && kinds.includes("timer");
}

function callbacksOf(program: Program) {
  const ran: RanCallback[] = [];
  const waiting = new Set<Job>();
  let printed = () => 0;
  const observer: RunObserver = {
    began: (job) => {
      if (!kindsOfLoop.includes(job.kind)) return;
      waiting.delete(job);
      ran.push({ job, met: waiting.size > 0, printedFrom: printed() });
    },
    waitBegan: (timer: Timer) => waiting.add(timer),
    ended: () => {},
    blocked: () => {},
    statement: () => {},
  };
  const run = runProgram(program, {
    nodeLine,
    observer,
    onMachine: (machine) => {
      printed = () => machine.output.size;
    },
  });
  return { ran, run };
}

/** What a program with a race prints if its two callbacks run the other way round. */
export function swappedOutput(program: Program, { first, second }: Extract<Race, { kind: "callbacks" }>) {
  const { ran, run } = callbacksOf(program);
  const starts = [0, ...ran.map(({ printedFrom }) => printedFrom), run.output.length];
  const linesOf = (section: number) => run.output.slice(starts[section], starts[section + 1]);
  const sections = starts.slice(0, -1).map((_, section) => linesOf(section));
  const sectionOf = ({ task, line }: QueuedTask, after: number) =>
    1 + ran.findIndex(({ job }, index) => index >= after && job.line === line && isSameTask(job.task, task));
  const one = sectionOf(first, 0);
  const other = sectionOf(second, one);
  if (one === 0 || other === 0) return run.output;
  return sections.flatMap((lines, section) => {
    if (section === one) return sections[other] ?? [];
    return section === other ? (sections[one] ?? []) : lines;
  });
}
