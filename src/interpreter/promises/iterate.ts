import { bounds } from "../rules/budget.ts";
import { type Agent, isCallable } from "../values/agent.ts";
import { toText } from "../values/convert.ts";
import { arrayOf, checkLength, getProperty } from "../values/properties.ts";
import { iteratorPrototype, native, objectPrototype } from "../values/prototypes.ts";
import { ArrayValue, MapValue, ObjectValue, type Reaction, SetValue, Thrown, type Value } from "../values/values.ts";
import { fulfill, newPromise, performThen, promiseResolve, reject } from "./promise.ts";

/** An iteration in progress. */
export interface Iteration {
  /** The next value, or null at the end. An async iteration returns what must be awaited for it. */
  next(sent?: Value): { readonly value: Value } | { readonly awaited: Value } | null;
  /** The value of an awaited result, or null at the end. Only async iterations have it. */
  unwrap?(agent: Agent, result: Value): { readonly value: Value } | null;
  /** The value with which an iterator of the program has ended. */
  returned?(): Value;
  /** Ends the iteration early. */
  close(): void;
  /** The same for an async iteration: what must be awaited, or null when there is nothing to close. */
  closing?(): { readonly value: Value } | null;
}

export interface SyncIteration extends Iteration {
  next(sent?: Value): { readonly value: Value } | null;
  /** Whether closing it calls `return` of an iterator of the program. */
  readonly hasReturn?: boolean;
}

/** Starts an iteration, as `for...of` and spread do. */
export function iterate(agent: Agent, iterable: Value, text = "value"): SyncIteration {
  if (typeof iterable === "string") return iterateHost([...iterable].values());
  if (iterable instanceof ArrayValue && !iterable.properties.has(Symbol.iterator)) return iterateElements(iterable);
  if (iterable instanceof SetValue) return iterateHost(iterable.entries.values());
  if (iterable instanceof MapValue) return iterateHost(entriesOf(iterable));
  const missing = iterable === undefined || iterable === null;
  const method = missing ? undefined : getProperty(agent, iterable, Symbol.iterator);
  if (!isCallable(method)) return agent.raise("TypeError", `${text} is not iterable`);
  return iterateWith(agent, agent.call(method, iterable, []));
}

function iterateElements(array: ArrayValue): SyncIteration {
  let index = 0;
  return {
    next: () => (index < array.elements.length ? { value: array.elements[index++] } : null),
    close: () => {},
  };
}

function iterateHost(values: Iterator<Value>): SyncIteration {
  return {
    next: () => {
      const result = values.next();
      return result.done ? null : { value: result.value };
    },
    close: () => {},
  };
}

function* entriesOf(map: MapValue): Generator<Value> {
  for (const [key, value] of map.entries) yield arrayOf([key, value]);
}

/** Iterates with an iterator object of the program. */
function iterateWith(agent: Agent, iterator: Value): SyncIteration {
  const next = getProperty(agent, iterator, "next");
  let result: Value;
  return {
    hasReturn: isCallable(getProperty(agent, iterator, "return")),
    next: (sent) => {
      result = agent.call(next, iterator, sent === undefined ? [] : [sent]);
      return unwrapResult(agent, result);
    },
    returned: () => getProperty(agent, result, "value"),
    close: () => {
      const method = getProperty(agent, iterator, "return");
      if (isCallable(method)) agent.call(method, iterator, []);
    },
  };
}

/** All values of an iterable. */
export function listOf(agent: Agent, iterable: Value, text?: string): Value[] {
  const iteration = iterate(agent, iterable, text);
  const list: Value[] = [];
  for (let item = iteration.next(); item !== null; item = iteration.next()) {
    list.push(item.value);
    if (list.length > bounds.length) break;
  }
  checkLength(agent, list.length);
  return list;
}

