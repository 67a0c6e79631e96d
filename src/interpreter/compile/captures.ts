import type { AnyNode, Function as FunctionNode } from "acorn";
import { Scope } from "../values/scope.ts";
import type { Assembler } from "./assembler.ts";
import { boundNames, walk } from "./syntax-tree.ts";

/** Whether a function never mentions its parameters. */
export function ignoresParameters(node: FunctionNode): boolean {
  const names = new Set(node.params.flatMap((one) => boundNames(one)));
  let mentions = false;
  walk(node.body, (inner) => {
    mentions ||= inner.type === "Identifier" && names.has(inner.name);
  });
  return !mentions;
}

function assignedNames(node: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (inner) => {
    if (inner.type === "UpdateExpression" && inner.argument.type === "Identifier") names.add(inner.argument.name);
    if (inner.type === "AssignmentExpression") for (const name of boundNames(inner.left)) names.add(name);
  });
  return names;
}

/** The variables that the head of a loop declares with `var`. */
export function loopVariablesOf(head: AnyNode | null | undefined): readonly string[] {
  const isVar = head?.type === "VariableDeclaration" && head.kind === "var";
  return isVar ? head.declarations.flatMap((one) => boundNames(one.id)) : [];
}

/** Compiles the body of a loop whose head declares variables with `var`. */
export function inLoopOver(asm: Assembler, variables: readonly string[], compileBody: () => void): void {
  const around = asm.loopVariables;
  asm.loopVariables = [...around, ...variables];
  compileBody();
  asm.loopVariables = around;
}

/** The scope that a function keeps. A hook can give it copies of the loop variables that it only reads. */
export function capturedScope(asm: Assembler, node: FunctionNode): (scope: Scope, copies: () => boolean) => Scope {
  if (asm.loopVariables.length === 0) return (scope) => scope;
  const assigned = assignedNames(node.body);
  const names = asm.loopVariables.filter((name) => !assigned.has(name));
  return (scope, copies) => {
    if (names.length === 0 || !copies()) return scope;
    const own = new Scope(scope);
    for (const name of names) {
      const binding = scope.find(name);
      if (binding?.ready) own.declare(name, binding.value);
    }
    return own;
  };
}
