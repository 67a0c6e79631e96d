import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import PQueue from "p-queue";
import type { Tinypool } from "tinypool";
import type { ProgramAnalyzer } from "../bot/ports/program-analyzer.ts";
import type { Generate, GenerationRequest, GenerationResult } from "../engine/generation/generate.ts";
import type { TraceRefusal, TraceResult } from "../interpreter/analysis/traced-program.ts";
import type { NodeLine } from "../interpreter/rules/semantics.ts";
import type { PastedSource } from "./analysis-thread.ts";

interface SandboxLimit {
  readonly most: number;
  readonly reason: string;
}

/** What a program may cost. */
const sandboxLimits = {
  traceMs: { most: 2_000, reason: "a lesson's snippet takes about 10 ms with all its misconceptions" },
  generateMs: { most: 120_000, reason: "twenty variants of a template take a second, and longer on a busy machine" },
  oldSpace: { most: 128, reason: "megabytes; the interpreter's own bound of memory is far below" },
  youngSpace: { most: 16, reason: "megabytes; the garbage of one statement does not need more" },
  stack: { most: 4, reason: "megabytes; what Node gives a thread, and the interpreter's bound of the depth fits in" },
  waiting: { most: 60, reason: "programs; the last one waits two minutes at worst, and further ones are refused" },
  remembered: { most: 32, reason: "results of at most a megabyte; more than people step through at one time" },
  idleMs: { most: 60_000, reason: "an idle thread holds some megabytes; people who step through come back sooner" },
} as const satisfies Readonly<Record<string, SandboxLimit>>;

export interface SandboxOptions {
  /** The compiled `analysis-thread`. */
  readonly thread: URL;
  readonly nodeLine: NodeLine;
  /** How many programs run at once, each in a thread of its own. */
  readonly threads?: number;
  /** How long a pasted program may take. */
  readonly limitMs?: number;
  /** Megabytes of heap. */
  readonly heap?: number;
}

/** Runs programs where they can neither block nor break the bot. */
export interface Sandbox extends ProgramAnalyzer {
  readonly generate: Generate;
  readonly close: () => Promise<void>;
}

type Outcome<Result> =
  | { readonly type: "done"; readonly result: Result }
  | { readonly type: "too-slow" | "too-much-memory" | "too-busy" };

/**
 * Runs programs in threads of their own. A thread is ended when its program takes too long or too much memory; the
 * next program gets a new one.
 */
export function openSandbox(options: SandboxOptions): Sandbox {
  const { nodeLine, limitMs = sandboxLimits.traceMs.most } = options;
  const threads = openThreads(options);
  const remembered = new LRUCache<string, TraceResult>({ max: sandboxLimits.remembered.most });
  return {
    analyse: async (source, module) => {
      // The key is not the program itself: what people paste must not stay in memory after they erase it.
      const key = createHash("sha256").update(`${module} ${source}`).digest("base64");
      const known = remembered.get(key);
      if (known) return known;
      if (threads.waiting() >= sandboxLimits.waiting.most) return refused("too-busy");
      const pasted: PastedSource = { source, module, nodeLine };
      const outcome = await threads.run<PastedSource, TraceResult>("trace", pasted, limitMs);
      if (outcome.type !== "done") return refused(outcome.type);
      remembered.set(key, outcome.result);
      return outcome.result;
    },
    generate: async (request) => {
      const limit = sandboxLimits.generateMs.most;
      const outcome = await threads.run<GenerationRequest, GenerationResult>("generate", request, limit);
      return outcome.type === "done" ? outcome.result : { type: "rejected", reason: { type: "too-costly" } };
    },
    close: threads.close,
  };
}

function refused(code: TraceRefusal["code"]): TraceResult {
  return { type: "refused", refusal: { code, message: "", line: 0, column: 0 } };
}

/** Threads that run one task at a time each. Tasks that wait for a thread do so here, in order. */
function openThreads(options: SandboxOptions) {
  const { threads = 1 } = options;
  let pool: Promise<Tinypool> | null = null;
  const queue = new PQueue({ concurrency: threads });
  let closed = false;

  async function runOnce<Task, Result>(name: string, task: Task, limitMs: number): Promise<Outcome<Result>> {
    if (closed) return { type: "too-busy" };
    let signal: AbortSignal | null = null;
    try {
      pool ??= openPool(options, threads);
      const opened = await pool;
      // The time of a program begins when the thread has loaded: on a busy machine, that takes a while.
      if (opened.threads.length < threads) await opened.run(null, { name: "ready" });
      signal = AbortSignal.timeout(limitMs);
      return { type: "done", result: await opened.run(task, { name, signal }) };
    } catch (error) {
      if (closed) return { type: "too-busy" };
      if (signal?.aborted) return { type: "too-slow" };
      if (isOutOfMemory(error)) return { type: "too-much-memory" };
      throw error;
    }
  }

  /**
   * The pool can hand a task to the thread that it is ending for the program before it, if that program's result
   * arrives at its time limit. The task then fails with that thread; the second attempt gets a new one.
   */
  function runNow<Task, Result>(name: string, task: Task, limitMs: number): Promise<Outcome<Result>> {
    return runOnce<Task, Result>(name, task, limitMs).catch(() => runOnce<Task, Result>(name, task, limitMs));
  }

  return {
    run: <Task, Result>(name: "trace" | "generate", task: Task, limitMs: number) =>
      queue.add(() => runNow<Task, Result>(name, task, limitMs)),
    waiting: () => queue.size,
    close: async () => {
      closed = true;
      await (await pool)?.destroy();
      await queue.onIdle();
    },
  };
}

/** Loads the pool's library with the first program, since most starts of the bot come long before it. */
async function openPool({ thread, heap = sandboxLimits.oldSpace.most }: SandboxOptions, threads: number) {
  const { Tinypool } = await import("tinypool");
  return new Tinypool({
    filename: thread.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: sandboxLimits.idleMs.most,
    resourceLimits: {
      maxOldGenerationSizeMb: heap,
      maxYoungGenerationSizeMb: sandboxLimits.youngSpace.most,
      stackSizeMb: sandboxLimits.stack.most,
    },
    env: {},
    argv: [],
    execArgv: [],
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
