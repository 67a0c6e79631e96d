import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { vi } from "vitest";

/** The built program, run as an operator would, in its own folder. */
export interface Program {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when the output contains the text. */
  printed(text: string): Promise<void>;
  /** Sends a signal and returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "async-quiz-program-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Nothing of the developer's own environment reaches the program. */
export function bareEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? tmpdir(), ...more };
}

export const builtProgram = resolve("dist/cli/main.js");

export function runProgram(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>>; input?: string; detached?: boolean },
): Program {
  const { cwd, detached = false } = options;
  const child = spawn(command, args, { cwd, env: bareEnvironment(options.env), detached });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  if (options.input !== undefined) child.stdin.end(options.input);
  return {
    child,
    output: () => output,
    printed: (text) =>
      until(
        () => output.includes(text),
        () => `waited for "${text}" and got:\n${output}`,
      ),
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode === null) {
        child.kill(signal);
        await once(child, "close");
      }
      return child.exitCode;
    },
  };
}

export async function exitCode(program: Program): Promise<number | null> {
  if (program.child.exitCode === null) await once(program.child, "close");
  return program.child.exitCode;
}

export async function until(condition: () => boolean, otherwise: () => string, timeoutMs = 60_000): Promise<void> {
  await vi.waitUntil(condition, { timeout: timeoutMs, interval: 20 }).catch(() => {
    throw new Error(otherwise());
  });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
