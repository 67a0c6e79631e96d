import type { AnyNode } from "acorn";
import { Closure } from "../execution/closure.ts";
import type { Frame } from "../execution/frame.ts";
import { type Agent, FunctionValue, isCallable } from "../values/agent.ts";
import { toKey } from "../values/convert.ts";
import { AwaitInstead } from "../values/hooks.ts";
import { arrayOf, getProperty } from "../values/properties.ts";
import { native } from "../values/prototypes.ts";
import { ArrayValue, ObjectValue, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";
import { compileSpread } from "./literals.ts";
import { calleeText, checkPrivate, compileBaseAndKey, compileKey, endChainOnNothing, readSuper } from "./members.ts";

type Call = Extract<AnyNode, { type: "CallExpression" }>;
type Arguments = readonly AnyNode[];

export function compileCall(asm: Assembler, node: Call): void {
  compileCallee(asm, node.callee);
  if (node.optional) endChainOnNothing(asm, 2);
  const isAll = isPromiseAll(node.callee);
  if (isAll) asm.emit((frame) => frame.listsOfAll++);
  const takeArguments = compileArguments(asm, node);
  if (isAll) asm.emit((frame) => frame.listsOfAll--);
  const text = calleeText(node.callee);
  const line = node.loc?.start.line ?? 0;
  const { usedAsPromises, statements } = asm.compilers.facts;
  const isStatement = statements.has(node);
  asm.emit((frame, agent) => {
    const args = takeArguments(frame);
    const callee = frame.pop();
    const self = frame.pop();
    if (!isCallable(callee)) return agent.raise("TypeError", `${text} is not a function`);
    const calledAt = frame.line;
    frame.line = line;
    frame.dropsValue = isStatement;
    const call = () => callee.invoke(agent, self, args, null);
    const isGiven = isStatement && !asm.isAsync && callee.traits !== null && frame.args.includes(callee);
    finishCall(frame, isGiven ? agent.hooks.callGiven(call) : call());
    frame.dropsValue = false;
    frame.line = calledAt;
  });
  if (isStatement) asm.emit((frame, agent) => agent.hooks.callInStatement(frame.top()));
  else if (!usedAsPromises.has(node)) asm.emit((frame, agent) => frame.push(agent.hooks.callValue(frame.pop())));
}

function isPromiseAll(callee: AnyNode): boolean {
  if (callee.type !== "MemberExpression") return false;
  return isName(callee.object, ["Promise"]) && isName(callee.property, ["all", "allSettled"]);
}

/** Puts the value of a call on the stack, or suspends the caller. */
export function finishCall(frame: Frame, result: Value | AwaitInstead): void {
  if (!(result instanceof AwaitInstead)) frame.push(result);
  else if (frame.canSuspend) frame.outcome = { type: "await", value: result.promise };
  else frame.push(result.settle());
}

/** Pushes the receiver and the function. */
function compileCallee(asm: Assembler, callee: AnyNode): void {
  if (callee.type !== "MemberExpression") {
    asm.emit((frame) => frame.push(undefined));
    asm.expression(callee);
    return;
  }
  if (callee.object.type === "Super") {
    asm.emit((frame) => frame.push((frame.outer ?? frame).self));
    compileSuperKey(asm, callee);
    return;
  }
  compileBaseAndKey(asm, callee);
  const isPrivate = callee.property.type === "PrivateIdentifier";
  asm.emit((frame, agent) => {
    const key = frame.pop();
    const base = frame.top();
    if (isPrivate) checkPrivate(agent, base, key, "read");
    frame.push(getProperty(agent, base, toKey(agent, key)));
  });
}

function compileSuperKey(asm: Assembler, callee: Extract<AnyNode, { type: "MemberExpression" }>): void {
  compileKey(asm, callee);
  asm.emit((frame, agent) => frame.push(readSuper(frame, agent, toKey(agent, frame.pop()))));
}

/** Pushes arguments. The result pops them. */
function compileArguments(asm: Assembler, node: { arguments: Arguments; callee?: AnyNode }): (frame: Frame) => Value[] {
  const args = node.arguments;
  if (args.some((one) => one.type === "SpreadElement")) {
    asm.emit((frame) => frame.push(arrayOf([])));
    for (const one of args) compileIntoArray(asm, one);
    return (frame) => frame.popAs(ArrayValue).elements;
  }
  const use = node.callee === undefined ? null : useOfCalls(node.callee);
  for (const [index, one] of args.entries()) {
    const isCallback = use?.type === "link" || index === use?.index;
    if (use !== null && isCallback && one.type === "CallExpression") compileMaybeLater(asm, one, use.type);
    else asm.expression(one);
  }
  const count = args.length;
  return (frame) => (count === 0 ? [] : frame.stack.splice(frame.stack.length - count, count));
}

/** What a function does with its callbacks, and which argument is one; null for functions without callbacks. */
type UseOfCalls = { readonly type: "link" } | { readonly type: "schedule"; readonly index: number };

const schedulers = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"];

function useOfCalls(callee: AnyNode): UseOfCalls | null {
  if (isName(callee, schedulers)) return { type: "schedule", index: 0 };
  if (callee.type !== "MemberExpression") return null;
  if (isName(callee.property, ["then", "catch", "finally"])) return { type: "link" };
  if (isName(callee.property, ["nextTick"])) return { type: "schedule", index: 0 };
  return isName(callee.property, ["on", "once"]) ? { type: "schedule", index: 1 } : null;
}

function isName(node: AnyNode, names: readonly string[]): boolean {
  return node.type === "Identifier" && names.includes(node.name);
}

function compileIntoArray(asm: Assembler, element: AnyNode): void {
  if (element.type === "SpreadElement") {
    compileSpread(asm, element.argument);
    return;
  }
  asm.expression(element);
  asm.emit((frame) => {
    const value = frame.pop();
    frame.topAs(ArrayValue).elements.push(value);
  });
}

/** `then(log(1))` and `setTimeout(log(1))` call `log` now. Hooks can make them pass a function that calls it later. */
function compileMaybeLater(asm: Assembler, call: Call, use: UseOfCalls["type"]): void {
  const later = asm.label();
  const end = asm.label();
  asm.emit((frame, agent) => {
    const { hooks } = agent;
    if (use === "link" ? hooks.passesCallAsFunction() : hooks.passesCallAsCallback()) frame.pc = later.target;
  });
  asm.expression(call);
  asm.jump(end);
  asm.mark(later);
  const range = { start: call.start, end: call.end, ...(call.loc && { loc: call.loc }) };
  const shape = { params: [], body: call, expression: true, async: false, generator: false };
  asm.expression({ type: "ArrowFunctionExpression", ...range, ...shape });
  if (use === "schedule") asm.emit((frame) => frame.push(callingResult(frame.pop())));
  asm.mark(end);
}

/** If the call makes a function, as in `setTimeout(show.bind(null, 1))`, that function is the callback all the same. */
function callingResult(call: Value): Value {
  return native("", 0, (agent) => {
    const result = agent.call(call, undefined, []);
    return isCallable(result) ? agent.call(result, undefined, []) : result;
  });
}

export function compileChain(asm: Assembler, node: Extract<AnyNode, { type: "ChainExpression" }>): void {
  const end = asm.label();
  asm.chainEnds.push(end);
  asm.expression(node.expression);
  asm.chainEnds.pop();
  asm.mark(end);
}

export function compileNew(asm: Assembler, node: Extract<AnyNode, { type: "NewExpression" }>): void {
  asm.expression(node.callee);
  const takeArguments = compileArguments(asm, { arguments: node.arguments });
  const text = calleeText(node.callee);
  asm.emit((frame, agent) => {
    const args = takeArguments(frame);
    const callee = frame.pop();
    if (!isCallable(callee) || !callee.canConstruct) {
      agent.raise("TypeError", `${text} is not a constructor`);
    } else frame.push(agent.construct(callee, args));
  });
}

/** `super(...)`: the parent creates the object, then the fields of the class are defined on it. */
export function compileSuperCall(asm: Assembler, node: Call): void {
  const takeArguments = compileArguments(asm, { arguments: node.arguments });
  asm.emit((frame, agent) => {
    const args = takeArguments(frame);
    const call = frame.outer ?? frame;
    const parent = call.callee?.proto;
    if (!(parent instanceof FunctionValue) || !parent.canConstruct) {
      return agent.raise("TypeError", "Super constructor is not a constructor");
    }
    if (call.hasSelf) agent.raise("ReferenceError", "Super constructor may only be called once");
    initializeSelf(call, agent, agent.constructAs(parent, args, call.newTarget ?? parent));
    frame.push(call.self);
  });
}

/** `super()` has created the object of a derived class. */
export function initializeSelf(call: Frame, agent: Agent, self: Value): void {
  call.self = self;
  call.hasSelf = true;
  if (call.callee instanceof Closure && self instanceof ObjectValue) call.callee.fields?.(agent, self);
}
