import type { AnyNode, Expression, Function as FunctionNode, Pattern, Statement } from "acorn";
import type { Frame, FunctionCode, Instruction, Label } from "../execution/frame.ts";
import type { Agent } from "../values/agent.ts";
import { Scope } from "../values/scope.ts";
import type { ProgramFacts } from "./program-facts.ts";

/** The compilers of each kind of node, in one table because statements, expressions and patterns nest. */
export interface Compilers {
  statement(asm: Assembler, node: AnyNode): void;
  expression(asm: Assembler, node: AnyNode, name?: string): void;
  /** Assigns the value on the stack. `declares` is the kind of declaration, or null for an assignment. */
  pattern(asm: Assembler, node: AnyNode, declares: Declares | null): void;
  functionCode(node: FunctionNode, options: CodeOptions): FunctionCode;
  /** Whether the program contains the word `arguments`. */
  readonly usesArguments: boolean;
  readonly facts: ProgramFacts;
}

/** How a pattern declares its names. */
export type Declares = "var" | "let" | "const" | "parameter";

export interface CodeOptions {
  readonly name: string;
  readonly kind: FunctionCode["kind"];
  readonly strict: boolean;
  readonly isDerived?: boolean;
}

/** Where `break` and `continue` jump to. */
export interface Target {
  readonly labels: readonly string[];
  readonly breakTo: Label;
  /** Null when it is not a loop. */
  readonly continueTo: Label | null;
  readonly isPlainBlock: boolean;
  readonly handlers: number;
  /** The handlers that stay active on `continue`: a loop over an iterator has one that closes it. */
  readonly continueHandlers: number;
  readonly scopes: number;
}

/** Collects the code of one function. */
export class Assembler {
  readonly instructions: Instruction[] = [];
  readonly compilers: Compilers;
  readonly strict: boolean;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly targets: Target[] = [];
  /** The labels of the statement that comes next. */
  labels: string[] = [];
  /** The end of each optional chain that is being compiled. */
  readonly chainEnds: Label[] = [];
  /** Whether it contains `await` outside its inner functions. */
  awaits = false;
  /** Whether it returns a value. */
  returnsValue = false;
  /** The variables of `var` that the loops around the current statement change. */
  loopVariables: readonly string[] = [];
  handlers = 0;
  scopes = 0;
  /** The number of `try` statements with a `catch` around the current statement. */
  catches = 0;

  constructor(compilers: Compilers, init: { strict: boolean; isAsync: boolean; isGenerator: boolean }) {
    this.compilers = compilers;
    this.strict = init.strict;
    this.isAsync = init.isAsync;
    this.isGenerator = init.isGenerator;
  }

  emit(instruction: Instruction): void {
    this.instructions.push(instruction);
  }

  statement(node: Statement | AnyNode): void {
    this.compilers.statement(this, node);
  }

  expression(node: Expression | AnyNode, name?: string): void {
    this.compilers.expression(this, node, name);
  }

  pattern(node: Pattern | AnyNode, declares: Declares | null): void {
    this.compilers.pattern(this, node, declares);
  }

  label(): Label {
    return { target: -1 };
  }

  mark(label: Label): void {
    label.target = this.instructions.length;
  }

  jump(label: Label): void {
    this.emit((frame) => {
      frame.pc = label.target;
    });
  }

  /** Pops a value, and jumps if it is truthy or falsy as wanted. */
  jumpIf(wanted: boolean, label: Label): void {
    this.emit((frame) => {
      if (Boolean(frame.pop()) === wanted) frame.pc = label.target;
    });
  }

  pop(): void {
    this.emit((frame) => {
      frame.pop();
    });
  }

  /** Compiles a part inside a new scope, which `enter` fills. */
  inScope(enter: (scope: Scope, frame: Frame, agent: Agent) => void, part: () => void): void {
    this.emit((frame, agent) => {
      frame.scope = new Scope(frame.scope);
      enter(frame.scope, frame, agent);
    });
    this.scopes++;
    part();
    this.scopes--;
    this.emit((frame) => frame.leaveScope());
  }
}
