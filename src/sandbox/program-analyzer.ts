import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { ProgramAnalyzer } from "../bot/ports/program-analyzer.ts";
import type { TraceRefusal, TraceResult } from "../interpreter/analysis/traced-program.ts";
import type { NodeLine } from "../interpreter/rules/semantics.ts";
import type { Pasted, Said, ThreadData } from "./analysis-thread.ts";

interface SandboxLimit {
  readonly most: number;
  readonly reason: string;
}

/** What a stranger's program may cost, each with its reason. */
const sandboxLimits = {
  milliseconds: { most: 2_000, reason: "a snippet of a lesson takes some 10 milliseconds with all its wrong beliefs" },
  oldSpace: { most: 128, reason: "megabytes; the interpreter's own bound of memory is reached far below" },
  youngSpace: { most: 16, reason: "megabytes; garbage of one statement does not need more" },
  stack: { most: 4, reason: "megabytes; what Node gives a thread, and the bound of depth fits in" },
  waiting: { most: 60, reason: "programs; who comes after waits two minutes at worst, and is told to come later" },
  remembered: { most: 32, reason: "answers of about a megabyte at worst; more people than walk at one time" },
} as const satisfies Readonly<Record<string, SandboxLimit>>;

export interface AnalystOptions {
  /** The compiled `analysis-thread`. */
  readonly thread: URL;
  readonly nodeLine: NodeLine;
  /** Milliseconds for one program; by default the limit of the house. */
  readonly patience?: number;
  /** Megabytes of heap; by default the limit of the house. */
  readonly heap?: number;
}

interface Waiting {
  readonly pasted: Pasted;
  readonly resolve: (traced: TraceResult) => void;
  readonly reject: (error: Error) => void;
}

/** How asking a thread ended: with what it said, or with its end. */
type Outcome =
  | { readonly type: "said"; readonly said: Said }
  | { readonly type: "late" }
  | { readonly type: "ended"; readonly error: Error };

/**
 * Analyses programs one after the other in a thread of their own, which is ended where one takes too long or too
 * much, and replaced with the next program.
 */
export function openAnalyst(options: AnalystOptions): ProgramAnalyzer & { close(): Promise<void> } {
  const { patience = sandboxLimits.milliseconds.most } = options;
  const waiting: Waiting[] = [];
  const remembered = openMemory(sandboxLimits.remembered.most);
  let thread: Thread | null = null;
  let working: Promise<void> | null = null;
  let closed = false;

  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { pasted, resolve, reject } = next;
      await analyseOne(pasted).then(resolve, reject);
    }
    thread?.rest();
    working = null;
  }

  async function analyseOne(pasted: Pasted): Promise<TraceResult> {
    const known = remembered.get(pasted);
    if (known) return known;
    if (closed) return refused("too-busy");
    if (thread === null || thread.isGone()) thread = openThread(options);
    const outcome = await thread.ask(pasted, patience);
    if (outcome.type === "said") return settled(pasted, outcome.said);
    await endThread();
    if (outcome.type === "late") return refused("too-slow");
    if (isOutOfMemory(outcome.error)) return refused("too-much-memory");
    throw outcome.error;
  }

  function settled(pasted: Pasted, said: Said): TraceResult {
    if (said.type === "broken") throw new Error(`the interpreter broke: ${said.error}`);
    if (said.type === "ready") throw new Error("the thread answered nothing");
    remembered.keep(pasted, said);
    return said;
  }

  async function endThread(): Promise<void> {
    const ending = thread;
    thread = null;
    await ending?.end();
  }

  return {
    analyse: (source, module) => {
      const known = remembered.get({ source, module });
      if (known) return Promise.resolve(known);
      if (closed || waiting.length >= sandboxLimits.waiting.most) return Promise.resolve(refused("too-busy"));
      return new Promise((resolve, reject) => {
        waiting.push({ pasted: { source, module }, resolve, reject });
        working ??= work();
      });
    },
    close: async () => {
      closed = true;
      await endThread();
      await working;
    },
  };
}

function refused(code: TraceRefusal["code"]): TraceResult {
  return { type: "refused", refusal: { code, message: "", line: 0, column: 0 } };
}

function isOutOfMemory(error: Error): boolean {
  return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

/** One thread, from its birth to its end. */
interface Thread {
  ask(pasted: Pasted, patience: number): Promise<Outcome>;
  isGone(): boolean;
  /** Holds up the program's end no longer, until it is asked again. */
  rest(): void;
  end(): Promise<void>;
}

function openThread({ thread, nodeLine, heap }: AnalystOptions): Thread {
  const workerData: ThreadData = { nodeLine };
  const { oldSpace, youngSpace, stack } = sandboxLimits;
  const resourceLimits = {
    maxOldGenerationSizeMb: heap ?? oldSpace.most,
    maxYoungGenerationSizeMb: youngSpace.most,
    stackSizeMb: stack.most,
  };
  const worker = new Worker(thread, { workerData, resourceLimits, env: {}, argv: [], execArgv: [], name: "analysis" });
  let hear: (outcome: Outcome) => void = () => {};
  let ended: Outcome | null = null;
  const end = (error: Error) => {
    ended ??= { type: "ended", error };
    hear(ended);
  };
  worker.on("message", (said: Said) => hear({ type: "said", said }));
  worker.on("error", end);
  worker.on("exit", () => end(new Error("the thread ended by itself")));
  const heard = () =>
    new Promise<Outcome>((resolve) => {
      if (ended) resolve(ended);
      else hear = resolve;
    });
  // The time of a program begins when the thread is there: loading it on a busy machine is not the program's fault.
  const ready = heard();

  return {
    async ask(pasted, patience) {
      worker.ref();
      const born = await ready;
      if (born.type !== "said") return born;
      const answer = heard();
      worker.postMessage(pasted);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Outcome>((resolve) => {
        timer = setTimeout(() => resolve({ type: "late" }), patience);
      });
      return Promise.race([answer, late]).finally(() => clearTimeout(timer));
    },
    isGone: () => ended !== null,
    rest: () => worker.unref(),
    end: async () => {
      await worker.terminate();
    },
  };
}

/** The latest programs' answers, so that who walks through one does not wait at each step. Lost at the end. */
function openMemory(most: number) {
  const kept = new Map<string, TraceResult>();
  // Not the program itself: what people paste is to be nowhere once it is erased.
  const keyOf = ({ source, module }: Pasted) => createHash("sha256").update(`${module} ${source}`).digest("base64");
  return {
    get(pasted: Pasted): TraceResult | null {
      const found = kept.get(keyOf(pasted)) ?? null;
      if (found) this.keep(pasted, found);
      return found;
    },
    keep(pasted: Pasted, traced: TraceResult): void {
      const key = keyOf(pasted);
      kept.delete(key);
      kept.set(key, traced);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}
