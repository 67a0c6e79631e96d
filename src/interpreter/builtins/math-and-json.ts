import { knownNames } from "../rules/known-names.ts";
import { type Agent, isCallable, type NativeBody } from "../values/agent.ts";
import { toNumber, toText } from "../values/convert.ts";
import { arrayOf, checkText, getProperty } from "../values/properties.ts";
import { addMethod, addMethods, objectPrototype } from "../values/prototypes.ts";
import {
  ArrayValue,
  BuiltinObject,
  MapValue,
  ObjectValue,
  PromiseValue,
  SetValue,
  type Value,
} from "../values/values.ts";

/** The global `Math`, implemented by the functions of the host. */
export const math = new BuiltinObject(objectPrototype, knownNames.Math, "Math");
for (const name of Object.getOwnPropertyNames(Math)) {
  const host: unknown = Reflect.get(Math, name);
  if (typeof host === "number") math.define(name, host, false);
  else if (typeof host === "function" && name !== "random") {
    const run: NativeBody = (agent, _self, args) => {
      const numbers = args.map((one) => toNumber(agent, one));
      return Number(Reflect.apply(host, undefined, numbers));
    };
    addMethod(math, name, host.length, run);
  }
}
addMethods(math, {
  random: [
    0,
    (agent) =>
      agent.refuse(
        "chance",
        "Math.random is not supported, because its result differs from run to run. Use a fixed number.",
      ),
  ],
});

/** The global `JSON`. */
export const json = new BuiltinObject(objectPrototype, knownNames.JSON, "JSON");
addMethods(json, {
  stringify: [
    3,
    (agent, _self, [value, replacer, space]) => {
      if (isCallable(replacer))
        agent.refuse("unsupported", "JSON.stringify with a replacer function is not supported. Pass a list of keys.");
      const allowed = replacer instanceof ArrayValue ? replacer.elements.map((one) => toText(agent, one)) : null;
      const plain = toHost(agent, value, allowed, []);
      const text = JSON.stringify(
        plain,
        null,
        typeof space === "string" || typeof space === "number" ? space : undefined,
      );
      if (text !== undefined) checkText(agent, text.length);
      return text;
    },
  ],
  parse: [
    2,
    (agent, _self, [text, reviver]) => {
      if (reviver !== undefined) agent.refuse("unsupported", "JSON.parse with a reviver function is not supported.");
      return parse(agent, toText(agent, text));
    },
  ],
});

/** Converts a value to data of the host, by the rules of JSON.stringify. */
function toHost(agent: Agent, value: Value, allowed: readonly string[] | null, above: readonly ObjectValue[]): unknown {
  if (!(value instanceof ObjectValue)) return typeof value === "symbol" ? undefined : value;
  const own = getProperty(agent, value, "toJSON");
  if (isCallable(own)) return toHost(agent, agent.call(own, value, [""]), allowed, above);
  if (isCallable(value)) return undefined;
  if (above.includes(value))
    return agent.refuse("unsupported", "JSON.stringify of an object that contains itself is not supported.");
  const inside = [...above, value];
  if (value instanceof ArrayValue) {
    return Array.from(value.elements, (one) => toHost(agent, one, allowed, inside) ?? null);
  }
  if (value instanceof MapValue || value instanceof SetValue || value instanceof PromiseValue) return {};
  const data: [string, unknown][] = [];
  for (const key of value.ownKeys()) {
    if (typeof key !== "string" || !value.ownProperty(key)?.enumerable) continue;
    if (allowed !== null && !allowed.includes(key)) continue;
    data.push([key, toHost(agent, getProperty(agent, value, key), allowed, inside)]);
  }
  return Object.fromEntries(data);
}

function parse(agent: Agent, text: string): Value {
  try {
    const data: unknown = JSON.parse(text);
    return fromHost(data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return agent.raise("SyntaxError", error.message);
  }
}

function fromHost(data: unknown): Value {
  if (data === null || typeof data === "string" || typeof data === "number" || typeof data === "boolean") return data;
  if (Array.isArray(data)) return arrayOf(data.map(fromHost));
  if (typeof data !== "object") throw new Error(`JSON contains no ${typeof data}.`);
  const made = new ObjectValue(objectPrototype);
  for (const [key, value] of Object.entries(data)) made.define(key, fromHost(value));
  return made;
}
