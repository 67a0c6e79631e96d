import { names } from "../rules/known-names.ts";
import { type Agent, type FunctionValue, NativeFunction } from "./agent.ts";
import { toText } from "./convert.ts";
import { arrayOf, getProperty } from "./properties.ts";
import { errorPrototype, functionPrototype, objectPrototype } from "./prototypes.ts";
import { BuiltinObject, type ErrorKind, ErrorValue, ObjectValue, type Value } from "./values.ts";

function prototypeOf(kind: ErrorKind): ObjectValue {
  if (kind === "Error") return errorPrototype;
  return new BuiltinObject(errorPrototype, names("constructor name message"), `${kind}.prototype`);
}

function constructorOf(kind: ErrorKind, prototype: ObjectValue, parent: ObjectValue): NativeFunction {
  const body = (agent: Agent, _self: Value, args: readonly Value[], newTarget: FunctionValue | null) => {
    const made = newTarget === null ? prototype : getProperty(agent, newTarget, "prototype");
    const error = new ErrorValue(made instanceof ObjectValue ? made : prototype, kind);
    const [message, options] = kind === "AggregateError" ? args.slice(1) : args;
    if (message !== undefined) error.define("message", toText(agent, message), false);
    if (kind === "AggregateError") error.define("errors", args[0], false);
    if (options instanceof ObjectValue && options.ownProperty("cause") !== undefined) {
      error.define("cause", getProperty(agent, options, "cause"), false);
    }
    return error;
  };
  const made = new NativeFunction(kind, kind === "AggregateError" ? 2 : 1, body, parent, true);
  made.properties.set("prototype", { value: prototype, enumerable: false, writable: false });
  prototype.define("constructor", made, false);
  prototype.define("name", kind, false);
  prototype.define("message", "", false);
  return made;
}

const kinds: readonly ErrorKind[] = [
  "Error",
  "TypeError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "AggregateError",
];
const prototypes = new Map(kinds.map((kind) => [kind, prototypeOf(kind)]));
const base = constructorOf("Error", errorPrototype, functionPrototype);

/** The error constructors by name. */
export const errorConstructors: ReadonlyMap<string, NativeFunction> = new Map(
  kinds.map((kind) => [
    kind,
    kind === "Error" ? base : constructorOf(kind, prototypes.get(kind) ?? objectPrototype, base),
  ]),
);
base.define("captureStackTrace", new NativeFunction("captureStackTrace", 2, () => undefined, functionPrototype), false);

/** Creates an error that the language throws. */
export function errorOf(kind: ErrorKind, message: string, errors?: readonly Value[]): ErrorValue {
  const error = new ErrorValue(prototypes.get(kind) ?? errorPrototype, kind);
  error.define("message", message, false);
  if (errors !== undefined) error.define("errors", arrayOf([...errors]), false);
  return error;
}
