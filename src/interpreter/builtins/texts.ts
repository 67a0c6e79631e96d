import { iteratorObject } from "../promises/iterate.ts";
import { type Agent, isCallable, NativeFunction } from "../values/agent.ts";
import { toNumber, toText } from "../values/convert.ts";
import { arrayOf, checkLength, checkText } from "../values/properties.ts";
import {
  addMethod,
  addMethods,
  booleanPrototype,
  functionPrototype,
  native,
  numberPrototype,
  stringPrototype,
  symbolPrototype,
} from "../values/prototypes.ts";
import { ObjectValue, type Value } from "../values/values.ts";

type TextMethod = (text: string, agent: Agent, args: readonly Value[]) => Value;

function textOf(agent: Agent, self: Value): string {
  return typeof self === "string" ? self : toText(agent, self);
}

/** A method that takes and returns numbers and strings, implemented by the same method of the host. */
function hostMethod(name: string, kinds: readonly ("number" | "text")[]): TextMethod {
  return (text, agent, args) => {
    const given = args.slice(0, kinds.length).map((value, index) => {
      if (value === undefined) return undefined;
      if (value instanceof ObjectValue && isCallable(value))
        agent.refuse("unsupported", `A function as argument of ${name} is not supported. Use strings.`);
      return kinds[index] === "number" ? toNumber(agent, value) : toText(agent, value);
    });
    if (name === "replaceAll") checkReplaced(agent, text, String(given[0]), String(given[1]));
    const method: unknown = Reflect.get(String.prototype, name);
    if (typeof method !== "function") throw new Error(`String.prototype.${name} is not a function.`);
    const result: unknown = Reflect.apply(method, text, given);
    if (Array.isArray(result)) {
      checkLength(agent, result.length);
      return arrayOf(result.map(String));
    }
    if (typeof result === "string") checkText(agent, result.length);
    return isPrimitive(result) ? result : undefined;
  };
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** The host would create the whole text before its length can be checked. */
function checkReplaced(agent: Agent, text: string, search: string, replacement: string): void {
  const count = search === "" ? text.length + 1 : text.split(search).length - 1;
  checkText(agent, text.length + count * replacement.length);
}

const hostMethods: Readonly<Record<string, readonly ("number" | "text")[]>> = {
  at: ["number"],
  charAt: ["number"],
  charCodeAt: ["number"],
  codePointAt: ["number"],
  includes: ["text", "number"],
  startsWith: ["text", "number"],
  endsWith: ["text", "number"],
  indexOf: ["text", "number"],
  lastIndexOf: ["text"],
  slice: ["number", "number"],
  substring: ["number", "number"],
  substr: ["number", "number"],
  toUpperCase: [],
  toLowerCase: [],
  trim: [],
  trimStart: [],
  trimEnd: [],
  split: ["text", "number"],
  replace: ["text", "text"],
  replaceAll: ["text", "text"],
  localeCompare: ["text"],
};

for (const [name, kinds] of Object.entries(hostMethods)) {
  const run = hostMethod(name, kinds);
  const length =
    { at: 1, replace: 2, replaceAll: 2, slice: 2, substring: 2, substr: 2, split: 2 }[name] ??
    Math.min(1, kinds.length);
  stringPrototype.define(
    name,
    native(name, length, (agent, self, args) => run(textOf(agent, self), agent, args)),
    false,
  );
}

function repeated(agent: Agent, text: string, count: number): string {
  if (count < 0 || count === Number.POSITIVE_INFINITY) agent.raise("RangeError", `Invalid count value: ${count}`);
  checkText(agent, text.length * Math.trunc(count));
  return text.repeat(count);
}

function padded(agent: Agent, self: Value, [width, filler]: readonly Value[], side: "padStart" | "padEnd"): string {
  const length = toNumber(agent, width);
  checkText(agent, length);
  return textOf(agent, self)[side](length, filler === undefined ? " " : toText(agent, filler));
}

addMethods(stringPrototype, {
  repeat: [1, (agent, self, [count]) => repeated(agent, textOf(agent, self), toNumber(agent, count))],
  padStart: [2, (agent, self, args) => padded(agent, self, args, "padStart")],
  padEnd: [2, (agent, self, args) => padded(agent, self, args, "padEnd")],
  concat: [1, (agent, self, args) => [self, ...args].map((one) => toText(agent, one)).join("")],
});
addMethod(stringPrototype, "toString", 0, (agent, self) => textOf(agent, self));
addMethod(stringPrototype, "valueOf", 0, (agent, self) => textOf(agent, self));
const characters = native("[Symbol.iterator]", 0, (agent, self) => iteratorObject([...textOf(agent, self)].values()));
stringPrototype.define(Symbol.iterator, characters, false);

function numberOf(agent: Agent, self: Value): number {
  return typeof self === "number"
    ? self
    : agent.refuse("unsupported", "Calling a method of numbers on something else is not supported.");
}

function digits(agent: Agent, value: Value): number {
  const count = value === undefined ? 0 : toNumber(agent, value);
  if (!(count >= 0 && count <= 100)) agent.raise("RangeError", "toFixed() digits argument must be between 0 and 100");
  return count;
}

addMethods(numberPrototype, {
  toFixed: [1, (agent, self, [count]) => numberOf(agent, self).toFixed(digits(agent, count))],
});
addMethod(numberPrototype, "toString", 1, (agent, self, [radix]) => {
  const base = radix === undefined ? 10 : toNumber(agent, radix);
  if (!(base >= 2 && base <= 36)) agent.raise("RangeError", "toString() radix must be between 2 and 36");
  return numberOf(agent, self).toString(base);
});
addMethod(numberPrototype, "valueOf", 0, (agent, self) => numberOf(agent, self));
addMethod(booleanPrototype, "toString", 0, (_agent, self) => String(self));
addMethod(booleanPrototype, "valueOf", 0, (_agent, self) => self);
addMethod(symbolPrototype, "toString", 0, (_agent, self) => String(self));
symbolPrototype.properties.set("description", {
  value: undefined,
  getter: native("get description", 0, (_agent, self) => (typeof self === "symbol" ? self.description : undefined)),
  enumerable: false,
  writable: true,
});

function convertor(
  name: string,
  convert: (agent: Agent, args: readonly Value[]) => Value,
  proto: ObjectValue,
): NativeFunction {
  const made = new NativeFunction(
    name,
    1,
    (agent, _self, args, newTarget) => {
      if (newTarget !== null)
        agent.refuse("unsupported", `new ${name}() is not supported. Call ${name}() without new.`);
      return convert(agent, args);
    },
    functionPrototype,
    true,
  );
  made.properties.set("prototype", { value: proto, enumerable: false, writable: false });
  proto.define("constructor", made, false);
  return made;
}

export const stringConstructor = convertor(
  "String",
  (agent, args) => {
    if (args.length === 0) return "";
    return typeof args[0] === "symbol" ? String(args[0]) : toText(agent, args[0]);
  },
  stringPrototype,
);
export const numberConstructor = convertor(
  "Number",
  (agent, args) => (args.length === 0 ? 0 : toNumber(agent, args[0])),
  numberPrototype,
);
export const booleanConstructor = convertor("Boolean", (_agent, [value]) => Boolean(value), booleanPrototype);
addMethods(stringConstructor, {
  fromCharCode: [1, (agent, _self, args) => String.fromCharCode(...args.map((one) => toNumber(agent, one)))],
});

export const parseIntFunction = native("parseInt", 2, (agent, _self, [text, radix]) => {
  return Number.parseInt(toText(agent, text), radix === undefined ? undefined : toNumber(agent, radix));
});
export const parseFloatFunction = native("parseFloat", 1, (agent, _self, [text]) =>
  Number.parseFloat(toText(agent, text)),
);
const isType =
  (test: (value: number) => boolean) =>
  (_agent: Agent, _self: Value, [value]: readonly Value[]) => {
    return typeof value === "number" && test(value);
  };
addMethods(numberConstructor, {
  isInteger: [1, isType(Number.isInteger)],
  isSafeInteger: [1, isType(Number.isSafeInteger)],
  isFinite: [1, isType(Number.isFinite)],
  isNaN: [1, isType(Number.isNaN)],
});
numberConstructor.define("parseInt", parseIntFunction, false);
numberConstructor.define("parseFloat", parseFloatFunction, false);
for (const name of [
  "MAX_SAFE_INTEGER",
  "MIN_SAFE_INTEGER",
  "MAX_VALUE",
  "MIN_VALUE",
  "EPSILON",
  "POSITIVE_INFINITY",
  "NEGATIVE_INFINITY",
  "NaN",
] as const) {
  numberConstructor.define(name, Number[name], false);
}

/** The global `Symbol`. */
export const symbolConstructor = new NativeFunction(
  "Symbol",
  0,
  (agent, _self, [description], newTarget) => {
    if (newTarget !== null) agent.raise("TypeError", "Symbol is not a constructor");
    return Symbol(description === undefined ? undefined : toText(agent, description));
  },
  functionPrototype,
  true,
);
symbolConstructor.properties.set("prototype", { value: symbolPrototype, enumerable: false, writable: false });
for (const name of ["iterator", "asyncIterator", "toPrimitive", "hasInstance", "toStringTag"] as const) {
  symbolConstructor.define(name, Symbol[name], false);
}
