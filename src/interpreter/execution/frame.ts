import type { Iteration } from "../promises/iterate.ts";
import type { Agent, FunctionValue } from "../values/agent.ts";
import type { FunctionTraits } from "../values/hooks.ts";
import type { Scope } from "../values/scope.ts";
import { type Key, type ObjectValue, Thrown, type Value } from "../values/values.ts";

/** One step of compiled code. It works on the operand stack and the scope of the frame. */
export type Instruction = (frame: Frame, agent: Agent) => void;

/** A position in the code. Its target is known once the compiler has reached it. */
export interface Label {
  target: number;
}

/** Compiled code of one function, of a file, or of the fields of a class. */
export interface FunctionCode extends FunctionTraits {
  readonly name: string;
  readonly kind: "function" | "arrow" | "method" | "class" | "file";
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly strict: boolean;
  /** Parameters before the first default or rest. */
  readonly length: number;
  /** Whether it never mentions its parameters. */
  readonly ignoresParameters?: boolean;
  readonly instructions: readonly Instruction[];
  /** The line of the first statement. */
  readonly line: number;
  /** Whether it is the constructor of a class that extends another. */
  readonly isDerived: boolean;
}

export type Completion =
  | { readonly type: "normal" | "throw" | "return"; readonly value: Value }
  | { readonly type: "jump"; readonly target: Label; readonly handlers: number; readonly scopes: number };

/** The message of the error for a constructor that uses `this` before `super()`. */
export const missingSuper =
  "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";

/** Why a frame stopped running. */
export interface FrameOutcome {
  readonly type: "return" | "throw" | "await" | "yield";
  readonly value: Value;
  /** For a written `await`: whether its expression uses what an earlier one of the function gave. */
  readonly usesEarlier?: boolean;
}

/** What surrounds running code: a `try`, or a loop over an iterator that must be closed. */
export interface Handler {
  readonly type: "try" | "iteration";
  readonly catchAt: Label | null;
  readonly finallyAt: Label | null;
  readonly scope: Scope;
  readonly stack: number;
  readonly iteration: Iteration | null;
  /** Whether the iterator has ended or failed, so that it must not be closed. */
  finished: boolean;
  /** Where a loop continues after it has awaited the closing of its iterator. */
  readonly closedAt?: Label;
}

/** A call in progress. It can be suspended at an `await` or `yield` and resumed. */
export class Frame {
  readonly code: FunctionCode;
  readonly callee: FunctionValue | null;
  readonly args: readonly Value[];
  readonly newTarget: FunctionValue | null;
  scope: Scope;
  self: Value;
  /** In a derived constructor, `this` exists only after `super()`. */
  hasSelf: boolean;
  pc = 0;
  line: number;
  readonly stack: Value[] = [];
  readonly handlers: Handler[] = [];
  /** Completions that wait for a `finally` block to end. */
  readonly postponed: Completion[] = [];
  outcome: FrameOutcome | null = null;
  readonly baseDepth: number;
  /** For an arrow function, the call in which it was created, which provides `this` and `super`. */
  outer: Frame | null = null;
  /** How many lists of `Promise.all` it is evaluating. */
  listsOfAll = 0;
  /** Whether it drops the value of the call that it is making. */
  dropsValue = false;
  /** Whether it may be suspended by an `await`, or by a call that takes its time beside the thread. */
  canSuspend: boolean;
  /** Whether the frame runs a single catch clause. */
  endsAfterCatch = false;

  constructor(init: {
    code: FunctionCode;
    callee: FunctionValue | null;
    args: readonly Value[];
    newTarget: FunctionValue | null;
    scope: Scope;
    self: Value;
    hasSelf: boolean;
  }) {
    this.code = init.code;
    this.callee = init.callee;
    this.args = init.args;
    this.newTarget = init.newTarget;
    this.scope = init.scope;
    this.self = init.self;
    this.hasSelf = init.hasSelf;
    this.line = init.code.line;
    this.canSuspend = init.code.isAsync;
    this.baseDepth = init.scope.depth;
  }

  push(value: Value): void {
    this.stack.push(value);
  }

  pop(): Value {
    return this.stack.pop();
  }

  top(): Value {
    return this.stack[this.stack.length - 1];
  }

