import { bounds } from "../rules/budget.ts";
import { knownStatics } from "../rules/known-names.ts";
import { type Agent, isShared, type NativeFunction, sharedName } from "./agent.ts";
import { arrayPrototype, booleanPrototype, numberPrototype, stringPrototype, symbolPrototype } from "./prototypes.ts";
import { ArrayValue, BuiltinObject, isIndex, type Key, ObjectValue, type Property, type Value } from "./values.ts";

/** Reads `base[key]`. What the real object has and ours lacks is refused. */
export function getProperty(agent: Agent, base: Value, key: Key): Value {
  if (base === undefined || base === null) {
    return agent.raise("TypeError", `Cannot read properties of ${base} (reading '${String(key)}')`);
  }
  if (typeof base === "string") {
    if (key === "length") return base.length;
    if (isIndex(key)) return base[Number(key)];
  }
  const property = findProperty(agent, startOf(base), key);
  if (property === undefined) return agent.hooks.missingProperty(key);
  if (property.getter !== undefined) return agent.call(property.getter, base, []);
  return property.setter === undefined ? property.value : undefined;
}

/** Where the lookup of a property begins. */
function startOf(base: Exclude<Value, null | undefined>): ObjectValue {
  if (base instanceof ObjectValue) return base;
  if (typeof base === "string") return stringPrototype;
  if (typeof base === "number") return numberPrototype;
  if (typeof base === "boolean") return booleanPrototype;
  return symbolPrototype;
}

export function findProperty(agent: Agent, start: ObjectValue, key: Key): Property | undefined {
  for (let object: ObjectValue | null = start; object !== null; object = object.proto) {
    const property = object.ownProperty(key);
    if (property !== undefined) return property;
    if (isShared(object) && isKnown(object, key)) {
      return agent.refuse("unsupported", `${sharedName(object)}.${String(key)} is not supported.`);
    }
  }
  return undefined;
}

/** Whether the real object has a property, supported or not. */
function isKnown(object: BuiltinObject | NativeFunction, key: Key): boolean {
  if (object instanceof BuiltinObject) return object.names.has(key);
  return object.canConstruct && knownStatics.get(object.name)?.has(key) === true;
}

export function hasProperty(agent: Agent, base: ObjectValue, key: Key): boolean {
  return findProperty(agent, base, key) !== undefined;
}

/** Writes `base[key] = value`. A forbidden write is ignored in sloppy mode and throws in strict mode. */
export function setProperty(agent: Agent, base: Value, key: Key, value: Value, strict: boolean): void {
  if (base === undefined || base === null) {
    agent.raise("TypeError", `Cannot set properties of ${base} (setting '${String(key)}')`);
  }
  if (!(base instanceof ObjectValue))
    agent.refuse("unsupported", "Setting a property of a string, number or boolean is not supported. Use an object.");
  if (isShared(base))
    agent.refuse(
      "unsupported",
      `Changing ${sharedName(base)}.${String(key)} is not supported. Write a function of your own.`,
    );
  if (key === "__proto__")
    agent.refuse("unsupported", "Setting __proto__ is not supported. Use Object.create or a class.");
  if (base instanceof ArrayValue && base.extensible && (key === "length" || isIndex(key))) {
    setElement(agent, base, key, value);
    return;
  }
  const stored = base.properties.get(key);
  const property = base.ownProperty(key) ?? inheritedSetter(base, key);
  if (property?.setter !== undefined) {
    agent.call(property.setter, base, [value]);
  } else if (property === undefined ? !base.extensible : !property.writable || property.getter !== undefined) {
    refuseWrite(agent, base, key, property, strict);
  } else if (stored !== undefined) {
    stored.value = value;
  } else {
    base.define(key, value);
  }
}

function inheritedSetter(base: ObjectValue, key: Key): Property | undefined {
  const inherited = base.proto === null ? undefined : findUnrefused(base.proto, key);
  const isAccessor = inherited?.getter !== undefined || inherited?.setter !== undefined;
  return isAccessor ? inherited : undefined;
}

/** Looks a property up without refusing unsupported ones, because a write shadows them. */
function findUnrefused(start: ObjectValue, key: Key): Property | undefined {
  for (let object: ObjectValue | null = start; object !== null; object = object.proto) {
    if (object instanceof BuiltinObject) return undefined;
    const property = object.ownProperty(key);
    if (property !== undefined) return property;
  }
  return undefined;
}

function refuseWrite(agent: Agent, base: ObjectValue, key: Key, property: Property | undefined, strict: boolean): void {
  if (!strict) return;
  const what = base instanceof ArrayValue ? "[object Array]" : "#<Object>";
  if (property === undefined) agent.raise("TypeError", `Cannot add property ${String(key)}, object is not extensible`);
  if (property?.getter !== undefined) {
    agent.raise("TypeError", `Cannot set property ${String(key)} of ${what} which has only a getter`);
  }
  agent.raise("TypeError", `Cannot assign to read only property '${String(key)}' of object '${what}'`);
}

function setElement(agent: Agent, array: ArrayValue, key: Key, value: Value): void {
  if (key === "length") {
    const length = Number(value);
    if (!Number.isInteger(length) || length < 0) agent.raise("RangeError", "Invalid array length");
    checkLength(agent, length);
    array.elements.length = length;
    return;
  }
  const index = Number(key);
  if (index >= array.elements.length) checkLength(agent, index + 1 - array.elements.length);
  if (index >= bounds.length) checkLength(agent, index + 1);
  array.elements[index] = value;
}

export function deleteProperty(agent: Agent, base: Value, key: Key): boolean {
  if (!(base instanceof ObjectValue))
    return agent.refuse("unsupported", "delete on a string, number or boolean is not supported.");
  if (isShared(base)) return agent.refuse("unsupported", `delete on ${sharedName(base)} is not supported.`);
  if (!base.extensible && base.properties.get(key)?.writable === false) return false;
  if (base instanceof ArrayValue && isIndex(key)) delete base.elements[Number(key)];
  base.properties.delete(key);
  return true;
}

/** Limits the length of one array and of all arrays together, so that a program cannot fill the memory. */
export function checkLength(agent: Agent, length: number): void {
  if (length > bounds.length) agent.refuse("too-much-memory", `An array may have at most ${bounds.length} elements.`);
  agent.budget.spend(length);
}

/** Limits texts like arrays. They count less, because a concatenated text shares memory with its parts. */
export function checkText(agent: Agent, length: number): void {
  if (length > bounds.length) agent.refuse("too-much-memory", `A string may have at most ${bounds.length} characters.`);
  agent.budget.spend(length >> 4);
}

export function arrayOf(elements: Value[]): ArrayValue {
  return new ArrayValue(elements, arrayPrototype);
}
