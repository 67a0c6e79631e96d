import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How the file is loaded: a `.cjs` or a `.mjs` main file. The kind changes when ticks run. */
export type ModuleKind = "commonjs" | "module";

export interface NodeBinary {
  /** Absolute path of the executable. */
  readonly path: string;
  /** As `process.versions.node` tells it: `22.23.3`. */
  readonly version: string;
}

interface RunLimits {
  readonly timeMs: number;
  /** Bytes of standard output after which the program is ended. */
  readonly outputBytes: number;
}

export type NodeOutcome =
  | {
      readonly type: "ended";
      readonly lines: readonly string[];
      readonly exitCode: number;
      /** What stood on standard error: the report of an uncaught error, and Node's warnings. */
      readonly errors: string;
    }
  | { readonly type: "time-limit" | "output-limit"; readonly lines: readonly string[] };

const ordinaryLimits: RunLimits = { timeMs: 10_000, outputBytes: 1_000_000 };

interface RunOptions {
  readonly limits?: RunLimits;
  /** Files that are loaded before the program. */
  readonly preloaded?: readonly string[];
  /** Gives way to every other process, so that what is timed beside it is not held up. */
  readonly givesWay?: boolean;
}

const hostFunctions = fileURLToPath(new URL("../../assets/oracle/host-functions.cjs", import.meta.url));

/** Tells on standard error how long the program ran. */
const stopwatch = fileURLToPath(new URL("../../assets/oracle/stopwatch.cjs", import.meta.url));

const fileNames = { commonjs: "program.cjs", module: "program.mjs" } as const;

/**
 * Runs a program as the main file of a fresh process: in any wrapping (a `require`, a test, a worker) ticks and
 * microtasks take turns otherwise. The process has an empty environment, an empty folder as its current one, may
 * read that folder alone, and can make no code from strings.
 */
export async function runOnNode(
  source: string,
  module: ModuleKind,
  node: NodeBinary,
  { limits = ordinaryLimits, preloaded = [hostFunctions], givesWay = false }: RunOptions = {},
): Promise<NodeOutcome> {
  // The permission model compares real paths, and a system's folder for temporary files may be a link.
  const outer = await realpath(await mkdtemp(join(tmpdir(), "async-quiz-")));
  try {
    const folder = join(outer, "program");
    await mkdir(folder);
    const file = join(folder, fileNames[module]);
    await writeFile(file, source);
    const args = [...safetyFlags(node.version, folder, preloaded), file];
    const papers: Papers = { lines: join(outer, "lines"), errors: join(outer, "errors") };
    return await runFile(node.path, args, folder, papers, { limits, givesWay });
  } finally {
    await rm(outer, { recursive: true, force: true });
  }
}

/** The flags under which a program is run; none of them changes what it prints, nor in which order. */
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
 * Runs a program as `runOnNode` does and tells how long it ran, from its start to its exit.
 * @returns milliseconds; null where it did not come to its end
 */
export async function timeOnNode(source: string, module: ModuleKind, node: NodeBinary): Promise<number | null> {
  const outcome = await runOnNode(source, module, node, { preloaded: [hostFunctions, stopwatch] });
  if (outcome.type !== "ended") return null;
  const told = /^elapsed (\d+(?:\.\d+)?)$/m.exec(outcome.errors)?.[1];
  return told === undefined ? null : Number(told);
}

function permissionFlag(nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isStable = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return isStable ? "--permission" : "--experimental-permission";
}

/** Where the program prints: files, to which Node writes sooner and more evenly than to pipes. */
interface Papers {
  readonly lines: string;
  readonly errors: string;
}

async function runFile(
  path: string,
  args: readonly string[],
  cwd: string,
  papers: Papers,
  { limits, givesWay }: Required<Pick<RunOptions, "limits" | "givesWay">>,
): Promise<NodeOutcome> {
  const [lines, errors] = await Promise.all([open(papers.lines, "w"), open(papers.errors, "w")]);
  const child = spawn(path, args, { cwd, env: {}, stdio: ["ignore", lines.fd, errors.fd] });
  if (givesWay && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let broken: "time-limit" | "output-limit" | null = null;
  const end = (limit: "time-limit" | "output-limit") => {
    broken ??= limit;
    child.kill("SIGKILL");
  };
  const timer = setTimeout(end, limits.timeMs, "time-limit");
  const isTooLong = async () => (await lines.stat()).size > limits.outputBytes;
  // A look that is still under way when the file is closed finds nothing, and nothing is lost.
  const look = () =>
    isTooLong().then(
      (tooLong) => tooLong && end("output-limit"),
      () => {},
    );
  const guard = setInterval(look, 250);
  try {
    const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
    if (await isTooLong()) broken ??= "output-limit";
    const printed = await readFile(papers.lines);
    const whole = printedLines(printed.subarray(0, limits.outputBytes).toString("utf8"));
    if (broken !== null) return { type: broken, lines: whole };
    if (exitCode === null) throw new Error(`Node was ended by ${signal}`);
    return { type: "ended", lines: whole, exitCode, errors: await readFile(papers.errors, "utf8") };
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
