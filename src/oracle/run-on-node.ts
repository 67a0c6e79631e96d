import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModuleKind } from "../interpreter/rules/semantics.ts";

export interface NodeBinary {
  /** Absolute path of the executable. */
  readonly path: string;
  /** As in `process.versions.node`: `22.23.3`. */
  readonly version: string;
}

interface RunLimits {
  readonly timeMs: number;
  /** Bytes of standard output after which the process is killed. */
  readonly outputBytes: number;
}

export type NodeOutcome =
  | {
      readonly type: "ended";
      readonly lines: readonly string[];
      readonly exitCode: number;
      /** Standard error: reports of uncaught errors and Node's warnings. */
      readonly errors: string;
    }
  | { readonly type: "time-limit" | "output-limit"; readonly lines: readonly string[] };

const ordinaryLimits: RunLimits = { timeMs: 10_000, outputBytes: 1_000_000 };

interface NodeRunOptions {
  readonly limits?: RunLimits;
  /** Files to load before the program. */
  readonly preloaded?: readonly string[];
  /** Runs at a low priority, so that it does not delay programs that are timed. */
  readonly lowPriority?: boolean;
}

const hostFunctions = fileURLToPath(new URL("../../assets/oracle/host-functions.cjs", import.meta.url));

/** Prints the running time to standard error. */
const stopwatch = fileURLToPath(new URL("../../assets/oracle/stopwatch.cjs", import.meta.url));

const fileNames = { commonjs: "program.cjs", module: "program.mjs" } as const;

/**
 * Runs a program as the main file of a new process, since ticks and microtasks have another order in a `require`, a
 * test or a worker. The process has an empty environment and working directory, can read only that directory, and
 * cannot create code from strings.
 */
export async function runOnNode(
  source: string,
  module: ModuleKind,
  node: NodeBinary,
  { limits = ordinaryLimits, preloaded = [hostFunctions], lowPriority = false }: NodeRunOptions = {},
): Promise<NodeOutcome> {
  // The permission model compares real paths, and the folder for temporary files may be a symbolic link.
  const outer = await realpath(await mkdtemp(join(tmpdir(), "async-quiz-")));
  try {
    const folder = join(outer, "program");
    await mkdir(folder);
    const file = join(folder, fileNames[module]);
    await writeFile(file, source);
    const args = [...safetyFlags(node.version, folder, preloaded), file];
    const outputs: OutputFiles = { lines: join(outer, "lines"), errors: join(outer, "errors") };
    return await runFile(node.path, args, folder, outputs, { limits, lowPriority });
  } finally {
    await rm(outer, { recursive: true, force: true });
  }
}

/** Flags that restrict a program without changing what it prints or in which order. */
export function safetyFlags(
  nodeVersion: string,
  folder: string,
  preloaded: readonly string[] = [hostFunctions],
): string[] {
  return [
    "--disallow-code-generation-from-strings",
    permissionFlag(nodeVersion),
    `--allow-fs-read=${folder}`,
    ...preloaded.flatMap((file) => [`--allow-fs-read=${file}`, "--require", file]),
  ];
}

/**
 * Runs a program as `runOnNode` does, and measures it from its start to its exit.
 * @returns milliseconds; null if it reached a limit
 */
export async function timeOnNode(source: string, module: ModuleKind, node: NodeBinary): Promise<number | null> {
  const outcome = await runOnNode(source, module, node, { preloaded: [hostFunctions, stopwatch] });
  if (outcome.type !== "ended") return null;
  const elapsed = /^elapsed (\d+(?:\.\d+)?)$/m.exec(outcome.errors)?.[1];
  return elapsed === undefined ? null : Number(elapsed);
}

function permissionFlag(nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isStable = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return isStable ? "--permission" : "--experimental-permission";
}

/** Output goes to files, since Node writes to them sooner and more evenly than to pipes. */
interface OutputFiles {
  readonly lines: string;
  readonly errors: string;
}

async function runFile(
  path: string,
  args: readonly string[],
  cwd: string,
  outputs: OutputFiles,
  { limits, lowPriority }: Required<Pick<NodeRunOptions, "limits" | "lowPriority">>,
): Promise<NodeOutcome> {
  const [lines, errors] = await Promise.all([open(outputs.lines, "w"), open(outputs.errors, "w")]);
  const child = spawn(path, args, { cwd, env: {}, stdio: ["ignore", lines.fd, errors.fd] });
  if (lowPriority && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let broken: "time-limit" | "output-limit" | null = null;
  const end = (limit: "time-limit" | "output-limit") => {
    broken ??= limit;
    child.kill("SIGKILL");
  };
  const timer = setTimeout(end, limits.timeMs, "time-limit");
  const isTooLong = async () => (await lines.stat()).size > limits.outputBytes;
  // A check that is still running when the file is closed fails, which does no harm.
  const poll = () =>
    isTooLong().then(
      (tooLong) => tooLong && end("output-limit"),
      () => {},
    );
  const guard = setInterval(poll, 250);
  try {
    await once(child, "close");
    const { exitCode, signalCode } = child;
    if (await isTooLong()) broken ??= "output-limit";
    const printed = await readFile(outputs.lines);
    const total = printedLines(printed.subarray(0, limits.outputBytes).toString("utf8"));
    if (broken !== null) return { type: broken, lines: total };
    if (exitCode === null) throw new Error(`Node was killed by ${signalCode}`);
    return { type: "ended", lines: total, exitCode, errors: await readFile(outputs.errors, "utf8") };
  } finally {
    clearTimeout(timer);
    clearInterval(guard);
    await Promise.all([lines.close(), errors.close()]);
  }
}

function printedLines(text: string): string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
