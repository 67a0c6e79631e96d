import { nodeNames } from "../rules/node-names.ts";
import { type Agent, isCallable, NativeFunction } from "../values/agent.ts";
import { toKey } from "../values/convert.ts";
import { getProperty } from "../values/properties.ts";
import { addMethods, functionPrototype, objectPrototype } from "../values/prototypes.ts";
import { BuiltinObject, ErrorValue, type Key, ObjectValue, Thrown, type Value } from "../values/values.ts";

interface Listener {
  readonly callback: Value;
  readonly once: boolean;
}

/** An object that calls its listeners synchronously, one after another, when an event is emitted. */
class EmitterValue extends ObjectValue {
  readonly listeners = new Map<Key, Listener[]>();
}

const prototype = new BuiltinObject(objectPrototype, nodeNames["EventEmitter.prototype"], "EventEmitter.prototype");

/** The class `EventEmitter` of the module `events`. */
export const eventEmitter = new NativeFunction(
  "EventEmitter",
  0,
  (agent, _self, _args, newTarget) => {
    if (newTarget === null)
      return agent.refuse("unsupported", "EventEmitter without new is not supported. Write new EventEmitter().");
    const proto = getProperty(agent, newTarget, "prototype");
    return new EmitterValue(proto instanceof ObjectValue ? proto : prototype);
  },
  functionPrototype,
  true,
);
eventEmitter.properties.set("prototype", { value: prototype, enumerable: false, writable: false });
eventEmitter.define("EventEmitter", eventEmitter, false);
prototype.define("constructor", eventEmitter, false);

function emitterOf(agent: Agent, self: Value): EmitterValue {
  return self instanceof EmitterValue
    ? self
    : agent.refuse(
        "unsupported",
        "Calling a method of EventEmitter on another object is not supported. Use new EventEmitter().",
      );
}

const add =
  (once: boolean, first = false) =>
  (agent: Agent, self: Value, [event, callback]: readonly Value[]) => {
    const { listeners } = emitterOf(agent, self);
    if (!isCallable(callback))
      agent.raise("TypeError", 'The "listener" argument must be of type function. Received undefined');
    const key = toKey(agent, event);
    const old = listeners.get(key) ?? [];
    const added = { callback, once };
    listeners.set(key, first ? [added, ...old] : [...old, added]);
    return self;
  };

function remove(agent: Agent, self: Value, [event, callback]: readonly Value[]): Value {
  const { listeners } = emitterOf(agent, self);
  const key = toKey(agent, event);
  const left = [...(listeners.get(key) ?? [])];
  const index = left.findLastIndex((one) => one.callback === callback);
  if (index >= 0) left.splice(index, 1);
  listeners.set(key, left);
  return self;
}

function emit(agent: Agent, self: Value, [event, ...args]: readonly Value[]): Value {
  const { listeners } = emitterOf(agent, self);
  const key = toKey(agent, event);
  const called = listeners.get(key) ?? [];
  if (called.length === 0 && key === "error") {
    if (args[0] instanceof ErrorValue) throw new Thrown(args[0]);
    return agent.refuse(
      "unsupported",
      "An error event without a listener is supported only with an Error. Add a listener for error.",
    );
  }
  for (const listener of called) {
    if (listener.once) remove(agent, self, [event, listener.callback]);
    agent.hooks.callListener(() => agent.call(listener.callback, self, args));
  }
  return called.length > 0;
}

addMethods(prototype, {
  on: [2, add(false)],
  addListener: [2, add(false)],
  once: [2, add(true)],
  prependListener: [2, add(false, true)],
  prependOnceListener: [2, add(true, true)],
  off: [2, remove],
  removeListener: [2, remove],
  removeAllListeners: [
    1,
    (agent, self, [event]) => {
      const { listeners } = emitterOf(agent, self);
      if (event === undefined) listeners.clear();
      else listeners.delete(toKey(agent, event));
      return self;
    },
  ],
  emit: [1, emit],
  listenerCount: [
    1,
    (agent, self, [event]) => (emitterOf(agent, self).listeners.get(toKey(agent, event)) ?? []).length,
  ],
});
