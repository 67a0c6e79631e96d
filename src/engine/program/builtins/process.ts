import { toNumber, toText } from "../convert.ts";
import { inspect } from "../inspect.ts";
import { names } from "../known-names.ts";
import { addMethods, objectPrototype } from "../prototypes.ts";
import { type Agent, BuiltinObject, type Value } from "../values.ts";
import { nextTick } from "./timers.ts";

/** What Node's `process` has that a program may ask for; everything else of it is refused by name. */
const known = names(
  "argv env pid platform version versions hrtime memoryUsage uptime cwd stdin stderr exitCode emitWarning kill abort " +
    "cpuUsage title off",
);

/** The global `process`. */
export const processObject = new BuiltinObject(objectPrototype, known, "process");
processObject.define("nextTick", nextTick, false);

function listen(agent: Agent, self: Value, [event, listener]: readonly Value[]): Value {
  const name = toText(agent, event);
  const events = ["exit", "uncaughtException", "unhandledRejection"];
  if (!events.includes(name)) return agent.refuse("unsupported", `process.on("${name}").`);
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
