import type { Layer } from "../promises/misconception-run.ts";
import type { PromiseValue } from "../values/values.ts";

/** A call of an async function waits until the earlier calls of the same function have ended. */
export const queueCallsOfOneFunction: Layer = (base, { loop }) => {
  const functionOf = new Map<PromiseValue, string>();
  const callerOf = new Map<PromiseValue, PromiseValue>();
  const running: PromiseValue[] = [];
  /** The unfinished calls of each function; the first one runs. */
  const calls = new Map<string, { readonly promise: PromiseValue; readonly start: () => void }[]>();

  const within = (promise: PromiseValue, run: () => void) => {
    running.push(promise);
    try {
      run();
    } finally {
      running.pop();
    }
  };
  /** A call by an unfinished call of the same function would otherwise wait for itself. */
  const isNested = (name: string) => {
    for (let caller = running.at(-1); caller !== undefined; caller = callerOf.get(caller))
      if (functionOf.get(caller) === name) return true;
    return false;
  };
  return {
    startWork: (promise, work) => {
      const caller = running.at(-1);
      if (caller !== undefined) callerOf.set(promise, caller);
      const start = () => within(promise, () => base.startWork(promise, work));
      const name = `${work.task.name ?? ""} ${work.line}`;
      if (work.kind !== "call" || isNested(name)) {
        start();
        return;
      }
      functionOf.set(promise, name);
      const queue = calls.get(name) ?? [];
      calls.set(name, queue);
      queue.push({ promise, start });
      if (queue.length === 1) start();
    },
    resumeWork: (promise, run) => within(promise, () => base.resumeWork(promise, run)),
    workEnded: (promise) => {
      base.workEnded(promise);
      const queue = calls.get(functionOf.get(promise) ?? "");
      if (queue?.[0]?.promise !== promise) return;
      queue.shift();
      const [next] = queue;
      if (next === undefined) return;
      loop.addMicrotask({ kind: "microtask", task: { kind: "async-function-start" }, line: 0, run: next.start });
    },
  };
};
