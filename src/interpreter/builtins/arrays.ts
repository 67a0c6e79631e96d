import { iteratorObject, listOf } from "../promises/iterate.ts";
import { bounds } from "../rules/budget.ts";
import { type Agent, isCallable, NativeFunction } from "../values/agent.ts";
import { toNumber, toText } from "../values/convert.ts";
import type { AwaitInstead } from "../values/hooks.ts";
import { arrayOf, checkLength, checkText, getProperty } from "../values/properties.ts";
import { addMethod, addMethods, arrayPrototype, functionPrototype } from "../values/prototypes.ts";
import { ArrayValue, ObjectValue, type Value } from "../values/values.ts";

/** The global `Array`. */
export const arrayConstructor = new NativeFunction(
  "Array",
  1,
  (agent, _self, args) => makeArray(agent, args),
  functionPrototype,
  true,
);
arrayConstructor.properties.set("prototype", { value: arrayPrototype, enumerable: false, writable: false });
arrayPrototype.define("constructor", arrayConstructor, false);

function makeArray(agent: Agent, args: readonly Value[]): Value {
  const [length] = args;
  if (args.length !== 1 || typeof length !== "number") return arrayOf([...args]);
  if (!Number.isInteger(length) || length < 0) return agent.raise("RangeError", "Invalid array length");
  checkLength(agent, length);
  return arrayOf(new Array(length));
}

addMethods(arrayConstructor, {
  isArray: [1, (_agent, _self, [value]) => value instanceof ArrayValue],
  of: [0, (_agent, _self, args) => arrayOf([...args])],
  from: [1, (agent, _self, [source, map]) => arrayOf(fromSource(agent, source, map))],
});

function fromSource(agent: Agent, source: Value, map: Value): Value[] {
  const values = arrayLike(agent, source) ?? listOf(agent, source);
  if (map === undefined) return values;
  return values.map((value, index) => agent.call(map, undefined, [value, index]));
}

/** `{ length: 3 }`: an object that is array-like but not iterable. */
function arrayLike(agent: Agent, source: Value): Value[] | null {
  if (!(source instanceof ObjectValue) || source instanceof ArrayValue) return null;
  if (getProperty(agent, source, Symbol.iterator) !== undefined) return null;
  const length = Math.max(0, Math.trunc(toNumber(agent, getProperty(agent, source, "length"))) || 0);
  checkLength(agent, length);
  return Array.from({ length }, (_, index) => getProperty(agent, source, String(index)));
}

function elementsOf(agent: Agent, self: Value, method: string): Value[] {
  if (self instanceof ArrayValue) return self.elements;
  return agent.refuse(
    "unsupported",
    `Calling Array.prototype.${method} on something other than an array is not supported. Use Array.from first.`,
  );
}

function callback(agent: Agent, value: Value): Value {
  if (isCallable(value)) return value;
  const shown = value instanceof ObjectValue ? "#<Object>" : typeof value === "string" ? `"${value}"` : String(value);
  return agent.raise("TypeError", `${shown} is not a function`);
}

type Test = (value: Value, index: number) => Value;

/** A method that calls a callback for each element. */
function calling(method: string, run: (elements: Value[], test: Test, agent: Agent) => Value | AwaitInstead) {
  return (agent: Agent, self: Value, [given, thisArgument]: readonly Value[]) => {
    const elements = elementsOf(agent, self, method);
    const called = callback(agent, given);
    return run(elements, (value, index) => agent.call(called, thisArgument, [value, index, self]), agent);
  };
}

function reduceWith(elements: Value[], args: readonly Value[], agent: Agent, self: Value, step: 1 | -1): Value {
  const called = callback(agent, args[0]);
  const present = Object.keys(elements).map((index): [number, Value] => [Number(index), elements[Number(index)]]);
  if (step < 0) present.reverse();
  let [, value] = args;
  if (args.length < 2) {
    const first = present.shift();
    if (first === undefined) return agent.raise("TypeError", "Reduce of empty array with no initial value");
    [, value] = first;
  }
  for (const [index] of present) value = agent.call(called, undefined, [value, elements[index], index, self]);
  return value;
}

addMethods(arrayPrototype, {
  forEach: [1, calling("forEach", (elements, test, agent) => agent.hooks.forEach(elements, test))],
  map: [1, calling("map", (elements, test, agent) => agent.hooks.map(elements, test))],
  filter: [1, calling("filter", (elements, test) => arrayOf(elements.filter(test)))],
  some: [1, calling("some", (elements, test) => elements.some(test))],
  every: [1, calling("every", (elements, test) => elements.every(test))],
  find: [1, calling("find", (elements, test) => elements.find(test))],
  findIndex: [1, calling("findIndex", (elements, test) => elements.findIndex(test))],
  findLast: [1, calling("findLast", (elements, test) => elements.findLast(test))],
  findLastIndex: [1, calling("findLastIndex", (elements, test) => elements.findLastIndex(test))],
  flatMap: [1, calling("flatMap", (elements, test) => arrayOf(elements.map(test).flatMap(flatOnce)))],
  reduce: [1, (agent, self, args) => reduceWith(elementsOf(agent, self, "reduce"), args, agent, self, 1)],
  reduceRight: [1, (agent, self, args) => reduceWith(elementsOf(agent, self, "reduceRight"), args, agent, self, -1)],
  sort: [1, (agent, self, [compare]) => sort(agent, self, compare)],
  toSorted: [1, (agent, self, [compare]) => sort(agent, arrayOf([...elementsOf(agent, self, "toSorted")]), compare)],
});

