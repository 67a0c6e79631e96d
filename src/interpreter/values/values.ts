import type { Task } from "../event-loop/job.ts";

/** What an interpreted program computes with. Symbols are the host's: they carry nothing but their description. */
export type Value = undefined | null | boolean | number | string | symbol | ObjectValue;

export type Key = string | symbol;

export interface Property {
  value: Value;
  readonly getter?: Value;
  readonly setter?: Value;
  enumerable: boolean;
  writable: boolean;
}

export type ErrorKind = "Error" | "TypeError" | "RangeError" | "ReferenceError" | "SyntaxError" | "AggregateError";

/** A value thrown by the program. It is not an Error of ours: the program catches it or ends. */
export class Thrown {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** An object of the program. Its properties are in a map of its own, so it never leads to an object of the host. */
export class ObjectValue {
  // Assigned in the constructor, because V8 runs field initializers of a base class with many subclasses slowly.
  declare proto: ObjectValue | null;
  declare extensible: boolean;
  declare private stored: Map<Key, Property> | null;

  constructor(proto: ObjectValue | null) {
    this.proto = proto;
    this.extensible = true;
    this.stored = null;
  }

  /** Own properties by key. Most objects never have one, so the map is created on demand. */
  get properties(): Map<Key, Property> {
    this.stored ??= new Map();
    return this.stored;
  }

  /** An own property, including those that are not stored in the map, such as the elements of an array. */
  ownProperty(key: Key): Property | undefined {
    return this.stored?.get(key);
  }

  /** Integer keys in ascending order, then names and then symbols in the order of creation. */
  ownKeys(): readonly Key[] {
    const keys = [...this.properties.keys()];
    if (!keys.some((key) => isIndex(key) || typeof key === "symbol")) return keys;
    const indices = keys.filter(isIndex).sort((one, other) => Number(one) - Number(other));
    const names = keys.filter((key) => typeof key === "string" && !isIndex(key));
    return [...indices, ...names, ...keys.filter((key) => typeof key === "symbol")];
  }

  define(key: Key, value: Value, enumerable = true): void {
    this.properties.set(key, { value, enumerable, writable: true });
  }
}

/** A built-in object. Reading what the real one has and this one lacks is refused, never `undefined`. */
export class BuiltinObject extends ObjectValue {
  /** The properties of the real object, whether they are supported or not. */
  readonly names: ReadonlySet<Key>;
  /** Its name for people: `Array.prototype`, `Math`. */
  readonly label: string;

  constructor(proto: ObjectValue | null, names: ReadonlySet<Key>, label: string) {
    super(proto);
    this.names = names;
    this.label = label;
  }
}

export class ArrayValue extends ObjectValue {
  /** Holes of the program's array are holes of this one. */
  elements: Value[];

  constructor(elements: Value[], proto: ObjectValue) {
    super(proto);
    this.elements = elements;
  }

  override ownProperty(key: Key): Property | undefined {
    if (key === "length") return { value: this.elements.length, enumerable: false, writable: true };
    if (isIndex(key)) {
      const index = Number(key);
      return index in this.elements ? { value: this.elements[index], enumerable: true, writable: true } : undefined;
    }
    return super.ownProperty(key);
  }

  override ownKeys(): readonly Key[] {
    return [...Object.keys(this.elements), ...this.properties.keys()];
  }
}

export class ErrorValue extends ObjectValue {
  /** The built-in class of the error; a subclass that the program declares has its own name. */
  readonly kind: ErrorKind;

  constructor(proto: ObjectValue, kind: ErrorKind) {
    super(proto);
    this.kind = kind;
  }
}

export class MapValue extends ObjectValue {
  readonly entries = new Map<Value, Value>();
}

export class SetValue extends ObjectValue {
  readonly entries = new Set<Value>();
}

/** What `setTimeout`, `setInterval` and `setImmediate` return. */
export class TimerHandle extends ObjectValue {
  readonly cancel: () => void;
  readonly keepAlive: (isReferenced: boolean) => void;

  constructor(proto: ObjectValue, cancel: () => void, keepAlive: (isReferenced: boolean) => void) {
    super(proto);
    this.cancel = cancel;
    this.keepAlive = keepAlive;
  }
}

export class DateValue extends ObjectValue {
  readonly time: number;

  constructor(proto: ObjectValue, time: number) {
    super(proto);
    this.time = time;
  }
}

/** What happens when a promise settles. It runs in a microtask. */
export interface Reaction {
  readonly task: Task;
  readonly line: number;
  readonly fulfilled: (value: Value) => void;
  readonly rejected: (reason: Value) => void;
}

export class PromiseValue extends ObjectValue {
  state: "pending" | "fulfilled" | "rejected" = "pending";
  /** The value or the reason it settled with. */
  result: Value = undefined;
  reactions: Reaction[] = [];
  /** Whether a rejection would reach a handler. */
  handled = false;
}

export function isIndex(key: Key): key is string {
  return typeof key === "string" && /^(0|[1-9]\d{0,8})$/.test(key);
}
