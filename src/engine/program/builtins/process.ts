import { toNumber, toText } from "../convert.ts";
import { inspect } from "../inspect.ts";
import { addMethods, objectPrototype } from "../prototypes.ts";
import { type Agent, BuiltinObject, type Value } from "../values.ts";
import { nextTick } from "./timers.ts";

/** What Node's `process` has that a program may ask for; everything else of it is refused by name. */
const host = {
  ...Object.fromEntries(
    ["argv", "env", "pid", "platform", "version", "versions", "hrtime", "memoryUsage", "uptime", "cwd"].map((name) => [
      name,
      0,
    ]),
  ),
  ...Object.fromEntries(
    ["stdin", "stderr", "exitCode", "emitWarning", "kill", "abort", "cpuUsage", "title", "off"].map((name) => [
      name,
      0,
    ]),
  ),
};

/** The global `process`. */
export const processObject = new BuiltinObject(objectPrototype, host, "process");
processObject.define("nextTick", nextTick, false);

function listen(agent: Agent, self: Value, [event, listener]: readonly Value[]): Value {
  const name = toText(agent, event);
  const known = ["exit", "uncaughtException", "unhandledRejection"];
  if (!known.includes(name)) return agent.refuse("unsupported", `process.on("${name}").`);
  agent.processListeners.set(name, [...(agent.processListeners.get(name) ?? []), listener]);
  return self;
}

addMethods(processObject, {
  on: [2, listen],
  once: [2, listen],
  exit: [1, (agent, _self, [code]) => agent.exit(code === undefined ? 0 : toNumber(agent, code))],
});

const stdout = new BuiltinObject(objectPrototype, { columns: 0, isTTY: 0 }, "process.stdout");
addMethods(stdout, {
  write: [
    1,
    (agent, _self, [text]) => {
      if (typeof text !== "string")
        return agent.refuse("unsupported", `process.stdout.write(${inspect(agent, text)}).`);
      agent.write(text);
      return true;
    },
  ],
});
processObject.define("stdout", stdout, false);
