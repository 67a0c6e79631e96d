import type { Iteration } from "../promises/iterate.ts";
import type { Agent, FunctionValue } from "../values/agent.ts";
import type { Scope } from "../values/scope.ts";
import { Thrown, type Value } from "../values/values.ts";

/** One step of compiled code; it works on the frame's operand stack and names. */
export type Instruction = (frame: Frame, agent: Agent) => void;

/** A place in the code, known once it has been reached by the compiler. */
export interface Label {
  target: number;
}

/** Compiled code of one function, of a file, or of the fields of a class. */
export interface FunctionCode {
  readonly name: string;
  readonly kind: "function" | "arrow" | "method" | "class" | "file";
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly strict: boolean;
  /** Parameters before the first default or rest. */
  readonly length: number;
  readonly instructions: readonly Instruction[];
  /** The line of its first statement. */
  readonly line: number;
  /** Whether it is the constructor of a class that extends another. */
  readonly isDerived: boolean;
  /** Whether it awaits outside its inner functions; told of a file alone. */
  readonly awaits?: boolean;
}

export type Completion =
  | { readonly type: "normal" | "throw" | "return"; readonly value: Value }
  | { readonly type: "jump"; readonly target: Label; readonly handlers: number; readonly scopes: number };

/** What the language says of a constructor that uses `this` before its parent has made it. */
export const missingSuper =
  "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";

/** Why a frame stopped running. */
export interface Outcome {
  readonly type: "return" | "throw" | "await" | "yield";
  readonly value: Value;
}

/** What stands around running code: a try, or a loop over an iterator that must be closed. */
export interface Handler {
  readonly type: "try" | "iteration";
  readonly catchAt: Label | null;
  readonly finallyAt: Label | null;
  readonly scope: Scope;
  readonly stack: number;
  readonly iteration: Iteration | null;
  /** The iterator has ended or failed: it is not closed. */
  finished: boolean;
  /** Where a loop goes on that has awaited the closing of its iterator. */
  readonly closedAt?: Label;
}

/** One call in progress: it can be left at an `await` or `yield` and taken up again. */
export class Frame {
  readonly code: FunctionCode;
  readonly callee: FunctionValue | null;
  readonly args: readonly Value[];
  readonly newTarget: FunctionValue | null;
  scope: Scope;
  self: Value;
  /** In a derived constructor, `this` is there only after `super()`. */
  hasSelf: boolean;
  pc = 0;
  line: number;
  readonly stack: Value[] = [];
  readonly handlers: Handler[] = [];
  /** What waits for a `finally` block to end. */
  readonly postponed: Completion[] = [];
  outcome: Outcome | null = null;
  readonly baseDepth: number;
  /** When it was called, in virtual milliseconds. */
  readonly began: number;
  /** For an arrow function, the call that it was made in: `this` and `super` are that call's. */
  outer: Frame | null = null;
  /** Runs one catch clause alone, for the mind whose `try` reaches further than it does. */
  endsAfterCatch = false;

  constructor(init: {
    code: FunctionCode;
    callee: FunctionValue | null;
    args: readonly Value[];
    newTarget: FunctionValue | null;
    scope: Scope;
    self: Value;
    hasSelf: boolean;
    began: number;
  }) {
    this.code = init.code;
    this.callee = init.callee;
    this.args = init.args;
    this.newTarget = init.newTarget;
    this.scope = init.scope;
    this.self = init.self;
    this.hasSelf = init.hasSelf;
    this.began = init.began;
    this.line = init.code.line;
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

  /** Leaves the running code by a return, an error or a jump; what stands around it has its say first. */
  leave(completion: Completion): void {
    let leaving = completion;
    const keep = completion.type === "jump" ? completion.handlers : 0;
    while (this.handlers.length > keep) {
      const handler = this.handlers.pop() as Handler;
      if (handler.type === "iteration") {
        if (this.#awaitsClosing(handler, leaving)) return;
        leaving = closed(handler, leaving);
        continue;
      }
      this.scope = handler.scope;
      this.stack.length = handler.stack;
      if (leaving.type === "throw" && handler.catchAt !== null) {
        this.enterCatch(handler, leaving.value);
        return;
      }
      if (handler.finallyAt !== null) {
        this.postponed.push(leaving);
        this.pc = handler.finallyAt.target;
        return;
      }
    }
    if (leaving.type === "jump") {
      while (this.scope.depth > this.baseDepth + leaving.scopes) this.scope = this.scope.parent as Scope;
      this.pc = leaving.target.target;
    } else this.outcome = { type: leaving.type === "throw" ? "throw" : "return", value: leaving.value };
  }

  /** An async iterator answers its closing with a promise: the frame waits for it and then goes on leaving. */
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

  enterCatch(handler: Handler, error: Value): void {
    if (handler.finallyAt !== null) this.handlers.push({ ...handler, catchAt: null });
    this.pc = (handler.catchAt as Label).target;
    this.push(error);
  }
}

/** Closes the iterator of a loop that is left early; only an error of the loop itself outranks one of the closing. */
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
 * The catch clause around the statement that runs now, as a frame that runs it alone: for the minds whose `try`
 * reaches further than its own run. Null when no `try` stands around it.
 */
export function catchAround(frames: readonly Frame[]): ((error: Value) => Frame) | null {
  for (const frame of frames.toReversed()) {
    const handler = frame.handlers.findLast((one) => one.catchAt !== null);
    if (handler === undefined) continue;
    return (error) => {
      const init = { code: frame.code, callee: frame.callee, args: frame.args, newTarget: null, self: frame.self };
      const clause = new Frame({ ...init, scope: handler.scope, hasSelf: frame.hasSelf, began: frame.began });
      clause.outer = frame.outer;
      clause.endsAfterCatch = true;
      clause.enterCatch({ ...handler, finallyAt: null }, error);
      return clause;
    };
  }
  return null;
}