/** Iterates, and closes the iterable when a step throws. */
export function forEachOf(agent: Agent, iterable: Value, step: (value: Value) => void): void {
  const iteration = iterate(agent, iterable);
  for (let item = iteration.next(); item !== null; item = iteration.next()) {
    try {
      step(item.value);
    } catch (error) {
      if (error instanceof Thrown) iteration.close();
      throw error;
    }
  }
}

/** The result object of `next`. */
export function iteratorResult(value: Value, done: boolean): ObjectValue {
  const result = new ObjectValue(objectPrototype);
  result.define("value", value);
  result.define("done", done);
  return result;
}

/** A built-in iterator object, as of `map.entries()` and `array.keys()`. */
export function iteratorObject(values: Iterator<Value>): ObjectValue {
  return new IteratorValue(values);
}

class IteratorValue extends ObjectValue {
  readonly values: Iterator<Value>;

  constructor(values: Iterator<Value>) {
    super(iteratorPrototype);
    this.values = values;
  }
}

iteratorPrototype.define(
  Symbol.iterator,
  native("[Symbol.iterator]", 0, (_agent, self) => self),
  false,
);
iteratorPrototype.define(
  "next",
  native("next", 0, (agent, self) => {
    if (!(self instanceof IteratorValue)) return agent.raise("TypeError", `next called on ${toText(agent, self)}`);
    const result = self.values.next();
    return iteratorResult(result.done ? undefined : result.value, result.done === true);
  }),
  false,
);

/** Starts an iteration as `for await` does: with an async iterator, or a sync one whose values are awaited. */
export function asyncIterate(agent: Agent, iterable: Value): Iteration {
  const isObject = iterable instanceof ObjectValue && !(iterable instanceof ArrayValue);
  const method = isObject ? getProperty(agent, iterable, Symbol.asyncIterator) : undefined;
  if (!isCallable(method)) return awaitingEach(agent, iterate(agent, iterable));
  const iterator = agent.call(method, iterable, []);
  const next = getProperty(agent, iterator, "next");
  let last: Value;
  return {
    next: (sent) => ({ awaited: agent.call(next, iterator, sent === undefined ? [] : [sent]) }),
    unwrap: (_agent, result) => {
      last = result;
      return unwrapResult(agent, result);
    },
    returned: () => getProperty(agent, last, "value"),
    close: () => {},
    closing: () => {
      const end = getProperty(agent, iterator, "return");
      return isCallable(end) ? { value: agent.call(end, iterator, []) } : null;
    },
  };
}

function unwrapResult(agent: Agent, result: Value): { readonly value: Value } | null {
  if (!(result instanceof ObjectValue))
    return agent.raise("TypeError", `Iterator result ${String(result)} is not an object`);
  return getProperty(agent, result, "done") ? null : { value: getProperty(agent, result, "value") };
}

/** ECMA-262 AsyncFromSyncIterator: each value has a promise of its own, and so has the end. */
function awaitingEach(agent: Agent, plain: SyncIteration): Iteration {
  let last: Value;
  return {
    next: (sent) => {
      const item = plain.next(sent);
      const value = item === null ? plain.returned?.() : item.value;
      const result = newPromise(agent);
      performThen(agent, promiseResolve(agent, value), {
        task: { kind: "for-await-value" },
        line: agent.line(),
        fulfilled: (settled) => fulfill(agent, result, iteratorResult(settled, item === null)),
        rejected: (reason) => reject(agent, result, reason),
      });
      return { awaited: result };
    },
    unwrap: (_agent, result) => {
      last = result;
      return unwrapResult(agent, result);
    },
    returned: () => getProperty(agent, last, "value"),
    close: () => {},
    closing: () => {
      plain.close();
      const closed = newPromise(agent);
      const settle = () => fulfill(agent, closed, undefined);
      if (plain.hasReturn === true) {
        const end: Reaction = {
          task: { kind: "for-await-end" },
          line: agent.line(),
          fulfilled: settle,
          rejected: settle,
        };
        performThen(agent, promiseResolve(agent, undefined), end);
      } else settle();
      return { value: closed };
    },
  };
}
