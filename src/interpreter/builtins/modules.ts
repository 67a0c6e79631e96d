import { inspect } from "../execution/inspect.ts";
import { newPromise, orReject, reject, resolve } from "../promises/promise.ts";
import { names } from "../rules/known-names.ts";
import { nodeNames } from "../rules/node-names.ts";
import { type Agent, isCallable, type NativeBody } from "../values/agent.ts";
import { toNumber, toText } from "../values/convert.ts";
import { addMethods, native, objectPrototype } from "../values/prototypes.ts";
import { BuiltinObject, type ObjectValue, type Value } from "../values/values.ts";
import { eventEmitter } from "./emitter.ts";
import { filePromises, files } from "./files.ts";
import { nextTick, performanceObject, timerFunctions, waitFor } from "./timers.ts";

/** The global `process`. */
export const processObject = new BuiltinObject(objectPrototype, nodeNames.process, "process");
processObject.define("nextTick", nextTick, false);

function listen(agent: Agent, self: Value, [event, listener]: readonly Value[]): Value {
  const name = toText(agent, event);
  const events = ["exit", "uncaughtException", "unhandledRejection"];
  if (!events.includes(name))
    return agent.refuse(
      "unsupported",
      `process.on("${name}") is not supported. Listen for exit, uncaughtException or unhandledRejection.`,
    );
  agent.processListeners.set(name, [...(agent.processListeners.get(name) ?? []), listener]);
  return self;
}

addMethods(processObject, {
  on: [2, listen],
  once: [2, listen],
  exit: [1, (agent, _self, [code]) => agent.exit(code === undefined ? 0 : toNumber(agent, code))],
});

const stdout = new BuiltinObject(objectPrototype, names("columns isTTY"), "process.stdout");
addMethods(stdout, {
  write: [
    1,
    (agent, _self, [text]) => {
      if (typeof text !== "string")
        return agent.refuse("unsupported", `process.stdout.write(${inspect(agent, text)}).`);
      agent.output.write(text);
      return true;
    },
  ],
});
processObject.define("stdout", stdout, false);

function moduleObject(label: keyof typeof nodeNames): BuiltinObject {
  return new BuiltinObject(objectPrototype, nodeNames[label], label);
}

const timersPromises = moduleObject("timers/promises");
addMethods(timersPromises, {
  setTimeout: [
    2,
    (agent, _self, [delay, value]) => waitFor(agent, "timer", { kind: "timers-promises-timeout" }, delay, value),
  ],
  setImmediate: [
    1,
    (agent, _self, [value]) => {
      const promise = newPromise(agent);
      const run = () => resolve(agent, promise, value);
      agent.loop.addImmediate({
        kind: "immediate",
        task: { kind: "timers-promises-immediate" },
        line: agent.line(),
        run,
      });
      return promise;
    },
  ],
});

const timers = moduleObject("timers");
for (const [name, value] of Object.entries(timerFunctions)) timers.define(name, value);

/** `util.promisify`: a function with a last callback becomes one that returns a promise. */
const promisify: NativeBody = (agent, _self, [original]) => {
  if (!isCallable(original)) return agent.raise("TypeError", 'The "original" argument must be of type function');
  if (original === timerFunctions.setTimeout) return timersPromises.properties.get("setTimeout")?.value;
  return native(original.name, 0, (later, self, args) => {
    const promise = newPromise(later);
    const callback = native("", 2, (_agent, _self, [error, value]) => {
      if (error !== undefined && error !== null && error !== false) reject(later, promise, error);
      else resolve(later, promise, value);
      return undefined;
    });
    orReject(later, promise, () => later.call(original, self, [...args, callback]));
    return promise;
  });
};

const util = moduleObject("util");
addMethods(util, { promisify: [1, promisify] });

const perfHooks = moduleObject("perf_hooks");
perfHooks.define("performance", performanceObject);

const events: ObjectValue = eventEmitter;

const modules: ReadonlyMap<string, ObjectValue> = new Map([
  ["timers/promises", timersPromises],
  ["timers", timers],
  ["events", events],
  ["util", util],
  ["perf_hooks", perfHooks],
  ["process", processObject],
  ["fs", files],
  ["fs/promises", filePromises],
]);

/** A module that a program may load, with or without `node:`. */
export function moduleNamed(name: string): Value | undefined {
  return modules.get(name.startsWith("node:") ? name.slice("node:".length) : name);
}

export function moduleRefusal(name: unknown): string {
  return `The module ${String(name)} is not supported. These modules are: ${[...modules.keys()].join(", ")}.`;
}

/** `require` of a CommonJS file. */
export const requireFunction = native("require", 1, (agent, _self, [name]) => {
  const found = typeof name === "string" ? moduleNamed(name) : undefined;
  return found ?? agent.refuse("unsupported", moduleRefusal(name));
});
