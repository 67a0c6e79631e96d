import type { AnyNode, MemberExpression } from "acorn";
import type { Frame } from "../execution/frame.ts";
import type { Agent } from "../values/agent.ts";
import { toKey, toNumber } from "../values/convert.ts";
import { getProperty, setProperty } from "../values/properties.ts";
import { readName, writeName } from "../values/scope.ts";
import type { Assembler } from "./assembler.ts";
import { checkPrivate, compileBaseAndKey } from "./members.ts";
import { decides, operation } from "./operators.ts";

type Assignment = Extract<AnyNode, { type: "AssignmentExpression" }>;

export function compileAssignment(asm: Assembler, node: Assignment): void {
  if (node.operator === "=") {
    compilePlain(asm, node);
    return;
  }
  const sign = node.operator.slice(0, -1);
  if (["&&", "||", "??"].includes(sign)) {
    compileLogical(asm, node, sign);
    return;
  }
  if (node.left.type === "Identifier") {
    compileNameUpdate(asm, node.left.name, node, sign);
    return;
  }
  const target = memberOf(node.left);
  compileBaseAndKey(asm, target);
  readKeepingKey(asm, target);
  asm.expression(node.right);
  const compute = operation(sign);
  asm.emit((frame, agent) => {
    const right = frame.pop();
    frame.push(compute(agent, frame.pop(), right));
  });
  writeToMember(asm, target);
}

function memberOf(node: AnyNode): MemberExpression {
  if (node.type !== "MemberExpression") throw new Error(`No target of an assignment: ${node.type}`);
  return node;
}

/** `x += await y` reads x before it waits. The value that it had stays on the stack. */
function compileNameUpdate(asm: Assembler, name: string, node: Assignment, sign: string): void {
  const compute = operation(sign);
  asm.emit((frame, agent) => frame.push(readName(agent, frame.scope, name)));
  asm.expression(node.right);
  asm.emit((frame, agent) => {
    const right = frame.pop();
    frame.push(compute(agent, frame.pop(), right));
  });
  writeTop(asm, name);
}

function writeTop(asm: Assembler, name: string): void {
  asm.emit((frame, agent) => writeName(agent, frame.scope, name, frame.top(), asm.strict));
}

function compilePlain(asm: Assembler, node: Assignment): void {
  if (node.left.type === "Identifier") {
    asm.expression(node.right, node.left.name);
    writeTop(asm, node.left.name);
    return;
  }
  if (node.left.type === "MemberExpression") {
    compileBaseAndKey(asm, node.left);
    asm.expression(node.right);
    writeToMember(asm, node.left);
    return;
  }
  asm.expression(node.right);
  asm.emit((frame) => frame.push(frame.top()));
  asm.pattern(node.left, null);
}

function compileLogical(asm: Assembler, node: Assignment, sign: string): void {
  const end = asm.label();
  const name = node.left.type === "Identifier" ? node.left.name : null;
  const member = name === null ? memberOf(node.left) : null;
  if (name !== null) asm.emit((frame, agent) => frame.push(readName(agent, frame.scope, name)));
  if (member !== null) {
    compileBaseAndKey(asm, member);
    readKeepingKey(asm, member);
  }
  asm.emit((frame) => {
    if (!decides(sign, frame.top())) return;
    if (member !== null) {
      const value = frame.pop();
      frame.stack.length -= 2;
      frame.push(value);
    }
    frame.pc = end.target;
  });
  asm.pop();
  asm.expression(node.right, name ?? undefined);
  if (name !== null) writeTop(asm, name);
  if (member !== null) writeToMember(asm, member);
  asm.mark(end);
}

/** Pushes the value of a member. Its object and key stay on the stack. */
function readKeepingKey(asm: Assembler, node: MemberExpression): void {
  const isPrivate = node.property.type === "PrivateIdentifier";
  asm.emit((frame, agent) => {
    const key = keyOf(frame, agent);
    const base = frame.stack[frame.stack.length - 2];
    if (isPrivate) checkPrivate(agent, base, key, "read");
    frame.push(getProperty(agent, base, key));
  });
}

function keyOf(frame: Frame, agent: Agent) {
  const key = toKey(agent, frame.top());
  frame.stack[frame.stack.length - 1] = key;
  return key;
}

/** Pops object, key and value, and pushes the value. */
function writeToMember(asm: Assembler, node: MemberExpression): void {
  const isPrivate = node.property.type === "PrivateIdentifier";
  asm.emit((frame, agent) => {
    const value = frame.pop();
    const key = frame.pop();
    const base = frame.pop();
    if (isPrivate) checkPrivate(agent, base, key, "write");
    if (base === undefined || base === null) {
      agent.raise("TypeError", `Cannot set properties of ${base} (setting '${String(toKey(agent, key))}')`);
    }
    setProperty(agent, base, toKey(agent, key), value, asm.strict);
    frame.push(value);
  });
}

export function compileUpdate(asm: Assembler, node: Extract<AnyNode, { type: "UpdateExpression" }>): void {
  const change = node.operator === "++" ? 1 : -1;
  if (node.argument.type === "Identifier") {
    const { name } = node.argument;
    asm.emit((frame, agent) => {
      const old = toNumber(agent, readName(agent, frame.scope, name));
      writeName(agent, frame.scope, name, old + change, asm.strict);
      frame.push(node.prefix ? old + change : old);
    });
    return;
  }
  const target = memberOf(node.argument);
  compileBaseAndKey(asm, target);
  readKeepingKey(asm, target);
  asm.emit((frame, agent) => {
    const old = toNumber(agent, frame.pop());
    const key = frame.pop();
    setProperty(agent, frame.pop(), toKey(agent, key), old + change, asm.strict);
    frame.push(node.prefix ? old + change : old);
  });
}
