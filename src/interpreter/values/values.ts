import type { EventLoop } from "../event-loop/event-loop.ts";
import type { Timer } from "../event-loop/job.ts";
import type { Budget } from "../rules/budget.ts";
import type { ProgramRefusalCode } from "../rules/program-refused.ts";
import type { NodeLine, Semantics } from "../rules/semantics.ts";
import type { Output } from "./output.ts";

/** What an interpreted program computes with. Symbols are the host's: they carry nothing but their name. */
export type Value = undefined | null | boolean | number | string | symbol | ObjectValue;

export type Key = string | symbol;

export interface Property {
  value: Value;
  readonly getter?: Value;
  readonly setter?: Value;
  enumerable: boolean;
  writable: boolean;
}

/** What native functions and compiled code ask of the machine that runs the program. */
export interface Agent {
  readonly semantics: Semantics;
  readonly loop: EventLoop;
  readonly nodeLine: NodeLine;
  call(callee: Value, self: Value, args: readonly Value[]): Value;
  construct(callee: FunctionValue, args: readonly Value[]): Value;
  /** Constructs for a class further down the line. */
  constructAs(callee: FunctionValue, args: readonly Value[], newTarget: FunctionValue): Value;
  /** Calls back from the event loop: what is thrown there goes to `rescue`, or ends the program. */
  callJob(callee: Value, self: Value, args: readonly Value[], rescue: ((error: Value) => void) | null): void;
  /** Runs what the event loop calls, by the same rule. */
  runJob(run: () => void): void;
  /** Runs the event loop until a promise has settled; its value, or its reason thrown. */
  settle(promise: Value): Value;
  /** Throws an error of the program, which it may catch. */
  raise(kind: ErrorKind, message: string): never;
  /** Ends the run: the program does what is not modelled, at the statement that runs now. */
  refuse(code: ProgramRefusalCode, message: string): never;
  readonly budget: Budget;
  /** A statement of the running function begins. */
  enterStatement(frame: { line: number }, line: number): void;
  /** The line of the statement that runs now. */
  line(): number;
  /** Makes the function that called a native one end here. */
  endCaller(): void;
  readonly output: Output;
  /** The time in virtual milliseconds, as the program reads it. */
  readClock(): number;
  /** A loop that looks at the clock lets time pass. */
  passTime(milliseconds: number, isExact: boolean): void;
  exit(code: number): never;
  /** Every promise that nobody has handled is looked at when the queues are empty. */
  noteRejection(promise: ObjectValue): void;
  /** For the mind whose `try` covers promises made in it: one is watched. */
  watchInTry(value: Value): void;
  /** Every wait in the order in which they began: a promise remembers which of them it stands for. */
  readonly waitsBegun: Timer[];
  /** The promise made last, for the mind that takes it to be waited for without a return. */
  lastPromise: ObjectValue | null;
  readonly inAsyncFunction: boolean;
  /** The catch clause around the statement that runs now, as something that takes an error. */
  enclosingCatch(): ((error: Value) => void) | null;
  /** When the async function that runs now was called; the present outside one. */
  asyncFunctionBegan(): number;
  /** Listeners of `process` by the name of the event. */
  readonly processListeners: Map<string, Value[]>;
  /** The text of the file that runs. */
  readonly source: string;
}

export type ErrorKind = "Error" | "TypeError" | "RangeError" | "ReferenceError" | "SyntaxError" | "AggregateError";

/** A value thrown by the program. Not an Error of ours: it is caught by the program or ends it. */
export class Thrown {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** An object of the program, with its own properties in a map: nothing of the host is ever reached through it. */
export class ObjectValue {
  proto: ObjectValue | null;
  extensible = true;
  #properties: Map<Key, Property> | null = null;

  constructor(proto: ObjectValue | null) {
    this.proto = proto;
  }

  /** Own properties by their keys; most objects never have one, so the map is made when it is asked for. */
  get properties(): Map<Key, Property> {
    this.#properties ??= new Map();
    return this.#properties;
  }

  /** One property; what stands in memory beside the map, elements of an array for one, included. */
  ownProperty(key: Key): Property | undefined {
    return this.#properties?.get(key);
  }

