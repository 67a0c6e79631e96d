import type { AnyNode, FunctionDeclaration, VariableDeclaration } from "acorn";
import { closureOf } from "../execution/closure.ts";
import type { Frame, FunctionCode } from "../execution/frame.ts";
import type { Agent } from "../values/agent.ts";
import type { Scope } from "../values/scope.ts";
import type { Assembler } from "./assembler.ts";
import { boundNames } from "./syntax-tree.ts";

/** How a declaration declares its names. `using` is newer than the syntax that is parsed. */
export function declaresOf({ kind }: VariableDeclaration): "var" | "let" | "const" {
  if (kind === "using" || kind === "await using") throw new Error(`No declaration: ${kind}`);
  return kind;
}

/** Statements inside a statement, except those in inner functions. */
function nestedStatements(node: AnyNode): (AnyNode | null | undefined)[] {
  switch (node.type) {
    case "BlockStatement":
    case "StaticBlock":
      return node.body;
    case "IfStatement":
      return [node.consequent, node.alternate];
    case "ForStatement":
      return [node.init, node.body];
    case "ForInStatement":
    case "ForOfStatement":
      return [node.left, node.body];
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
      return [node.body];
    case "TryStatement":
      return [node.block, node.handler?.body, node.finalizer];
    case "SwitchStatement":
      return node.cases.flatMap((one) => one.consequent);
    case "ExportNamedDeclaration":
      return [node.declaration];
    default:
      return [];
  }
}

/** Names declared with `var` anywhere in these statements. They belong to the whole function. */
export function varNames(statements: readonly (AnyNode | null | undefined)[]): string[] {
  return statements.flatMap((node) => {
    if (node === null || node === undefined) return [];
    if (node.type === "VariableDeclaration") {
      return node.kind === "var" ? node.declarations.flatMap((one) => boundNames(one.id)) : [];
    }
    return varNames(nestedStatements(node));
  });
}

interface Lexical {
  readonly name: string;
  readonly constant: boolean;
}

function exported(node: AnyNode): AnyNode {
  const isExport = node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration";
  return isExport && node.declaration ? node.declaration : node;
}

function lexicalNames(statements: readonly AnyNode[]): Lexical[] {
  return statements.map(exported).flatMap((node) => {
    if (node.type === "ClassDeclaration") return node.id ? [{ name: node.id.name, constant: false }] : [];
    if (node.type !== "VariableDeclaration" || node.kind === "var") return [];
    const names = node.declarations.flatMap((one) => boundNames(one.id));
    return names.map((name) => ({ name, constant: node.kind === "const" }));
  });
}

function functionDeclarations(statements: readonly AnyNode[]): FunctionDeclaration[] {
  return statements.map(exported).filter((node): node is FunctionDeclaration => {
    return node.type === "FunctionDeclaration" && node.id !== null;
  });
}

/** Declares the names of a block before it runs: functions are usable at once, the others are not. Null for none. */
export function blockEntry(
  asm: Assembler,
  statements: readonly AnyNode[],
): ((scope: Scope, frame: Frame, agent: Agent) => void) | null {
  const lexical = lexicalNames(statements);
  const functions = functionDeclarations(statements).map((node): [string, FunctionCode] => [
    node.id.name,
    asm.compilers.functionCode(node, { name: node.id.name, kind: "function", strict: asm.strict }),
  ]);
  if (lexical.length + functions.length === 0) return null;
  return (scope, frame) => {
    for (const { name, constant } of lexical) scope.reserve(name, constant);
    for (const [name, code] of functions) scope.declare(name, closureOf(code, scope, frame));
  };
}
