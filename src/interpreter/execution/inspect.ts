import { type Agent, FunctionValue, NativeFunction } from "../values/agent.ts";
import { laidOut, quoted, type Shape } from "../values/inspect-layout.ts";
import { objectPrototype } from "../values/prototypes.ts";
import {
  ArrayValue,
  BuiltinObject,
  ErrorValue,
  isIndex,
  type Key,
  MapValue,
  ObjectValue,
  PromiseValue,
  type Property,
  SetValue,
  type Value,
} from "../values/values.ts";
import { AsyncGeneratorValue, GeneratorValue } from "./generators.ts";

const maximumDepth = 2;
const maximumItems = 100;

/** The state of one call of `util.inspect`. */
interface Context {
  readonly agent: Agent;
  indentation: number;
  /** The depth of the object that was formatted last. */
  currentDepth: number;
  readonly seen: ObjectValue[];
  /** Objects that contain themselves, in the order of discovery. */
  readonly circular: ObjectValue[];
  readonly maximumDepth: number;
}

/** Formats a value like Node's `util.inspect` with default options. */
export function inspect(agent: Agent, value: Value, depth = maximumDepth): string {
  return format({ agent, indentation: 0, currentDepth: 0, seen: [], circular: [], maximumDepth: depth }, value, 0);
}

/** Formats a number like Node, which shows the sign of minus zero. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function format(context: Context, value: Value, depth: number): string {
  if (typeof value === "string") return quoted(value, context.indentation);
  if (typeof value === "number") return numberText(value);
  if (!(value instanceof ObjectValue)) return String(value);
  if (context.seen.includes(value)) {
    if (!context.circular.includes(value)) context.circular.push(value);
    return `[Circular *${context.circular.indexOf(value) + 1}]`;
  }
  return formatObject(context, value, depth);
}

function formatObject(context: Context, value: ObjectValue, depth: number): string {
  refuseUnshown(context.agent, value);
  const keys = value.ownKeys().filter((key) => isShown(value, key));
  const shape = shapeOf(context.agent, value, keys);
  if (typeof shape === "string") return shape;
  if (depth > context.maximumDepth) return `[${shape.shortName}]`;
  context.seen.push(value);
  context.currentDepth = depth + 1;
  const output = [
    ...contentsOf(context, value, depth + 1),
    ...keys.map((key) => entryOf(context, value, key, depth + 1)),
  ];
  context.seen.pop();
  const reference = context.circular.indexOf(value);
  const opening = reference >= 0 ? `<ref *${reference + 1}> ` : "";
  const laid: Shape =
    shape.base === "" ? { ...shape, open: opening + shape.open } : { ...shape, base: opening + shape.base };
  const numbersOnly = value instanceof ArrayValue && value.elements.slice(0, output.length).every(isNumber);
  return laidOut(output, laid, {
    indentation: context.indentation,
    depthBelow: context.currentDepth - (depth + 1),
    isArray: value instanceof ArrayValue,
    alignsRight: numbersOnly && output.length <= (value instanceof ArrayValue ? value.elements.length : 0),
    hasRest: value instanceof ArrayValue && value.elements.length > maximumItems,
  });
}

const isNumber = (value: Value) => typeof value === "number";

/** Refuses to print what depends on the machine, or what Node prints in a form that is not supported. */
function refuseUnshown(agent: Agent, value: ObjectValue): void {
  if (value instanceof ErrorValue) {
    agent.refuse(
      "error-printed",
      "Printing a whole error is not supported, because its stack differs between machines. Print its message.",
    );
  }
  if (value instanceof BuiltinObject && value !== objectPrototype) {
    agent.refuse("unsupported", `Printing ${value.label} is not supported.`);
  }
  const plain = [ArrayValue, MapValue, SetValue, FunctionValue, PromiseValue, GeneratorValue, AsyncGeneratorValue];
  if (value.constructor !== ObjectValue && !plain.some((one) => value instanceof one)) {
    agent.refuse("unsupported", "Printing this built-in object is not supported. Print its properties.");
  }
}

function isShown(value: ObjectValue, key: Key): boolean {
  if (value instanceof ArrayValue && isIndex(key)) return false;
  return value.ownProperty(key)?.enumerable === true;
}

