import type { MisconceptionId, QuestionId } from "./ids.ts";
import { type Prediction, partingOf, predict } from "./program/diagnose.ts";
import { type Program, parseProgram } from "./program/parse.ts";
import { findRace, type Race } from "./program/race.ts";
import { isSameOutput, type Run, runProgram } from "./program/run.ts";
import type { ModuleKind, NodeLine } from "./program/semantics.ts";
import type { TraceStep } from "./program/trace.ts";
import { type WrongMind, wrongMinds } from "./program/wrong-minds.ts";
import type { Departure, ProgramQuestion, WrongOutput } from "./question.ts";
import { textHash } from "./seed.ts";
import type { Topic } from "./topic.ts";

/** What is computed of a program question: the key, the wrong choices, and the race where there is one. */
type ProgramChoices = Pick<ProgramQuestion, "race" | "right" | "wrong">;

/** Why a program makes no question, though it runs. */
export type Unfit =
  | { readonly type: "too-many-steps"; readonly steps: number }
  | { readonly type: "line-count"; readonly count: number }
  | { readonly type: "line-form"; readonly line: string }
  | { readonly type: "differs-by-node"; readonly one: NodeLine; readonly other: NodeLine }
  | { readonly type: "shows-the-clock" }
  | { readonly type: "few-beliefs"; readonly outputs: number };

export const programLimits = {
  /** Instructions of the true run: it is run about two hundred times when the bank is read. */
  steps: 3_000,
  fewestLines: 2,
  mostLines: 8,
  /** Characters of one printed line. */
  lineLength: 16,
  /** Beliefs behind one wrong choice; more would say little about whoever picks it. */
  beliefs: 3,
} as const;

/** What has to be known besides the program. */
interface ProgramPlan {
  readonly id: QuestionId;
  readonly program: string;
  readonly module: ModuleKind;
  readonly topic: Topic;
  /** The beliefs that have an entry in the catalogue, with its topic: others cannot be named. */
  readonly known: ReadonlyMap<string, Topic | null>;
}

const nodeLine: NodeLine = 20;
const otherLines: readonly NodeLine[] = [22, 24];
const wrongOutputs = 2;

/** The belief of whoever takes an asynchronous order for chance. */
const scrambles = "async-scrambles-order";
/** The beliefs of whoever takes a race for an order. */
const zeroRace = "timeout0-vs-immediate-fixed";
const closeRace = "close-waits-keep-order";

