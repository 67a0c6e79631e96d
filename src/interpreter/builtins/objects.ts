import { forEachOf } from "../promises/iterate.ts";
import { type Agent, isCallable, isShared, NativeFunction, sharedName } from "../values/agent.ts";
import { toKey, toText } from "../values/convert.ts";
import { arrayOf, getProperty, setProperty } from "../values/properties.ts";
import {
  addMethod,
  addMethods,
  errorPrototype,
  functionPrototype,
  native,
  objectPrototype,
} from "../values/prototypes.ts";
import { ArrayValue, ErrorValue, type Key, ObjectValue, type Property, type Value } from "../values/values.ts";

/** The global `Object`. */
export const objectConstructor = new NativeFunction(
  "Object",
  1,
  (agent, _self, [value]) => {
    if (value === undefined || value === null) return new ObjectValue(objectPrototype);
    return value instanceof ObjectValue
      ? value
      : agent.refuse("unsupported", "Object() with a string, number or boolean is not supported.");
  },
  functionPrototype,
  true,
);
objectConstructor.properties.set("prototype", { value: objectPrototype, enumerable: false, writable: false });
objectPrototype.define("constructor", objectConstructor, false);

function ownEntries(agent: Agent, value: Value): [string, Value][] {
  if (typeof value === "string") return Object.entries(value);
  if (value === undefined || value === null) agent.raise("TypeError", "Cannot convert undefined or null to object");
  if (!(value instanceof ObjectValue)) return [];
  const names = value
    .ownKeys()
    .filter((key): key is string => typeof key === "string" && !!value.ownProperty(key)?.enumerable);
  return names.map((name) => [name, getProperty(agent, value, name)]);
}

function lock(agent: Agent, value: Value, writable: boolean): Value {
  if (!(value instanceof ObjectValue)) return value;
  if (isShared(value)) return agent.refuse("unsupported", `Freezing ${sharedName(value)} is not supported.`);
  value.extensible = false;
  if (!writable) for (const property of value.properties.values()) property.writable = false;
  return value;
}

function isFrozen(value: Value): boolean {
  if (!(value instanceof ObjectValue)) return true;
  if (value instanceof ArrayValue) return !value.extensible;
  return !value.extensible && [...value.properties.values()].every((one) => !one.writable || one.getter !== undefined);
}

function defineFrom(agent: Agent, target: Value, key: Key, description: Value): void {
  if (!(target instanceof ObjectValue)) agent.raise("TypeError", "Object.defineProperty called on non-object");
  if (isShared(target))
    agent.refuse(
      "unsupported",
      `Changing ${sharedName(target)}.${String(key)} is not supported. Write a function of your own.`,
    );
  const read = (name: string) =>
    description instanceof ObjectValue ? getProperty(agent, description, name) : undefined;
  const getter = read("get");
  const setter = read("set");
  const old = target.ownProperty(key);
  const property: Property = {
    value: description instanceof ObjectValue && description.ownProperty("value") ? read("value") : old?.value,
    enumerable: Boolean(read("enumerable") ?? old?.enumerable ?? false),
    writable: Boolean(read("writable") ?? old?.writable ?? false),
    ...(isCallable(getter) && { getter }),
    ...(isCallable(setter) && { setter }),
  };
  if (target instanceof ArrayValue)
    agent.refuse("unsupported", "Object.defineProperty on an array is not supported. Use an object.");
  target.properties.set(key, property);
}