/** How the text of an object opens and closes, or the whole text if it has no entries. */
function shapeOf(agent: Agent, value: ObjectValue, keys: readonly Key[]): (Shape & { shortName: string }) | string {
  const name = constructorName(value);
  const shape = (open: string, close: string, shortName: string, base = "") => ({ open, close, shortName, base });
  if (value instanceof ArrayValue) {
    const prefix = name === "Array" ? "" : `${name ?? "[Array: null prototype]"}(${value.elements.length}) `;
    if (value.elements.length === 0 && keys.length === 0) return `${prefix}[]`;
    return shape(`${prefix}[`, "]", "Array");
  }
  if (value instanceof FunctionValue) {
    const base = functionText(value);
    return keys.length === 0 ? base : shape("{", "}", base.slice(1, -1), base);
  }
  if (value instanceof MapValue || value instanceof SetValue) {
    const prefix = `${name}(${value.entries.size}) `;
    if (value.entries.size === 0 && keys.length === 0) return `${prefix}{}`;
    return shape(`${prefix}{`, "}", String(name));
  }
  if (value instanceof PromiseValue) return shape(`${name} {`, "}", String(name));
  if (value instanceof GeneratorValue) return "Object [Generator] {}";
  if (value instanceof AsyncGeneratorValue) return "Object [AsyncGenerator] {}";
  if (value.ownProperty(Symbol.toStringTag) !== undefined)
    agent.refuse("unsupported", "Printing an object with Symbol.toStringTag is not supported.");
  const prefix = name === "Object" ? "" : `${name ?? "[Object: null prototype]"} `;
  if (keys.length === 0) return `${prefix}{}`;
  return shape(`${prefix}{`, "}", name ?? "Object: null prototype");
}

function functionText(value: FunctionValue): string {
  if (value instanceof NativeFunction && value.canConstruct) return `[Function: ${value.name}]`;
  const named = nameOf(value);
  if (value.noun !== "class") return named === "" ? `[${value.noun} (anonymous)]` : `[${value.noun}: ${named}]`;
  const parent = value.proto instanceof FunctionValue ? ` extends ${nameOf(value.proto)}` : "";
  return `[class ${named === "" ? "(anonymous)" : named}${parent}]`;
}

function nameOf(value: FunctionValue): string {
  const name = value.ownProperty("name")?.value;
  return typeof name === "string" ? name : "";
}

/** The name of the first constructor in the prototype chain; null when there is none. */
function constructorName(value: ObjectValue): string | null {
  for (let object: ObjectValue | null = value; object !== null; object = object.proto) {
    if (object instanceof BuiltinObject) return object.label.replace(".prototype", "");
    const made = object.ownProperty("constructor")?.value;
    if (made instanceof FunctionValue && nameOf(made) !== "") return nameOf(made);
  }
  return null;
}

/** The contents of an object, apart from its properties. */
function contentsOf(context: Context, value: ObjectValue, depth: number): string[] {
  const inside = (one: Value) => indented(context, () => format(context, one, depth));
  if (value instanceof ArrayValue) return elementsOf(context, value, depth);
  if (value instanceof SetValue) return limited([...value.entries].map((one) => () => inside(one)));
  if (value instanceof MapValue) {
    return limited(
      [...value.entries].map(
        ([key, one]) =>
          () =>
            `${inside(key)} => ${inside(one)}`,
      ),
    );
  }
  if (!(value instanceof PromiseValue)) return [];
  if (value.state === "pending") return ["<pending>"];
  const settled = indented(context, () => format(context, value.result, depth));
  return [value.state === "rejected" ? `<rejected> ${settled}` : settled];
}

function limited(entries: readonly (() => string)[]): string[] {
  return withRest(
    entries.slice(0, maximumItems).map((entry) => entry()),
    entries.length - maximumItems,
  );
}

function withRest(shown: string[], rest: number): string[] {
  return rest > 0 ? [...shown, `... ${rest} more item${rest > 1 ? "s" : ""}`] : shown;
}

function elementsOf(context: Context, value: ArrayValue, depth: number): string[] {
  const shown: string[] = [];
  let index = 0;
  for (; index < value.elements.length && shown.length < maximumItems; index++) {
    if (index in value.elements) {
      shown.push(indented(context, () => format(context, value.elements[index], depth)));
      continue;
    }
    const first = index;
    while (index + 1 < value.elements.length && !(index + 1 in value.elements)) index++;
    const holes = index - first + 1;
    shown.push(`<${holes} empty item${holes > 1 ? "s" : ""}>`);
  }
  return withRest(shown, value.elements.length - index);
}

function entryOf(context: Context, value: ObjectValue, key: Key, depth: number): string {
  const property = value.ownProperty(key);
  return property === undefined ? "" : `${keyText(key)}: ${propertyText(context, property, depth)}`;
}

function propertyText(context: Context, property: Property, depth: number): string {
  if (property.getter !== undefined) return property.setter !== undefined ? "[Getter/Setter]" : "[Getter]";
  if (property.setter !== undefined) return "[Setter]";
  return indented(context, () => format(context, property.value, depth));
}

function keyText(key: Key): string {
  if (typeof key === "symbol") return `[${String(key)}]`;
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quoted(key, 0);
}

function indented(context: Context, formatted: () => string): string {
  context.indentation += 2;
  const text = formatted();
  context.indentation -= 2;
  return text;
}