/**
 * The choices of a program question. The right one is what Node prints, or that no order is guaranteed; the wrong
 * ones are what misconceptions predict, as few of them a choice as may be, so that a wrong answer names its belief.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function programChoices(plan: ProgramPlan): ProgramChoices | Unfit {
  const program = parseProgram(plan.program, plan.module);
  const run = runProgram(program, { nodeLine });
  const unfit = unfitRun(run) ?? differenceOf(program, run);
  if (unfit !== null) return unfit;
  const race = raceOf(program, run);
  if (race !== null && /\b(Date|performance)\b/.test(plan.program)) return { type: "shows-the-clock" };
  const minds = wrongMinds.filter((mind) => plan.known.has(mind.id));
  const candidates = candidatesOf(plan, run, predict(program, nodeLine, minds));
  return race === null ? ofOneOrder(plan, program, run, candidates) : ofNoOrder(plan, run, race, candidates);
}

function unfitRun({ steps, output }: Run): Unfit | null {
  if (steps > programLimits.steps) return { type: "too-many-steps", steps };
  const count = output.length;
  if (count < programLimits.fewestLines || count > programLimits.mostLines) return { type: "line-count", count };
  const line = output.find((one) => !isShowable(one));
  return line === undefined ? null : { type: "line-form", line };
}

/** A choice shows the lines in a row, and each chat marks them as code. */
function isShowable(line: string): boolean {
  return line.trim() === line && line !== "" && line.length <= programLimits.lineLength && !/[`·\p{Cc}]/u.test(line);
}

function differenceOf(program: Program, run: Run): Unfit | null {
  const other = otherLines.find((line) => !isSameOutput(runProgram(program, { nodeLine: line }).output, run.output));
  return other === undefined ? null : { type: "differs-by-node", one: nodeLine, other };
}

/** How the lines of Node differ, in when an ES module is run, may make a race on one of them alone. */
function raceOf(program: Program, run: Run): Race | null {
  const lines: readonly NodeLine[] = program.module === "module" ? [nodeLine, 24] : [nodeLine];
  for (const line of lines) {
    const race = findRace(program, line, line === nodeLine ? run : runProgram(program, { nodeLine: line }));
    if (race !== null) return race;
  }
  return null;
}

/** An output that some beliefs, and no other, predict. */
interface Candidate {
  readonly output: readonly string[];
  readonly minds: readonly string[];
}

/**
 * The best first: one belief, then two; about as many lines as the machine prints; beliefs of the question's own topic;
 * exactly as many lines; and otherwise others in each question.
 */
function candidatesOf(
  { id, topic, known }: ProgramPlan,
  run: Run,
  predictions: readonly Prediction[],
): readonly Candidate[] {
  const mindsByOutput = new Map<string, string[]>();
  for (const { id: mind, output } of predictions) {
    if (isSameOutput(output, run.output) || output.length === 0 || !output.every(isShowable)) continue;
    const key = JSON.stringify(output);
    mindsByOutput.set(key, [...(mindsByOutput.get(key) ?? []), mind]);
  }
  const candidates = [...mindsByOutput].map(([key, minds]) => ({ output: JSON.parse(key) as string[], minds }));
  const isElsewhere = ({ minds }: Candidate) => Number(!minds.some((mind) => known.get(mind) === topic));
  const unevenness = ({ output }: Candidate) => Math.abs(output.length - run.output.length);
  const isRagged = (candidate: Candidate) => Number(unevenness(candidate) > 1);
  const chance = ({ minds }: Candidate) => textHash(`${id} ${minds.join(" ")}`);
  return candidates
    .filter(({ output, minds }) => output.length <= programLimits.mostLines && minds.length <= programLimits.beliefs)
    .sort(
      (a, b) =>
        a.minds.length - b.minds.length ||
        isRagged(a) - isRagged(b) ||
        isElsewhere(a) - isElsewhere(b) ||
        unevenness(a) - unevenness(b) ||
        chance(a) - chance(b),
    );
}

function ofOneOrder(
  plan: ProgramPlan,
  program: Program,
  run: Run,
  candidates: readonly Candidate[],
): ProgramChoices | Unfit {
  if (candidates.length < wrongOutputs) return { type: "few-beliefs", outputs: candidates.length };
  const predicted = candidates.slice(0, wrongOutputs).map((candidate) => ({
    output: candidate.output,
    misconceptions: candidate.minds as MisconceptionId[],
    departure: departureOf(program, candidate.minds[0] as string),
  }));
  const noOrder: WrongOutput = { output: null, misconceptions: named(plan, scrambles), departure: null };
  return { race: null, right: { output: run.output }, wrong: [...predicted, noOrder] };
}

/** Wrong are the order that goes by the plan, and one that some belief makes of it. */
function ofNoOrder(plan: ProgramPlan, run: Run, race: Race, candidates: readonly Candidate[]): ProgramChoices | Unfit {
  const belief = [race.first, race.second].some((one) => one.startsWith("setImmediate")) ? zeroRace : closeRace;
  const other = candidates.find(({ minds }) => minds.join() === belief) ?? candidates[0];
  if (other === undefined) return { type: "few-beliefs", outputs: 0 };
  const planned = { output: run.output, misconceptions: named(plan, belief), departure: null };
  const predicted = { output: other.output, misconceptions: other.minds as MisconceptionId[], departure: null };
  return { race, right: { output: null }, wrong: [planned, predicted] };
}

function named({ known }: ProgramPlan, belief: string): readonly MisconceptionId[] {
  return known.has(belief) ? [belief as MisconceptionId] : [];
}

function departureOf(program: Program, belief: string): Departure | null {
  const mind = wrongMinds.find((one) => one.id === belief) as WrongMind;
  const parting = partingOf(program, nodeLine, mind);
  if (parting === null) return null;
  const { agreed, machine, mind: taken } = parting;
  return { after: agreed && stepOf(agreed), machine: stepOf(machine), belief: stepOf(taken) };
}

function stepOf({ line, job, at }: TraceStep) {
  return { line, job: job === "main script" ? null : job, at };
}
