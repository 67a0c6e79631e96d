import type { AnyNode } from "acorn";
import { iterate } from "../promises/iterate.ts";
import { toKey } from "../values/convert.ts";
import { arrayOf, getProperty, setProperty } from "../values/properties.ts";
import { objectPrototype } from "../values/prototypes.ts";
import { writeName } from "../values/scope.ts";
import { ArrayValue, ObjectValue, type Value } from "../values/values.ts";
import type { Assembler, Declares } from "./assembler.ts";
import { copyOwn } from "./literals.ts";
import { compileBaseAndKey } from "./members.ts";

/** Pops a value and assigns its parts to the targets of the pattern. */
export function compilePattern(asm: Assembler, node: AnyNode, declares: Declares | null): void {
  switch (node.type) {
    case "Identifier":
      compileName(asm, node.name, declares);
      return;
    case "MemberExpression":
      compileTarget(asm, node);
      return;
    case "AssignmentPattern":
      compileDefault(asm, node);
      compilePattern(asm, node.left, declares);
      return;
    case "ArrayPattern":
      compileArrayPattern(asm, node, declares);
      return;
    case "ObjectPattern":
      compileObjectPattern(asm, node, declares);
      return;
    default:
      throw new Error(`No pattern: ${node.type}`);
  }
}

function compileName(asm: Assembler, name: string, declares: Declares | null): void {
  if (declares === "let" || declares === "const" || declares === "parameter") {
    asm.emit((frame) => frame.scope.initialize(name, frame.pop()));
  } else asm.emit((frame, agent) => writeName(agent, frame.scope, name, frame.pop(), asm.strict));
}

function compileTarget(asm: Assembler, node: Extract<AnyNode, { type: "MemberExpression" }>): void {
  compileBaseAndKey(asm, node);
  asm.emit((frame, agent) => {
    const key = toKey(agent, frame.pop());
    const base = frame.pop();
    setProperty(agent, base, key, frame.pop(), asm.strict);
  });
}

function compileDefault(asm: Assembler, node: Extract<AnyNode, { type: "AssignmentPattern" }>): void {
  const given = asm.label();
  asm.emit((frame) => {
    if (frame.top() !== undefined) frame.pc = given.target;
  });
  asm.pop();
  asm.expression(node.right, node.left.type === "Identifier" ? node.left.name : undefined);
  asm.mark(given);
}

function compileArrayPattern(
  asm: Assembler,
  node: Extract<AnyNode, { type: "ArrayPattern" }>,
  declares: Declares | null,
): void {
  asm.emit((frame, agent) => {
    const value = frame.pop();
    const iteration = iterate(agent, value, value === undefined || value === null ? String(value) : undefined);
    const { scope, stack } = frame;
    frame.handlers.push({
      type: "iteration",
      catchAt: null,
      finallyAt: null,
      scope,
      stack: stack.length,
      iteration,
      finished: false,
    });
  });
  asm.handlers++;
  for (const element of node.elements) {
    const isRest = element?.type === "RestElement";
    asm.emit((frame) => {
      const handler = frame.handlers.at(-1);
      if (handler?.iteration == null) return;
      const take = (): { value: Value } | null => {
        if (handler.finished) return null;
        handler.finished = true;
        const item = handler.iteration?.next() ?? null;
        handler.finished = item === null;
        return item !== null && "value" in item ? item : null;
      };
      if (!isRest) return frame.push(take()?.value);
      const rest: Value[] = [];
      for (let item = take(); item !== null; item = take()) rest.push(item.value);
      frame.push(arrayOf(rest));
    });
    if (element === null) asm.pop();
    else compilePattern(asm, element.type === "RestElement" ? element.argument : element, declares);
  }
  asm.handlers--;
  asm.emit((frame) => {
    const handler = frame.handlers.pop();
    if (handler?.finished === false) handler.iteration?.close();
  });
}

function compileObjectPattern(
  asm: Assembler,
  node: Extract<AnyNode, { type: "ObjectPattern" }>,
  declares: Declares | null,
): void {
  asm.emit((frame, agent) => {
    const value = frame.top();
    if (value === undefined || value === null) {
      agent.raise("TypeError", nothingText(node, value));
    }
    // The keys that were read are collected above the value; a rest element gets the others.
    frame.push(arrayOf([]));
  });
  for (const property of node.properties) {
    if (property.type === "RestElement") {
      asm.emit((frame, agent) => {
        const taken = frame.topAs(ArrayValue).elements;
        const rest = new ObjectValue(objectPrototype);
        copyOwn(agent, frame.stack[frame.stack.length - 2], rest, taken);
        frame.push(rest);
      });
      compilePattern(asm, property.argument, declares);
      continue;
    }
    const { key } = property;
    if (!property.computed && key.type === "Identifier") asm.emit((frame) => frame.push(key.name));
    else asm.expression(key);
    asm.emit((frame, agent) => {
      const name = toKey(agent, frame.pop());
      frame.topAs(ArrayValue).elements.push(name);
      frame.push(getProperty(agent, frame.stack[frame.stack.length - 2], name));
    });
    compilePattern(asm, property.value, declares);
  }
  asm.pop();
  asm.pop();
}

/** V8 names the first property of the pattern. */
function nothingText(node: Extract<AnyNode, { type: "ObjectPattern" }>, value: undefined | null): string {
  const first = node.properties[0];
  const name = first?.type === "Property" && first.key.type === "Identifier" && !first.computed ? first.key.name : null;
  if (name === null) return `Cannot destructure '${value}' as it is ${value}.`;
  return `Cannot destructure property '${name}' of '${value}' as it is ${value}.`;
}