function flatOnce(value: Value): Value[] {
  return value instanceof ArrayValue ? value.elements : [value];
}

function sort(agent: Agent, self: Value, compare: Value): Value {
  const elements = elementsOf(agent, self, "sort");
  if (compare !== undefined && !isCallable(compare)) {
    agent.raise("TypeError", "The comparison function must be either a function or undefined");
  }
  const byText = (one: Value, other: Value) => {
    const [left, right] = [toText(agent, one), toText(agent, other)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  elements.sort(
    compare === undefined ? byText : (one, other) => toNumber(agent, agent.call(compare, undefined, [one, other])),
  );
  return self;
}

function flat(values: readonly Value[], depth: number): Value[] {
  return values.flatMap((value) =>
    value instanceof ArrayValue && depth > 0 ? flat(value.elements, depth - 1) : [value],
  );
}

/** A method without a callback, implemented by the same method of the host. */
function plain(method: string, run: (elements: Value[], args: readonly Value[], agent: Agent, self: Value) => Value) {
  return (agent: Agent, self: Value, args: readonly Value[]) => {
    const elements = elementsOf(agent, self, method);
    if (self instanceof ArrayValue && !self.extensible && changing.has(method)) {
      const what =
        method === "push" || method === "unshift"
          ? `Cannot add property ${elements.length}, object is not extensible`
          : null;
      if (what === null)
        return agent.refuse("unsupported", `${method} on a frozen array is not supported. Copy the array first.`);
      agent.raise("TypeError", what);
    }
    const before = elements.length;
    const result = run(elements, args, agent, self);
    if (elements.length > before) checkLength(agent, elements.length - before);
    if (elements.length > bounds.length) checkLength(agent, elements.length);
    if (result instanceof ArrayValue && result !== self) checkLength(agent, result.elements.length);
    return result;
  };
}

const changing = new Set(["push", "pop", "shift", "unshift", "splice", "reverse", "fill"]);
const index = (agent: Agent, value: Value, otherwise: number) =>
  value === undefined ? otherwise : toNumber(agent, value);

addMethods(arrayPrototype, {
  push: [1, plain("push", (elements, args) => elements.push(...args))],
  pop: [0, plain("pop", (elements) => elements.pop())],
  shift: [0, plain("shift", (elements) => elements.shift())],
  unshift: [1, plain("unshift", (elements, args) => elements.unshift(...args))],
  slice: [
    2,
    plain("slice", (elements, [from, to], agent) => {
      return arrayOf(elements.slice(index(agent, from, 0), index(agent, to, elements.length)));
    }),
  ],
  splice: [
    2,
    plain("splice", (elements, args, agent) => {
      if (args.length === 0) return arrayOf([]);
      const count = args.length === 1 ? elements.length : toNumber(agent, args[1]);
      return arrayOf(elements.splice(toNumber(agent, args[0]), count, ...args.slice(2)));
    }),
  ],
  concat: [1, plain("concat", (elements, args) => arrayOf(elements.concat(flat(args, 1))))],
  reverse: [
    0,
    plain("reverse", (elements, _args, _agent, self) => {
      elements.reverse();
      return self;
    }),
  ],
  toReversed: [0, plain("toReversed", (elements) => arrayOf([...elements].reverse()))],
  fill: [
    1,
    plain("fill", (elements, [value, from, to], agent, self) => {
      elements.fill(value, index(agent, from, 0), index(agent, to, elements.length));
      return self;
    }),
  ],
  flat: [0, plain("flat", (elements, [depth], agent) => arrayOf(flat(elements.flat(0), index(agent, depth, 1))))],
  at: [1, plain("at", (elements, [position], agent) => elements.at(index(agent, position, 0)))],
  includes: [1, plain("includes", (elements, [value]) => elements.includes(value))],
  indexOf: [1, plain("indexOf", (elements, [value, from], agent) => elements.indexOf(value, index(agent, from, 0)))],
  lastIndexOf: [1, plain("lastIndexOf", (elements, [value]) => elements.lastIndexOf(value))],
  join: [1, plain("join", (elements, [separator], agent) => joined(agent, elements, separator))],
  keys: [0, plain("keys", (elements) => iteratorObject(elements.keys()))],
  values: [0, plain("values", (elements) => iteratorObject(elements.values()))],
  entries: [0, plain("entries", (elements) => iteratorObject(pairs(elements)))],
});
addMethod(
  arrayPrototype,
  "toString",
  0,
  plain("toString", (elements, _args, agent) => joined(agent, elements, undefined)),
);
const values = arrayPrototype.properties.get("values");
if (values !== undefined) arrayPrototype.properties.set(Symbol.iterator, values);

function* pairs(elements: Value[]): Generator<Value> {
  for (const [position, value] of elements.entries()) yield arrayOf([position, value]);
}

function joined(agent: Agent, elements: readonly Value[], separator: Value): string {
  const between = separator === undefined ? "," : toText(agent, separator);
  const texts: string[] = [];
  let length = 0;
  for (const value of [...elements]) {
    texts.push(value === undefined || value === null ? "" : toText(agent, value));
    length += (texts.at(-1)?.length ?? 0) + between.length;
    checkText(agent, length);
  }
  return texts.join(between);
}
