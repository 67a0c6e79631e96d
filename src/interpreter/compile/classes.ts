import type { AnyNode, Class, MethodDefinition, PropertyDefinition } from "acorn";
import { Closure, closureOf } from "../execution/closure.ts";
import { Frame, type FunctionCode } from "../execution/frame.ts";
import { type Agent, FunctionValue } from "../values/agent.ts";
import { getProperty } from "../values/properties.ts";
import { functionPrototype, objectPrototype } from "../values/prototypes.ts";
import { Scope } from "../values/scope.ts";
import { type Key, ObjectValue, type Value } from "../values/values.ts";
import { Assembler } from "./assembler.ts";
import { compileMethod, compilePropertyKey, defineAccessor } from "./literals.ts";

/** A class: its constructor ends on the stack, with methods on its prototype and fields to be set by `new`. */
export function compileClass(asm: Assembler, node: Class, name: string): void {
  const own = node.id?.name ?? null;
  const code = constructorCode(asm, node, own ?? name);
  const privates = privateNames(node);
  asm.inScope(
    (scope) => {
      if (own !== null) scope.reserve(own, true);
      for (const one of privates) scope.declare(`#${one}`, Symbol(`#${one}`));
    },
    () => {
      if (node.superClass) asm.expression(node.superClass);
      else asm.emit((frame) => frame.push(undefined));
      asm.emit((frame, agent) => frame.push(makeConstructor(frame, agent, code, node.superClass != null)));
      if (own !== null) asm.emit((frame) => frame.scope.initialize(own, frame.top()));
      for (const member of node.body.body) if (member.type === "MethodDefinition") compileMember(asm, member);
      compileFields(asm, node);
      for (const member of node.body.body) compileStatic(asm, member);
    },
  );
}

function privateNames(node: Class): string[] {
  return node.body.body.flatMap((member) => {
    const isNamed = member.type === "MethodDefinition" || member.type === "PropertyDefinition";
    return isNamed && member.key.type === "PrivateIdentifier" ? [member.key.name] : [];
  });
}

function constructorCode(asm: Assembler, node: Class, name: string): FunctionCode {
  const found = node.body.body.find((one) => one.type === "MethodDefinition" && one.kind === "constructor");
  const isDerived = node.superClass != null;
  if (found?.type === "MethodDefinition") {
    return asm.compilers.functionCode(found.value, { name, kind: "class", strict: true, isDerived });
  }
  const empty = new Assembler(asm.compilers, { strict: true, isAsync: false, isGenerator: false });
  if (isDerived) empty.emit(passToParent);
  empty.emit((frame) => frame.leave({ type: "return", value: undefined }));
  const line = node.loc?.start.line ?? 0;
  const plain = { isAsync: false, isGenerator: false, strict: true, length: 0, line };
  return { name, kind: "class", isDerived, instructions: empty.instructions, ...plain };
}

/** The constructor that a derived class has when it writes none. */
function passToParent(frame: Frame, agent: Agent): void {
  const parent = frame.callee?.proto as FunctionValue;
  frame.self = agent.constructAs(parent, frame.args, frame.newTarget ?? parent);
  frame.hasSelf = true;
  if (frame.callee instanceof Closure) frame.callee.fields?.(agent, frame.self as ObjectValue);
}

function makeConstructor(frame: Frame, agent: Agent, code: FunctionCode, isDerived: boolean): Closure {
  const parent = frame.pop();
  const isNull = isDerived && parent === null;
  if (isDerived && !isNull && !(parent instanceof FunctionValue && parent.canConstruct)) {
    agent.raise("TypeError", `Class extends value ${String(parent)} is not a constructor or null`);
  }
  const inherits = parent instanceof FunctionValue;
  const made = new Closure(code, frame.scope, frame, code.name, inherits ? parent : functionPrototype);
  const above = inherits ? (getProperty(agent, parent, "prototype") as ObjectValue) : isNull ? null : objectPrototype;
  const prototype = new ObjectValue(above);
  prototype.define("constructor", made, false);
  made.properties.set("prototype", { value: prototype, enumerable: false, writable: false });
  made.home = prototype;
  return made;
}

