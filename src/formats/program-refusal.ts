import type { ProgramRefusal, ProgramRefused } from "../engine/program/program-refused.ts";
import type { Problem } from "./fault.ts";

const cures: Readonly<Record<ProgramRefusal, string>> = {
  syntax: "mend it until node runs it, or name the module kind with module: module",
  unsupported: "write the program without it",
  "error-printed-whole": "print its message",
  chance: "write the program without chance",
  "source-too-long": "shorten the program",
  "too-many-steps": "let its loops end sooner",
  "too-deep": "call fewer functions inside one another",
  "too-much-queued": "queue less",
  "too-many-timers": "set fewer timers",
  "too-much-output": "print less",
  "too-much-memory": "make smaller arrays and texts",
  "too-long-a-wait": "wait for a shorter time",
  "never-ends": "let every loop, timer and callback come to an end",
};

/** What is wrong with a program that the interpreter declines, and what to do. */
export function refusedProblem({ code, message, line, column }: ProgramRefused): Problem {
  const said = message.replace(/\.$/, "");
  return { path: ["program"], within: line, message: `is refused at column ${column} (${said}); ${cures[code]}` };
}
