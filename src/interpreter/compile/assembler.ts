import type { AnyNode, Expression, Function as FunctionNode, Pattern, Statement } from "acorn";
import type { Frame, FunctionCode, Instruction, Label } from "../execution/frame.ts";
import type { Agent } from "../values/agent.ts";
import { Scope } from "../values/scope.ts";

/** What each kind of node is compiled by; one table, so that statements, expressions and patterns may nest. */
export interface Compilers {
  statement(asm: Assembler, node: AnyNode): void;
  expression(asm: Assembler, node: AnyNode, name?: string): void;
  /** Assigns the value on the stack; `declares` tells how, or null for an assignment. */
  pattern(asm: Assembler, node: AnyNode, declares: Declares | null): void;
  functionCode(node: FunctionNode, options: CodeOptions): FunctionCode;
  /** Whether the word `arguments` stands anywhere in the program. */
  readonly usesArguments: boolean;
}

/** How a pattern's names come to be: `var` writes, the others are reached. */
export type Declares = "var" | "let" | "const" | "parameter";

export interface CodeOptions {
  readonly name: string;
  readonly kind: FunctionCode["kind"];
  readonly strict: boolean;
  readonly isDerived?: boolean;
}

/** Where `break` and `continue` go. */
export interface Target {
  readonly labels: readonly string[];
  readonly breakTo: Label;
  /** Null for what is no loop. */
  readonly continueTo: Label | null;
  readonly isPlainBlock: boolean;
  readonly handlers: number;
  /** A loop over an iterator goes on inside what closes it when it ends early. */
  readonly continueHandlers: number;
  readonly scopes: number;
}

/** The code of one function while it is written. */
export class Assembler {
  readonly instructions: Instruction[] = [];
  readonly compilers: Compilers;
  readonly strict: boolean;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly targets: Target[] = [];
  /** Labels that stand right before the statement that is compiled. */
  labels: string[] = [];
  /** Where `?.` on nothing goes, for each chain that is being compiled. */
  readonly chainEnds: Label[] = [];
  /** Whether it awaits anywhere outside its inner functions. */
  awaits = false;
  handlers = 0;
  scopes = 0;
  /** How many try statements with a catch stand around the statement that is compiled. */
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

  /** Jumps when the value on the stack, which is taken, is true or false as wanted. */
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

  /** Compiles a part inside a new block of names, which `enter` fills. */
  inScope(enter: (scope: Scope, frame: Frame, agent: Agent) => void, part: () => void): void {
    this.emit((frame, agent) => {
      frame.scope = new Scope(frame.scope);
      enter(frame.scope, frame, agent);
    });
    this.scopes++;
    part();
    this.scopes--;
    this.emit((frame) => {
      frame.scope = frame.scope.parent as Scope;
    });
  }
}
