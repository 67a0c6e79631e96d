import type { AnyNode, MemberExpression } from "acorn";
import { Closure } from "../execution/closure.ts";
import type { Frame } from "../execution/frame.ts";
import type { Agent } from "../values/agent.ts";
import { toKey } from "../values/convert.ts";
import { findProperty, getProperty } from "../values/properties.ts";
import { type Key, ObjectValue, type Property, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";

/** Pushes the object of a member, then its key. */
export function compileBaseAndKey(asm: Assembler, node: MemberExpression): void {
  if (node.object.type === "Super") asm.emit((frame) => frame.push((frame.outer ?? frame).self));
  else asm.expression(node.object);
  if (node.optional) endChainOnNothing(asm, 1);
  compileKey(asm, node);
}

/** `?.`: if the value on the stack is undefined or null, the whole chain is undefined. */
export function endChainOnNothing(asm: Assembler, values: number): void {
  const end = asm.chainEnds.at(-1);
  asm.emit((frame) => {
    const value = frame.top();
    if (end === undefined || (value !== undefined && value !== null)) return;
    frame.stack.length -= values;
    frame.push(undefined);
    frame.pc = end.target;
  });
}

/** Pushes the key of a member. A private name is a symbol that only its class knows. */
export function compileKey(asm: Assembler, node: MemberExpression): void {
  if (node.computed) {
    asm.expression(node.property);
    return;
  }
  const { property } = node;
  if (property.type === "PrivateIdentifier") asm.emit((frame) => frame.push(privateSymbol(frame, property.name)));
  else if (property.type === "Identifier") asm.emit((frame) => frame.push(property.name));
}

export function compileMember(asm: Assembler, node: MemberExpression): void {
  if (node.object.type === "Super") {
    compileKey(asm, node);
    asm.emit((frame, agent) => frame.push(readSuper(frame, agent, toKey(agent, frame.pop()))));
    return;
  }
  const { property } = node;
  if (!node.computed && property.type === "Identifier") {
    const key = property.name;
    asm.expression(node.object);
    if (node.optional) endChainOnNothing(asm, 1);
    asm.emit((frame, agent) => frame.push(getProperty(agent, frame.pop(), key)));
    return;
  }
  compileBaseAndKey(asm, node);
  const isPrivate = property.type === "PrivateIdentifier";
  asm.emit((frame, agent) => {
    const key = frame.pop();
    const base = frame.pop();
    if (isPrivate) checkPrivate(agent, base, key, "read");
    else if (base === undefined || base === null) toKeyOfNothing(agent, base, key);
    frame.push(getProperty(agent, base, toKey(agent, key)));
  });
}

function toKeyOfNothing(agent: Agent, base: undefined | null, key: Value): void {
  agent.raise("TypeError", `Cannot read properties of ${base} (reading '${String(toKey(agent, key))}')`);
}

/** Reads `super.name` from the prototype of the method's object. */
export function readSuper(frame: Frame, agent: Agent, key: Key): Value {
  const call = frame.outer ?? frame;
  const home = call.callee instanceof Closure ? call.callee.home : null;
  const property: Property | undefined = home?.proto ? findProperty(agent, home.proto, key) : undefined;
  if (property?.getter !== undefined) return agent.call(property.getter, call.self, []);
  return property?.value;
}

/** The symbol that `#name` stands for here. It is created with its class. */
export function privateSymbol(frame: Frame, name: string): symbol {
  const found = frame.scope.find(`#${name}`)?.value;
  if (typeof found !== "symbol") throw new Error(`#${name} is not declared.`);
  return found;
}

export function checkPrivate(agent: Agent, base: Value, key: Value, act: "read" | "write"): void {
  if (typeof key !== "symbol") throw new Error("Expected the symbol of a private name on the stack.");
  if (base instanceof ObjectValue && findProperty(agent, base, key) !== undefined) return;
  const name = key.description ?? "";
  const how = act === "read" ? "read private member" : "write private member";
  const where = act === "read" ? "from an object" : "to an object";
  agent.raise("TypeError", `Cannot ${how} ${name} ${where} whose class did not declare it`);
}

/** How the error messages of V8 name an expression: `load`, `user.name`, `(intermediate value)`. */
export function calleeText(node: AnyNode): string {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "Super":
      return "(intermediate value)";
    case "Literal":
      return typeof node.value === "string" ? `"${node.value}"` : String(node.value);
    case "MemberExpression":
      return memberText(node);
    case "CallExpression":
      return `${calleeText(node.callee)}(...)`;
    case "ChainExpression":
      return calleeText(node.expression);
    case "ObjectExpression":
      return `{${node.properties.map(() => "(intermediate value)").join("")}}`;
    case "ArrayExpression":
      return `[${node.elements.map((one) => (one === null ? "" : calleeText(one))).join(",")}]`;
    case "ParenthesizedExpression":
      return calleeText(node.expression);
    default:
      return "(intermediate value)";
  }
}

function memberText(node: MemberExpression): string {
  const base = calleeText(node.object);
  const { property } = node;
  if (property.type === "PrivateIdentifier") return `${base}.#${property.name}`;
  if (!node.computed && property.type === "Identifier") return `${base}${node.optional ? "?." : "."}${property.name}`;
  const isText = property.type === "Literal" && typeof property.value === "string";
  return isText ? `${base}.${property.value}` : `${base}[${calleeText(property)}]`;
}
