import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { compileSource } from "../../compiled-source.ts";
import { migrationsFolder } from "../temporary.ts";

/**
 * Opens the store and prints that, or why it could not. If told to write, saves one line after the other and prints
 * each.
 */
const program = `
  import { openStore } from "./store/open.js";
  const [, , url, task, migrationsFolder] = process.argv;
  let serial = 0;
  const ids = { next: () => \`row-\${process.pid}-\${++serial}\` };
  try {
    // Nothing refers to the store any more: its lock must outlive that, and a collection of garbage.
    const { transcript } = await openStore(url, { ids, now: 1, migrationsFolder });
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      globalThis.gc();
    }
    console.log("open");
    setInterval(() => undefined, 1000);
    while (task === "write") {
      const body = { type: "words", text: "x".repeat(2000) };
      const { line } = await transcript.save({ id: ids.next(), channel: "c1", seenBy: null, author: null, body, at: 1 });
      console.log(String(line.number));
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    console.log(error.name + ": " + error.message);
  }
`;

export interface OtherProgram {
  readonly pid: number;
  /** What it has printed so far, line by line. */
  readonly printedLines: readonly string[];
  /** Waits until it has printed this many lines. */
  heard(count: number): Promise<void>;
  /** Kills the process like the operating system does, without closing anything. */
  kill(): Promise<void>;
}

/** Starts real processes on the compiled store. One serves a whole test file, which compiles the store once. */
export function otherPrograms(): (url: string, task: "lock" | "write") => OtherProgram {
  let compiled: ReturnType<typeof compileSource>;
  beforeAll(() => {
    compiled = compileSource();
    writeFileSync(join(compiled.folder, "program.js"), program);
  });
  afterAll(() => compiled?.remove());
  return (url, task) =>
    watched(spawn(process.execPath, ["--expose-gc", join(compiled.folder, "program.js"), url, task, migrationsFolder]));
}

function watched(child: ChildProcess): OtherProgram {
  const printedLines: string[] = [];
  const exit = once(child, "exit");
  const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  reader.on("line", (line) => printedLines.push(line));
  const errors: string[] = [];
  child.stderr?.on("data", (data) => errors.push(String(data)));
  const kill = async () => {
    child.kill("SIGKILL");
    await exit;
  };
  onTestFinished(kill);
  const heard = async (count: number) => {
    while (printedLines.length < count) {
      if (child.exitCode !== null) throw new Error(`it ended after ${printedLines.length} lines: ${errors.join("")}`);
      await Promise.race([once(reader, "line"), exit]);
    }
  };
  return { pid: child.pid as number, printedLines, heard, kill };
}
