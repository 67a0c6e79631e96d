import { forEachOf, iteratorObject } from "../promises/iterate.ts";
import { type Agent, NativeFunction } from "../values/agent.ts";
import { arrayOf, getProperty } from "../values/properties.ts";
import { addMethods, functionPrototype, mapPrototype, setPrototype } from "../values/prototypes.ts";
import { MapValue, type ObjectValue, SetValue, type Value } from "../values/values.ts";

type Construct = (agent: Agent, source: Value) => Value;

function collection(name: string, proto: ObjectValue, construct: Construct): NativeFunction {
  const made = new NativeFunction(
    name,
    0,
    (agent, _self, [source], newTarget) => {
      if (newTarget === null) agent.raise("TypeError", `Constructor ${name} requires 'new'`);
      if (newTarget !== made)
        agent.refuse("unsupported", `A class that extends ${name} is not supported. Store a ${name} in a field.`);
      return construct(agent, source);
    },
    functionPrototype,
    true,
  );
  made.properties.set("prototype", { value: proto, enumerable: false, writable: false });
  proto.define("constructor", made, false);
  return made;
}

/** The global `Map`. */
export const mapConstructor = collection("Map", mapPrototype, (agent, source) => {
  const made = new MapValue(mapPrototype);
  if (source === undefined || source === null) return made;
  forEachOf(agent, source, (entry) => {
    made.entries.set(getProperty(agent, entry, "0"), getProperty(agent, entry, "1"));
  });
  return made;
});

/** The global `Set`. */
export const setConstructor = collection("Set", setPrototype, (agent, source) => {
  const made = new SetValue(setPrototype);
  if (source !== undefined && source !== null) forEachOf(agent, source, (value) => made.entries.add(value));
  return made;
});

function mapOf(agent: Agent, self: Value): Map<Value, Value> {
  return self instanceof MapValue
    ? self.entries
    : agent.raise("TypeError", "Method Map.prototype called on incompatible receiver");
}

function setOf(agent: Agent, self: Value): Set<Value> {
  return self instanceof SetValue
    ? self.entries
    : agent.raise("TypeError", "Method Set.prototype called on incompatible receiver");
}

function* pairs(entries: Iterable<[Value, Value]>): Generator<Value> {
  for (const [key, value] of entries) yield arrayOf([key, value]);
}

addMethods(mapPrototype, {
  get: [1, (agent, self, [key]) => mapOf(agent, self).get(key)],
  set: [
    2,
    (agent, self, [key, value]) => {
      mapOf(agent, self).set(key, value);
      return self;
    },
  ],
  has: [1, (agent, self, [key]) => mapOf(agent, self).has(key)],
  delete: [1, (agent, self, [key]) => mapOf(agent, self).delete(key)],
  clear: [
    0,
    (agent, self) => {
      mapOf(agent, self).clear();
      return undefined;
    },
  ],
  forEach: [
    1,
    (agent, self, [callback]) => {
      for (const [key, value] of mapOf(agent, self)) agent.call(callback, undefined, [value, key, self]);
      return undefined;
    },
  ],
  keys: [0, (agent, self) => iteratorObject(mapOf(agent, self).keys())],
  values: [0, (agent, self) => iteratorObject(mapOf(agent, self).values())],
  entries: [0, (agent, self) => iteratorObject(pairs(mapOf(agent, self)))],
});

addMethods(setPrototype, {
  add: [
    1,
    (agent, self, [value]) => {
      setOf(agent, self).add(value);
      return self;
    },
  ],
  has: [1, (agent, self, [value]) => setOf(agent, self).has(value)],
  delete: [1, (agent, self, [value]) => setOf(agent, self).delete(value)],
  clear: [
    0,
    (agent, self) => {
      setOf(agent, self).clear();
      return undefined;
    },
  ],
  forEach: [
    1,
    (agent, self, [callback]) => {
      for (const value of setOf(agent, self)) agent.call(callback, undefined, [value, value, self]);
      return undefined;
    },
  ],
  values: [0, (agent, self) => iteratorObject(setOf(agent, self).values())],
  keys: [0, (agent, self) => iteratorObject(setOf(agent, self).values())],
  entries: [0, (agent, self) => iteratorObject(pairs(setOf(agent, self).entries()))],
});

function size(proto: ObjectValue, count: (agent: Agent, self: Value) => number): void {
  const getter = new NativeFunction("get size", 0, (agent, self) => count(agent, self), functionPrototype);
  proto.properties.set("size", { value: undefined, getter, enumerable: false, writable: true });
}
size(mapPrototype, (agent, self) => mapOf(agent, self).size);
size(setPrototype, (agent, self) => setOf(agent, self).size);
for (const [proto, name] of [
  [mapPrototype, "entries"],
  [setPrototype, "values"],
] as const) {
  const property = proto.properties.get(name);
  if (property !== undefined) proto.properties.set(Symbol.iterator, property);
}
