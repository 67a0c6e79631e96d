import type { Race } from "../../../interpreter/analysis/race.ts";
import type { QueuedTask } from "../../../interpreter/analysis/trace.ts";
import type { Task, TaskKind } from "../../../interpreter/event-loop/job.ts";
import { mainFrame } from "../../../interpreter/rules/known-names.ts";

/** Names of the tasks of a program. Functions of the program have `NAME` where their own name goes. */
const names: Readonly<Record<TaskKind, string>> = {
  "main-script": "main script",
  "set-timeout-callback": "setTimeout callback",
  "set-interval-callback": "setInterval callback",
  "set-immediate-callback": "setImmediate callback",
  "next-tick-callback": "nextTick callback",
  "queue-microtask-callback": "queueMicrotask callback",
  "then-callback": "then callback",
  "catch-callback": "catch callback",
  "finally-callback": "finally callback",
  "end-of-finally": "end of finally",
  "promise-executor": "executor",
  "followed-promise": "a promise that follows another",
  thenable: "then of a thenable",
  "combinator-input": "an input of a combinator",
  "next-combinator-input": "next input",
  "async-function-start": "NAME()",
  "async-function-rest": "rest of NAME",
  "async-generator-return": "return of an async generator",
  "for-await-value": "value of for await",
  "for-await-end": "end of for await",
  "end-of-module": "end of the module",
  "catch-clause": "catch",
  "restarted-wait": "a wait that starts at its await",
  "for-each-callback": "forEach callback",
  "given-callback": "callback",
  listener: "listener",
  "read-file-callback": "readFile callback",
  "read-file-answer": "readFile answer",
  "timers-promises-timeout": "setTimeout of timers/promises",
  "timers-promises-immediate": "setImmediate of timers/promises",
  "network-answer": "network answer",
  "disk-answer": "disk answer",
  "worker-answer": "worker answer",
  "network-wait": "waiting for the network",
  "disk-wait": "waiting for the disk",
  "worker-wait": "waiting for the worker",
  "cpu-work": "cpu work",
  "busy-loop": "busy loop",
};

/** `setTimeout callback`, `rest of load`. The name of a function may contain anything that a stranger typed. */
function taskName({ kind, name = "an async function" }: Task): string {
  return names[kind].replace("NAME", () => (name === mainFrame ? names["main-script"] : name));
}

/** `setTimeout callback of line 3` */
function taskOfLine({ task, line }: QueuedTask): string {
  return `${taskName(task)} of line ${line}`;
}

export const tasks = {
  name: taskName,
  /** The two sides of a race. */
  race: (race: Race): { readonly first: string; readonly second: string } =>
    race.kind === "callbacks"
      ? { first: taskOfLine(race.first), second: taskOfLine(race.second) }
      : { first: race.reader === null ? "the program" : taskOfLine(race.reader), second: "the clock" },
};