addMethods(objectConstructor, {
  keys: [1, (agent, _self, [value]) => arrayOf(ownEntries(agent, value).map(([name]) => name))],
  values: [1, (agent, _self, [value]) => arrayOf(ownEntries(agent, value).map(([, one]) => one))],
  entries: [1, (agent, _self, [value]) => arrayOf(ownEntries(agent, value).map((entry) => arrayOf(entry)))],
  assign: [
    2,
    (agent, _self, [target, ...sources]) => {
      for (const source of sources) {
        if (source === undefined || source === null) continue;
        for (const [name, value] of ownEntries(agent, source)) setProperty(agent, target, name, value, true);
      }
      return target;
    },
  ],
  freeze: [1, (agent, _self, [value]) => lock(agent, value, false)],
  seal: [1, (agent, _self, [value]) => lock(agent, value, true)],
  preventExtensions: [1, (agent, _self, [value]) => lock(agent, value, true)],
  isFrozen: [1, (_agent, _self, [value]) => isFrozen(value)],
  fromEntries: [
    1,
    (agent, _self, [entries]) => {
      const made = new ObjectValue(objectPrototype);
      forEachOf(agent, entries, (entry) => {
        made.define(toKey(agent, getProperty(agent, entry, "0")), getProperty(agent, entry, "1"));
      });
      return made;
    },
  ],
  create: [
    2,
    (agent, _self, [proto, properties]) => {
      if (properties !== undefined)
        agent.refuse(
          "unsupported",
          "Object.create with a second argument is not supported. Set the properties afterwards.",
        );
      if (proto !== null && !(proto instanceof ObjectValue)) {
        agent.raise("TypeError", `Object prototype may only be an Object or null: ${String(proto)}`);
      }
      return new ObjectValue(proto instanceof ObjectValue ? proto : null);
    },
  ],
  getPrototypeOf: [1, (_agent, _self, [value]) => (value instanceof ObjectValue ? value.proto : undefined)],
  setPrototypeOf: [
    2,
    (agent, _self, [value, proto]) => {
      if (!(value instanceof ObjectValue)) return value;
      if (isShared(value))
        return agent.refuse("unsupported", `Object.setPrototypeOf on ${sharedName(value)} is not supported.`);
      value.proto = proto instanceof ObjectValue ? proto : null;
      return value;
    },
  ],
  getOwnPropertyNames: [
    1,
    (_agent, _self, [value]) => {
      if (!(value instanceof ObjectValue)) return arrayOf([]);
      const names = value.ownKeys().filter((key) => typeof key === "string");
      return arrayOf(value instanceof ArrayValue ? [...names, "length"] : names);
    },
  ],
  defineProperty: [
    3,
    (agent, _self, [target, key, description]) => {
      defineFrom(agent, target, toKey(agent, key), description);
      return target;
    },
  ],
  is: [2, (_agent, _self, [one, other]) => Object.is(one, other)],
  hasOwn: [
    2,
    (agent, _self, [value, key]) => value instanceof ObjectValue && value.ownProperty(toKey(agent, key)) !== undefined,
  ],
});

const primitiveTags: ReadonlyMap<string, string> = new Map([
  ["string", "String"],
  ["number", "Number"],
  ["boolean", "Boolean"],
  ["symbol", "Symbol"],
]);

function tagOf(value: Value): string {
  if (value === undefined) return "Undefined";
  if (value === null) return "Null";
  if (value instanceof ArrayValue) return "Array";
  if (value instanceof ErrorValue) return "Error";
  if (isCallable(value)) return "Function";
  return primitiveTags.get(typeof value) ?? "Object";
}

addMethod(
  objectPrototype,
  "hasOwnProperty",
  1,
  (agent, self, [key]) => self instanceof ObjectValue && self.ownProperty(toKey(agent, key)) !== undefined,
);
addMethod(objectPrototype, "isPrototypeOf", 1, (_agent, self, [value]) => {
  for (let one = value instanceof ObjectValue ? value.proto : null; one !== null; one = one.proto)
    if (one === self) return true;
  return false;
});
addMethod(objectPrototype, "toString", 0, (agent, self) => {
  const tag = self instanceof ObjectValue ? findTag(agent, self) : undefined;
  return `[object ${typeof tag === "string" ? tag : tagOf(self)}]`;
});
addMethod(objectPrototype, "valueOf", 0, (_agent, self) => self);

function findTag(agent: Agent, self: ObjectValue): Value {
  for (let one: ObjectValue | null = self; one !== null; one = one.proto) {
    const tag = one.ownProperty(Symbol.toStringTag);
    if (tag !== undefined) return tag.getter === undefined ? tag.value : agent.call(tag.getter, self, []);
  }
  return undefined;
}

addMethods(functionPrototype, {
  call: [1, (agent, self, [receiver, ...args]) => agent.call(self, receiver, args)],
  apply: [
    2,
    (agent, self, [receiver, args]) => {
      if (args === undefined || args === null) return agent.call(self, receiver, []);
      return agent.call(self, receiver, args instanceof ArrayValue ? args.elements : []);
    },
  ],
  bind: [
    1,
    (agent, self, [receiver, ...first]) => {
      if (!isCallable(self)) return agent.raise("TypeError", "Bind must be called on a function");
      const length = Math.max(0, self.length - first.length);
      return native(`bound ${self.name}`, length, (later, _self, args) =>
        later.call(self, receiver, [...first, ...args]),
      );
    },
  ],
});
addMethod(functionPrototype, "toString", 0, (agent) =>
  agent.refuse("unsupported", "Converting a function to a string is not supported. Print its name."),
);

addMethod(errorPrototype, "toString", 0, (agent, self) => {
  const name = toText(agent, getProperty(agent, self, "name"));
  const message = toText(agent, getProperty(agent, self, "message"));
  return message === "" ? name : name === "" ? message : `${name}: ${message}`;
});
