import type { AnyNode, Class, MethodDefinition, PropertyDefinition } from "acorn";
import { Closure, closureOf } from "../execution/closure.ts";
import { Frame, type FunctionCode } from "../execution/frame.ts";
import { type Agent, FunctionValue } from "../values/agent.ts";
import { getProperty } from "../values/properties.ts";
import { functionPrototype, objectPrototype } from "../values/prototypes.ts";
import { Scope } from "../values/scope.ts";
import { ObjectValue, type Value } from "../values/values.ts";
import { Assembler } from "./assembler.ts";
import { initializeSelf } from "./calls.ts";
import { compileMethod, compilePropertyKey, defineAccessor } from "./literals.ts";

/** Pushes the constructor of a class, with methods on its prototype. Fields are defined by each `new`. */
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
  const traits = { returnsValue: false, awaits: false, writesOuter: false, updatesAcrossAwait: false };
  const plain = { isAsync: false, isGenerator: false, strict: true, length: 0, line, ...traits };
  return { name, kind: "class", isDerived, instructions: empty.instructions, ...plain };
}

/** The default constructor of a derived class. */
function passToParent(frame: Frame, agent: Agent): void {
  const parent = frame.callee?.proto;
  if (!(parent instanceof FunctionValue)) throw new Error("A derived class has a parent.");
  initializeSelf(frame, agent, agent.constructAs(parent, frame.args, frame.newTarget ?? parent));
}

function makeConstructor(frame: Frame, agent: Agent, code: FunctionCode, isDerived: boolean): Closure {
  const parent = frame.pop();
  const isNull = isDerived && parent === null;
  if (isDerived && !isNull && !(parent instanceof FunctionValue && parent.canConstruct)) {
    agent.raise("TypeError", `Class extends value ${String(parent)} is not a constructor or null`);
  }
  const inherits = parent instanceof FunctionValue;
  const made = new Closure(code, frame.scope, frame, code.name, inherits ? parent : functionPrototype);
  const prototype = new ObjectValue(inherits ? prototypeOf(agent, parent) : isNull ? null : objectPrototype);
  prototype.define("constructor", made, false);
  made.properties.set("prototype", { value: prototype, enumerable: false, writable: false });
  made.home = prototype;
  return made;
}

function prototypeOf(agent: Agent, made: FunctionValue): ObjectValue | null {
  const prototype = getProperty(agent, made, "prototype");
  return prototype instanceof ObjectValue ? prototype : null;
}

function compileMember(asm: Assembler, member: MethodDefinition): void {
  const { kind } = member;
  if (kind === "constructor") return;
  compilePropertyKey(asm, member);
  compileMethod(asm, member.value, member.key.type === "Identifier" && !member.computed ? member.key.name : "");
  asm.emit((frame, agent) => {
    const method = frame.popAs(Closure);
    const key = frame.popKey();
    const made = frame.topAs(Closure);
    const target = (member.static ? made : prototypeOf(agent, made)) ?? made;
    method.home = target;
    if (kind === "method") target.define(key, method, false);
    else defineAccessor(target, key, kind, method, false);
  });
}

/** Field initializers run for each instance, in a function of their own whose `this` is the new object. */
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
    const made = frame.topAs(Closure);
    const scope = frame.scope;
    made.fields = (agent, self) => runAsMethod(agent, code, scope, made, self);
  });
}

function codeOf(node: Pick<AnyNode, "loc">, body: Assembler): FunctionCode {
  const line = node.loc?.start.line ?? 0;
  const traits = { returnsValue: false, awaits: false, writesOuter: false, updatesAcrossAwait: false };
  const plain = { isAsync: false, isGenerator: false, strict: true, length: 0, line, isDerived: false, ...traits };
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
    const key = frame.popKey();
    if (frame.self instanceof ObjectValue) frame.self.define(key, value, typeof key === "string");
  });
}

/** Static fields and blocks run once, with the class as `this`. */
function compileStatic(asm: Assembler, member: AnyNode): void {
  const field = member.type === "PropertyDefinition" && member.static ? member : null;
  if (field === null && member.type !== "StaticBlock") return;
  const body = new Assembler(asm.compilers, { strict: true, isAsync: false, isGenerator: false });
  if (field !== null) compileField(body, field);
  else if (member.type === "StaticBlock") for (const one of member.body) body.statement(one);
  body.emit((frame) => frame.leave({ type: "return", value: undefined }));
  const code = codeOf(member, body);
  asm.emit((frame, agent) => {
    const made = frame.topAs(Closure);
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
