import { type Agent, isCallable } from "./agent.ts";
import { checkText, getProperty } from "./properties.ts";
import { type Key, ObjectValue, type Value } from "./values.ts";

type Primitive = Exclude<Value, ObjectValue>;

/** ECMA-262 ToPrimitive. */
export function toPrimitive(agent: Agent, value: Value, hint: "number" | "string" | "default"): Primitive {
  if (!(value instanceof ObjectValue)) return value;
  const own = getProperty(agent, value, Symbol.toPrimitive);
  if (isCallable(own)) return primitiveOf(agent, agent.call(own, value, [hint]));
  for (const name of hint === "string" ? ["toString", "valueOf"] : ["valueOf", "toString"]) {
    const method = getProperty(agent, value, name);
    const result = isCallable(method) ? agent.call(method, value, []) : value;
    if (!(result instanceof ObjectValue)) return result;
  }
  return agent.raise("TypeError", "Cannot convert object to primitive value");
}

function primitiveOf(agent: Agent, value: Value): Primitive {
  if (value instanceof ObjectValue) return agent.raise("TypeError", "Cannot convert object to primitive value");
  return value;
}

export function toText(agent: Agent, value: Value): string {
  if (typeof value === "string") return value;
  const primitive = toPrimitive(agent, value, "string");
  if (typeof primitive === "symbol") return agent.raise("TypeError", "Cannot convert a Symbol value to a string");
  return String(primitive);
}

export function toNumber(agent: Agent, value: Value): number {
  if (typeof value === "number") return value;
  const primitive = toPrimitive(agent, value, "number");
  if (typeof primitive === "symbol") return agent.raise("TypeError", "Cannot convert a Symbol value to a number");
  return Number(primitive);
}

export function toKey(agent: Agent, value: Value): Key {
  if (typeof value === "string" || typeof value === "symbol") return value;
  if (typeof value === "number") return String(value);
  const primitive = toPrimitive(agent, value, "string");
  return typeof primitive === "symbol" ? primitive : String(primitive);
}

export function typeOf(value: Value): string {
  if (value instanceof ObjectValue) return isCallable(value) ? "function" : "object";
  return value === null ? "object" : typeof value;
}

export function looseEquals(agent: Agent, left: Value, right: Value): boolean {
  const leftIsObject = left instanceof ObjectValue;
  const rightIsObject = right instanceof ObjectValue;
  if (leftIsObject === rightIsObject) return leftIsObject ? left === right : primitivesEqual(left, right);
  const [object, other] = leftIsObject ? [left, right] : [right, left];
  if (other === null || other === undefined) return false;
  return primitivesEqual(toPrimitive(agent, object, "default"), other);
}

function primitivesEqual(left: Value, right: Value): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: this is the language's own ==, on primitives alone.
  return left == right;
}

/** `left + right`: adds numbers, or concatenates if one side is a string. */
export function add(agent: Agent, left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") return left + right;
  const one = toPrimitive(agent, left, "default");
  const other = toPrimitive(agent, right, "default");
  if (typeof one !== "string" && typeof other !== "string") return toNumber(agent, one) + toNumber(agent, other);
  const text = toText(agent, one) + toText(agent, other);
  checkText(agent, text.length);
  return text;
}

/** `value instanceof target`, by the prototype chain. */
export function instanceOf(agent: Agent, value: Value, target: Value): boolean {
  if (!isCallable(target)) return agent.raise("TypeError", "Right-hand side of 'instanceof' is not callable");
  const prototype = getProperty(agent, target, "prototype");
  if (!(value instanceof ObjectValue)) return false;
  for (let proto = value.proto; proto !== null; proto = proto.proto) if (proto === prototype) return true;
  return false;
}
