import type { EventLoop } from "../event-loop/event-loop.ts";
import type { Budget } from "../rules/budget.ts";
import type { ProgramRefusalCode } from "../rules/program-refusal.ts";
import type { NodeLine } from "../rules/semantics.ts";
import type { AwaitInstead, FunctionTraits, Hooks } from "./hooks.ts";
import type { Output } from "./output.ts";
import { BuiltinObject, type ErrorKind, type Key, ObjectValue, type Property, type Value } from "./values.ts";

/** What hooks ask about the code that is running. */
export interface RunningCode {
  /** Whether it was called by an async function, or is one. */
  readonly inAsyncFunction: boolean;
  /** The same, or it belongs to a module that awaits. */
  readonly inAsyncCode: boolean;
  /** Whether the innermost function can be suspended. */
  readonly canSuspend: boolean;
  /** Whether the innermost function is evaluating the list of a `Promise.all`. */
  readonly inListOfAll: boolean;
  /** Whether the innermost function drops the value of the call that it is making. */
  readonly dropsValue: boolean;
  /** The innermost call of a function; null outside of all functions. */
  readonly call: object | null;
}

/** What native functions and compiled code need from the machine that runs the program. */
export interface Agent {
  readonly hooks: Hooks;
  readonly loop: EventLoop;
  readonly nodeLine: NodeLine;
  readonly budget: Budget;
  readonly output: Output;
  /** The source text of the program. */
  readonly source: string;
  /** Listeners of `process` by event name. */
  readonly processListeners: Map<string, Value[]>;
  call(callee: Value, self: Value, args: readonly Value[]): Value;
  construct(callee: FunctionValue, args: readonly Value[]): Value;
  /** Constructs an object of a subclass, `newTarget`. */
  constructAs(callee: FunctionValue, args: readonly Value[], newTarget: FunctionValue): Value;
  /** Calls a function from the event loop. An error that it throws goes to `rescue`, or ends the program. */
  callJob(callee: Value, self: Value, args: readonly Value[], rescue: ((error: Value) => void) | null): void;
  /** Runs code from the event loop. An error that it throws ends the program. */
  runJob(run: () => void): void;
  /** Throws an error that the program may catch. */
  raise(kind: ErrorKind, message: string): never;
  /** Ends the run because the running statement does something that is not supported. */
  refuse(code: ProgramRefusalCode, message: string): never;
  /** A statement of the running function begins. */
  enterStatement(frame: { line: number }, line: number): void;
  /** The line of the running statement. */
  line(): number;
  /** Makes the caller of the running native function return. */
  endCaller(): void;
  /** The time in virtual milliseconds, as the program reads it. */
  readClock(): number;
  /** A loop that polls the clock lets time pass. */
  passTime(milliseconds: number, isExact: boolean): void;
  exit(code: number): never;
  /** A promise was rejected and has no handler yet. */
  noteRejection(promise: ObjectValue): void;
  /** The code that is running. */
  readonly running: RunningCode;
  /** Calls a function that can be suspended like an async one: then it evaluates to a promise. */
  callSuspendable(callee: Value, self: Value, args: readonly Value[]): Value;
  /** The catch clause around the running statement, as a function of the error; null when there is none. */
  enclosingCatch(): ((error: Value) => void) | null;
}

/** Anything that can be called: a function of the program or a built-in one. */
export abstract class FunctionValue extends ObjectValue {
  abstract readonly name: string;
  abstract readonly length: number;
  abstract readonly canConstruct: boolean;
  /** What console.log calls it: `Function`, `AsyncFunction`, `class`. */
  abstract readonly noun: string;
  /** What its code does; null for a built-in function. */
  abstract readonly traits: FunctionTraits | null;
  /** Calls it; with a `newTarget` it constructs. */
  abstract invoke(
    agent: Agent,
    self: Value,
    args: readonly Value[],
    newTarget: FunctionValue | null,
  ): Value | AwaitInstead;

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
  readonly traits = null;

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

export function isCallable(value: unknown): value is FunctionValue {
  return value instanceof FunctionValue;
}

/** All runs share the built-in objects, so a program that would change one is refused. */
export function isShared(value: Value): value is BuiltinObject | NativeFunction {
  return value instanceof BuiltinObject || value instanceof NativeFunction;
}

/** The name of a built-in object for people. */
export function sharedName(value: BuiltinObject | NativeFunction): string {
  return value instanceof BuiltinObject ? value.label : value.name;
}