  /** Keys in the order of the language: whole numbers first, rising, then names as they came. */
  ownKeys(): readonly Key[] {
    const keys = [...this.properties.keys()];
    if (!keys.some(isIndex)) return keys;
    const indices = keys.filter(isIndex).sort((one, other) => Number(one) - Number(other));
    return [...indices, ...keys.filter((key) => !isIndex(key))];
  }

  define(key: Key, value: Value, enumerable = true): void {
    this.properties.set(key, { value, enumerable, writable: true });
  }
}

/** An object that the language comes with. What the real one has and this one lacks is refused, never `undefined`. */
export class BuiltinObject extends ObjectValue {
  /** What the real one has, modelled here or not. */
  readonly names: ReadonlySet<Key>;
  /** What people call it: `Array.prototype`, `Math`. */
  readonly label: string;

  constructor(proto: ObjectValue | null, names: ReadonlySet<Key>, label: string) {
    super(proto);
    this.names = names;
    this.label = label;
  }
}

export class ArrayValue extends ObjectValue {
  /** Holes are holes of this array. */
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

/** Anything that can be called: a function of the program or of the language. */
export abstract class FunctionValue extends ObjectValue {
  abstract readonly name: string;
  abstract readonly length: number;
  /** Calls it with a receiver; with a `newTarget` it is constructing. */
  abstract invoke(
    agent: Agent,
    self: Value,
    args: readonly Value[],
    newTarget: FunctionValue | null,
  ): Value | AwaitInstead;
  abstract readonly canConstruct: boolean;
  /** As console.log heads it: `Function`, `AsyncFunction`, `class`. */
  abstract readonly noun: string;

  override ownProperty(key: Key): Property | undefined {
    const own = super.ownProperty(key);
    if (own !== undefined) return own;
    if (key === "name") return { value: this.name, enumerable: false, writable: false };
    if (key === "length") return { value: this.length, enumerable: false, writable: false };
    return undefined;
  }
}

export type NativeBody = (
  agent: Agent,
  self: Value,
  args: readonly Value[],
  newTarget: FunctionValue | null,
) => Value | AwaitInstead;

export class NativeFunction extends FunctionValue {
  readonly name: string;
  readonly length: number;
  readonly body: NativeBody;
  readonly canConstruct: boolean;
  readonly noun = "Function";

  constructor(name: string, length: number, body: NativeBody, proto: ObjectValue, canConstruct = false) {
    super(proto);
    this.name = name;
    this.length = length;
    this.body = body;
    this.canConstruct = canConstruct;
  }

  invoke(agent: Agent, self: Value, args: readonly Value[], newTarget: FunctionValue | null): Value | AwaitInstead {
    return this.body(agent, self, args, newTarget);
  }
}

export class ErrorValue extends ObjectValue {
  /** How the language calls an error that it throws itself; a class of the program has its own name. */
  readonly kind: ErrorKind;

  constructor(proto: ObjectValue, kind: ErrorKind) {
    super(proto);
    this.kind = kind;
  }
}

/** What `Object(x)` would make of a primitive, is not modelled: only these boxes of the language's own are. */
export class MapValue extends ObjectValue {
  readonly entries = new Map<Value, Value>();
}

export class SetValue extends ObjectValue {
  readonly entries = new Set<Value>();
}

/** What `setTimeout` and its like return. */
export class TimerHandle extends ObjectValue {
  readonly cancel: () => void;
  readonly keepAlive: (keeps: boolean) => void;

  constructor(proto: ObjectValue, cancel: () => void, keepAlive: (keeps: boolean) => void) {
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

/** A native function asks its caller to await this, for the beliefs by which it waits there. */
export class AwaitInstead {
  readonly promise: Value;

  constructor(promise: Value) {
    this.promise = promise;
  }
}

export function isIndex(key: Key): key is string {
  return typeof key === "string" && /^(0|[1-9]\d{0,8})$/.test(key);
}

export function isCallable(value: unknown): value is FunctionValue {
  return value instanceof FunctionValue;
}

/** Objects of the language are shared by all runs: a program that would change one is refused. */
export function isShared(value: Value): value is BuiltinObject | NativeFunction {
  return value instanceof BuiltinObject || value instanceof NativeFunction;
}

/** What to call a shared object. */
export function sharedName(value: BuiltinObject | NativeFunction): string {
  return value instanceof BuiltinObject ? value.label : value.name;
}
