import { inspect, numberText } from "../execution/inspect.ts";
import { knownNames } from "../rules/known-names.ts";
import { type Agent, isCallable, type NativeBody } from "../values/agent.ts";
import { toNumber } from "../values/convert.ts";
import { addMethods, objectPrototype } from "../values/prototypes.ts";
import { BuiltinObject, ErrorValue, ObjectValue, type Value } from "../values/values.ts";
import { json } from "./math-and-json.ts";

/** The global `console`. The output contains only what goes to standard output. */
export const consoleObject = new BuiltinObject(objectPrototype, knownNames.console, "console");

/** What `console.log` prints: texts as they are, everything else as `util.inspect` formats it. */
function formatted(agent: Agent, args: readonly Value[]): string {
  const [first, ...rest] = args;
  if (typeof first !== "string" || rest.length === 0 || !first.includes("%")) return shownAll(agent, args);
  const left = [...rest];
  const text = first.replace(/%[sdifjoOc%]/g, (sign) => {
    if (sign === "%%") return "%";
    return left.length === 0 ? sign : directive(agent, sign, left.shift());
  });
  return left.length === 0 ? text : `${text} ${shownAll(agent, left)}`;
}

function shownAll(agent: Agent, args: readonly Value[]): string {
  return args.map((value) => (typeof value === "string" ? value : inspect(agent, value))).join(" ");
}

function directive(agent: Agent, sign: string, value: Value): string {
  switch (sign) {
    case "%s":
      if (value instanceof ErrorValue) return inspect(agent, value);
      if (value instanceof ObjectValue && !isCallable(value)) return inspect(agent, value, 0);
      return typeof value === "number" ? numberText(value) : String(isCallable(value) ? inspect(agent, value) : value);
    case "%d":
      return value instanceof ObjectValue ? "NaN" : numberText(toNumber(agent, value));
    case "%i":
      return value instanceof ObjectValue ? "NaN" : numberText(Number.parseInt(String(value), 10));
    case "%f":
      return typeof value === "symbol" ? "NaN" : numberText(Number.parseFloat(String(value)));
    case "%c":
      return "";
    case "%j":
      return stringify(agent, value);
    case "%O":
      return inspect(agent, value, 4);
    default:
      return agent.refuse("unsupported", `${sign} in console.log is not supported. Use a template string.`);
  }
}

function stringify(agent: Agent, value: Value): string {
  return String(agent.call(json.properties.get("stringify")?.value, json, [value]));
}

/** A method of console that prints or indents, and returns undefined. */
function method(run: (agent: Agent, args: readonly Value[]) => void): readonly [number, NativeBody] {
  const body: NativeBody = (agent, _self, args) => {
    run(agent, args);
    return undefined;
  };
  return [0, body];
}

const print = method((agent, args) => agent.output.print(formatted(agent, args)));
const printToErrors = method(() => {});

addMethods(consoleObject, {
  log: print,
  info: print,
  debug: print,
  error: printToErrors,
  warn: printToErrors,
  trace: printToErrors,
  assert: printToErrors,
  group: method((agent, args) => {
    if (args.length > 0) agent.output.print(formatted(agent, args));
    agent.output.indent(2);
  }),
  groupEnd: method((agent) => agent.output.indent(-2)),
  dir: method((agent, [value]) => agent.output.print(inspect(agent, value))),
  count: method((agent, [label]) => {
    const name = label === undefined ? "default" : String(label);
    agent.output.print(`${name}: ${agent.output.count(name)}`);
  }),
});
for (const name of ["time", "timeEnd", "timeLog"]) {
  const message = `console.${name} is not supported, because the time that it prints differs from run to run.`;
  addMethods(consoleObject, { [name]: [0, (agent) => agent.refuse("chance", message)] });
}