  /** Pops a property key that the compiled code has put on the stack. */
  popKey(): Key {
    const key = this.pop();
    if (typeof key !== "string" && typeof key !== "symbol") throw new Error("Expected a property key on the stack.");
    return key;
  }

  /** Pops a value whose kind the compiled code guarantees. */
  popAs<Kind extends ObjectValue>(kind: ValueClass<Kind>): Kind {
    return expectKind(this.pop(), kind);
  }

  /** The topmost value, whose kind the compiled code guarantees. */
  topAs<Kind extends ObjectValue>(kind: ValueClass<Kind>): Kind {
    return expectKind(this.top(), kind);
  }

  leaveScope(): void {
    const { parent } = this.scope;
    if (parent === null) throw new Error("The outermost scope cannot be left.");
    this.scope = parent;
  }

  innermostHandler(): Handler {
    const handler = this.handlers.at(-1);
    if (handler === undefined) throw new Error("Expected a handler around the running code.");
    return handler;
  }

  /** Leaves the running code by a return, an error or a jump. Surrounding handlers run first. */
  leave(completion: Completion): void {
    let leaving = completion;
    const depthAfter = completion.type === "jump" ? completion.handlers : 0;
    while (this.handlers.length > depthAfter) {
      const handler = this.innermostHandler();
      this.handlers.pop();
      if (handler.type === "iteration") {
        if (this.#awaitsClosing(handler, leaving)) return;
        leaving = closed(handler, leaving);
        continue;
      }
      this.scope = handler.scope;
      this.stack.length = handler.stack;
      if (leaving.type === "throw" && handler.catchAt !== null) {
        this.enterCatch(handler, handler.catchAt, leaving.value);
        return;
      }
      if (handler.finallyAt !== null) {
        this.postponed.push(leaving);
        this.pc = handler.finallyAt.target;
        return;
      }
    }
    if (leaving.type === "jump") {
      while (this.scope.depth > this.baseDepth + leaving.scopes) this.leaveScope();
      this.pc = leaving.target.target;
    } else this.outcome = { type: leaving.type === "throw" ? "throw" : "return", value: leaving.value };
  }

  /** Closing an async iterator returns a promise. The frame awaits it before it continues to leave. */
  #awaitsClosing(handler: Handler, leaving: Completion): boolean {
    if (handler.finished || handler.closedAt === undefined || handler.iteration?.closing === undefined) return false;
    const promise = handler.iteration.closing();
    if (promise === null) return false;
    this.postponed.push(leaving);
    this.scope = handler.scope;
    this.stack.length = handler.stack;
    this.pc = handler.closedAt.target;
    this.outcome = { type: "await", value: promise.value };
    return true;
  }

  enterCatch(handler: Handler, catchAt: Label, error: Value): void {
    if (handler.finallyAt !== null) this.handlers.push({ ...handler, catchAt: null });
    this.pc = catchAt.target;
    this.push(error);
  }
}

type ValueClass<Kind> = abstract new (...args: never[]) => Kind;

function expectKind<Kind extends ObjectValue>(value: Value, kind: ValueClass<Kind>): Kind {
  if (value instanceof kind) return value;
  throw new Error(`Expected a value of the class ${kind.name}.`);
}

/** Closes the iterator of a loop that is left early. An error of closing wins, unless the loop itself has thrown. */
function closed(handler: Handler, leaving: Completion): Completion {
  if (handler.finished || handler.iteration === null) return leaving;
  try {
    handler.iteration.close();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    if (leaving.type !== "throw") return { type: "throw", value: error.value };
  }
  return leaving;
}

/**
 * The catch clause around the running statement, as a function that creates a frame for that clause alone. Null when
 * there is none.
 */
export function catchAround(frames: readonly Frame[]): ((error: Value) => Frame) | null {
  for (const frame of frames.toReversed()) {
    const handler = frame.handlers.findLast((one) => one.catchAt !== null);
    const catchAt = handler?.catchAt ?? null;
    if (handler === undefined || catchAt === null) continue;
    return (error) => {
      const init = { code: frame.code, callee: frame.callee, args: frame.args, newTarget: null, self: frame.self };
      const clause = new Frame({ ...init, scope: handler.scope, hasSelf: frame.hasSelf });
      clause.outer = frame.outer;
      clause.endsAfterCatch = true;
      clause.enterCatch({ ...handler, finallyAt: null }, catchAt, error);
      return clause;
    };
  }
  return null;
}