function compileMember(asm: Assembler, member: MethodDefinition): void {
  if (member.kind === "constructor") return;
  compilePropertyKey(asm, member);
  compileMethod(asm, member.value, member.key.type === "Identifier" && !member.computed ? member.key.name : "");
  asm.emit((frame, agent) => {
    const method = frame.pop() as Closure;
    const key = frame.pop() as Key;
    const made = frame.top() as Closure;
    const target = member.static ? made : (getProperty(agent, made, "prototype") as ObjectValue);
    method.home = target;
    if (member.kind === "method") target.define(key, method, false);
    else defineAccessor(target, key, member.kind as "get" | "set", method, false);
  });
}

/** Fields of instances run, each time anew, in a function of their own whose `this` is the new object. */
function compileFields(asm: Assembler, node: Class): void {
  const fields = node.body.body.filter((one): one is PropertyDefinition => {
    return one.type === "PropertyDefinition" && !one.static;
  });
  if (fields.length === 0) return;
  const body = new Assembler(asm.compilers, { strict: true, isAsync: false, isGenerator: false });
  for (const field of fields) compileField(body, field);
  body.emit((frame) => frame.leave({ type: "return", value: undefined }));
  const code = codeOf(node, body);
  asm.emit((frame) => {
    const made = frame.top() as Closure;
    const scope = frame.scope;
    made.fields = (agent, self) => runAsMethod(agent, code, scope, made, self);
  });
}

function codeOf(node: Pick<AnyNode, "loc">, body: Assembler): FunctionCode {
  const line = node.loc?.start.line ?? 0;
  const plain = { isAsync: false, isGenerator: false, strict: true, length: 0, line, isDerived: false };
  return { name: "<fields>", kind: "method", instructions: body.instructions, ...plain };
}

function runAsMethod(agent: Agent, code: FunctionCode, scope: Scope, made: Closure, self: Value): void {
  const method = closureOf(
    code,
    new Scope(scope),
    new Frame({
      code,
      callee: made,
      args: [],
      newTarget: null,
      scope,
      self,
      hasSelf: true,
      began: agent.loop.now,
    }),
  );
  method.home = self === made ? made : made.home;
  agent.call(method, self, []);
}

function compileField(asm: Assembler, field: PropertyDefinition): void {
  compilePropertyKey(asm, field);
  const name = field.key.type === "Identifier" ? field.key.name : "";
  if (field.value) asm.expression(field.value, name);
  else asm.emit((frame) => frame.push(undefined));
  asm.emit((frame) => {
    const value = frame.pop();
    const key = frame.pop() as Key;
    (frame.self as ObjectValue).define(key, value, typeof key === "string");
  });
}

/** Static fields and blocks run once, with the class as `this`. */
function compileStatic(asm: Assembler, member: AnyNode): void {
  const isField = member.type === "PropertyDefinition" && member.static;
  if (!isField && member.type !== "StaticBlock") return;
  const body = new Assembler(asm.compilers, { strict: true, isAsync: false, isGenerator: false });
  if (isField) compileField(body, member as PropertyDefinition);
  else if (member.type === "StaticBlock") for (const one of member.body) body.statement(one);
  body.emit((frame) => frame.leave({ type: "return", value: undefined }));
  const code = codeOf(member, body);
  asm.emit((frame, agent) => {
    const made = frame.top() as Closure;
    runAsMethod(agent, code, frame.scope, made, made);
  });
}

/** Declares a class by its name. */
export function compileClassDeclaration(asm: Assembler, node: Class): void {
  compileClass(asm, node, "default");
  const name = node.id?.name;
  if (name === undefined) asm.pop();
  else asm.emit((frame) => frame.scope.initialize(name, frame.pop()));
}
