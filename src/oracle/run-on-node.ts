import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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

export interface RunLimits {
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

const hostFunctions = fileURLToPath(new URL("../../assets/oracle/host-functions.cjs", import.meta.url));

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
  limits: RunLimits = ordinaryLimits,
): Promise<NodeOutcome> {
  // The permission model compares real paths, and a system's folder for temporary files may be a link.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "async-quiz-program-")));
  try {
    const file = join(folder, fileNames[module]);
    await writeFile(file, source);
    return await runFile(node.path, [...safetyFlags(node.version, folder), file], folder, limits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The flags under which a program is run; none of them changes what it prints, nor in which order. */
export function safetyFlags(nodeVersion: string, folder: string): string[] {
  return [
    "--disallow-code-generation-from-strings",
    permissionFlag(nodeVersion),
    `--allow-fs-read=${folder}`,
    `--allow-fs-read=${hostFunctions}`,
    "--require",
    hostFunctions,
  ];
}

function permissionFlag(nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isStable = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return isStable ? "--permission" : "--experimental-permission";
}

function runFile(path: string, args: readonly string[], folder: string, limits: RunLimits): Promise<NodeOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { cwd: folder, env: {}, stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    let printed = 0;
    let broken: "time-limit" | "output-limit" | null = null;
    const end = (limit: "time-limit" | "output-limit") => {
      broken ??= limit;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(end, limits.timeMs, "time-limit");
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.length;
      if (printed > limits.outputBytes) end("output-limit");
      else output.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      const lines = printedLines(Buffer.concat(output).toString("utf8"));
      if (broken !== null) resolve({ type: broken, lines });
      else if (exitCode === null) reject(new Error(`Node was ended by ${signal}`));
      else resolve({ type: "ended", lines, exitCode, errors: Buffer.concat(errors).toString("utf8") });
    });
  });
}

function printedLines(text: string): string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
