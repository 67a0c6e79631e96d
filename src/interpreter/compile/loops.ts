import type { AnyNode, Expression, VariableDeclaration } from "acorn";
import type { Frame, Label } from "../execution/frame.ts";
import { asyncIterate, iterate } from "../promises/iterate.ts";
import { toNumber } from "../values/convert.ts";
import { arrayOf } from "../values/properties.ts";
import { readName, type Scope, writeName } from "../values/scope.ts";
import { ObjectValue, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";
import { inLoopOver, loopVariablesOf } from "./captures.ts";
import { declaresOf } from "./declarations.ts";
import { calleeText } from "./members.ts";
import { operation } from "./operators.ts";
import { emitNext } from "./suspensions.ts";
import { boundNames } from "./syntax-tree.ts";

interface Loop {
  readonly end: Label;
  readonly next: Label;
}

/** Compiles a loop with its labels. `break` jumps to `end`, `continue` to `next`. */
function inLoop(asm: Assembler, outerHandlers: number, part: (loop: Loop) => void): void {
  const loop = { end: asm.label(), next: asm.label() };
  const depths = { handlers: outerHandlers, continueHandlers: asm.handlers, scopes: asm.scopes };
  asm.targets.push({ labels: asm.labels, breakTo: loop.end, continueTo: loop.next, isPlainBlock: false, ...depths });
  asm.labels = [];
  part(loop);
  asm.targets.pop();
}

export function compileWhile(asm: Assembler, node: Extract<AnyNode, { type: "WhileStatement" }>): void {
  inLoop(asm, asm.handlers, ({ end, next }) => {
    asm.mark(next);
    compileTest(asm, node.test, node.body, end);
    asm.statement(node.body);
    asm.jump(next);
    asm.mark(end);
  });
}

export function compileDoWhile(asm: Assembler, node: Extract<AnyNode, { type: "DoWhileStatement" }>): void {
  inLoop(asm, asm.handlers, ({ end, next }) => {
    const start = asm.label();
    asm.mark(start);
    asm.statement(node.body);
    asm.mark(next);
    compileTest(asm, node.test, node.body, end);
    asm.jump(start);
    asm.mark(end);
  });
}

function lexicalNames(head: AnyNode | null | undefined): readonly string[] {
  const isLexical = head?.type === "VariableDeclaration" && head.kind !== "var";
  return isLexical ? head.declarations.flatMap((one) => boundNames(one.id)) : [];
}

export function compileFor(asm: Assembler, node: Extract<AnyNode, { type: "ForStatement" }>): void {
  const names = lexicalNames(node.init);
  const constant = node.init?.type === "VariableDeclaration" && node.init.kind === "const";
  const enter = (scope: Scope) => {
    for (const name of names) scope.reserve(name, constant);
  };
  const labels = asm.labels;
  const part = () => {
    asm.labels = labels;
    inLoop(asm, asm.handlers, ({ end, next }) => {
      const start = asm.label();
      compileInit(asm, node.init);
      skipCounting(asm, node);
      asm.mark(start);
      if (node.test) compileTest(asm, node.test, node.body, end);
      inLoopOver(asm, loopVariablesOf(node.init), () => asm.statement(node.body));
      asm.mark(next);
      if (names.length > 0) asm.emit(renewScope);
      if (node.update) {
        asm.expression(node.update);
        asm.pop();
      }
      asm.jump(start);
      asm.mark(end);
    });
  };
  if (names.length > 0) asm.inScope(enter, part);
  else part();
}

/** How long one turn of a counting loop takes: about what Node needs once the loop is optimized. */
const emptyTurnMs = 1e-6;
const longCount = 1000;

/** A long loop that only counts keeps the thread busy. It takes virtual time, but no steps. */
function skipCounting(asm: Assembler, { test, update, body }: Extract<AnyNode, { type: "ForStatement" }>): void {
  const isEmpty = body.type === "EmptyStatement" || (body.type === "BlockStatement" && body.body.length === 0);
  if (!isEmpty || update?.type !== "UpdateExpression" || update.operator !== "++") return;
  if (update.argument.type !== "Identifier" || test?.type !== "BinaryExpression") return;
  const { name } = update.argument;
  const isCount = test.left.type === "Identifier" && test.left.name === name && ["<", "<="].includes(test.operator);
  if (!isCount || !["Literal", "Identifier", "BinaryExpression"].includes(test.right.type)) return;
  asm.expression(test.right);
  asm.emit((frame, agent) => {
    const end = frame.pop();
    const first = readName(agent, frame.scope, name);
    if (typeof end !== "number" || typeof first !== "number" || !(end - first > longCount)) return;
    const turns = Math.ceil(end - first) + (test.operator === "<=" && Number.isInteger(end - first) ? 1 : 0);
    writeName(agent, frame.scope, name, first + turns, asm.strict);
    agent.passTime(turns * emptyTurnMs, false);
  });
}

function compileInit(asm: Assembler, init: VariableDeclaration | Expression | null | undefined): void {
  if (!init) return;
  if (init.type === "VariableDeclaration") {
    asm.statement(init);
    return;
  }
  const line = init.loc?.start.line ?? 0;
  asm.emit((frame, agent) => agent.enterStatement(frame, line));
  asm.expression(init);
  asm.pop();
}

/** Each turn of a loop has its own copy of the names, which closures capture. */
function renewScope(frame: Frame): void {
  frame.scope = frame.scope.copy();
}

export function compileForOf(asm: Assembler, node: Extract<AnyNode, { type: "ForOfStatement" }>): void {
  const text = calleeText(node.right);
  if (node.await) asm.awaits = true;
  compileOver(asm, node, (frame, agent) => {
    const iterable = frame.pop();
    return node.await ? asyncIterate(agent, iterable) : iterate(agent, iterable, text);
  });
}

export function compileForIn(asm: Assembler, node: Extract<AnyNode, { type: "ForInStatement" }>): void {
  compileOver(asm, node, (frame, agent) => iterate(agent, arrayOf(enumerableKeys(frame.pop()))));
}

function enumerableKeys(value: Value): Value[] {
  if (typeof value === "string") return Object.keys(value);
  const keys = new Set<string>();
  for (let object = value instanceof ObjectValue ? value : null; object !== null; object = object.proto) {
    for (const key of object.ownKeys()) {
      if (typeof key === "string" && object.ownProperty(key)?.enumerable) keys.add(key);
    }
  }
  return [...keys];
}

type Over = Extract<AnyNode, { type: "ForOfStatement" | "ForInStatement" }>;
type Begin = (...args: Parameters<Parameters<Assembler["emit"]>[0]>) => ReturnType<typeof asyncIterate>;

/** A loop over an iteration. Leaving it early closes the iteration. */
function compileOver(asm: Assembler, node: Over, begin: Begin): void {
  const outerHandlers = asm.handlers;
  const closedAt = asm.label();
  const line = node.loc?.start.line ?? 0;
  asm.emit((frame, agent) => agent.enterStatement(frame, line));
  // While the iterable is evaluated, the names of the loop are declared but not initialized.
  const names = lexicalNames(node.left);
  const reserve = (scope: Scope) => {
    for (const name of names) scope.reserve(name, false);
  };
  if (names.length > 0) asm.inScope(reserve, () => asm.expression(node.right));
  else asm.expression(node.right);
  asm.emit((frame, agent) => {
    const iteration = begin(frame, agent);
    const state = { scope: frame.scope, stack: frame.stack.length, iteration, finished: false };
    frame.handlers.push({ type: "iteration", catchAt: null, finallyAt: null, closedAt, ...state });
  });
  asm.handlers++;
  inLoop(asm, outerHandlers, ({ end, next }) => {
    const exhausted = asm.label();
    asm.mark(next);
    emitNext(asm, exhausted);
    compileTurn(asm, node);
    asm.jump(next);
    asm.mark(exhausted);
    asm.emit((frame) => {
      frame.handlers.pop();
    });
    asm.jump(end);
    asm.mark(closedAt);
    asm.emit(continueLeaving);
    asm.mark(end);
  });
  asm.handlers--;
}

/** Continues to leave the loop after the closing of an async iterator was awaited. */
function continueLeaving(frame: Frame): void {
  frame.pop();
  const postponed = frame.postponed.pop();
  if (postponed !== undefined) frame.leave(postponed);
}

function compileTurn(asm: Assembler, node: Over): void {
  const { left, body } = node;
  if (left.type !== "VariableDeclaration") {
    asm.pattern(left, null);
    asm.statement(body);
    return;
  }
  const [declaration] = left.declarations;
  if (declaration === undefined) throw new Error("A loop declares a name.");
  const names = lexicalNames(left);
  const turn = () => {
    asm.pattern(declaration.id, declaresOf(left));
    inLoopOver(asm, loopVariablesOf(left), () => asm.statement(body));
  };
  if (names.length === 0) {
    turn();
    return;
  }
  const enter = (scope: Scope) => {
    for (const name of names) scope.reserve(name, left.kind === "const");
  };
  asm.inScope(enter, turn);
}

/** The test of a loop. One that waits for the clock lets time pass: at once if the body is empty, else per turn. */
function compileTest(asm: Assembler, test: Expression, body: AnyNode, end: Label): void {
  const line = test.loc?.start.line ?? 0;
  asm.emit((frame, agent) => agent.enterStatement(frame, line));
  const clock = clockSide(test);
  if (test.type !== "BinaryExpression" || clock === null) {
    asm.expression(test);
    asm.jumpIf(false, end);
    return;
  }
  const compare = operation(test.operator);
  const isEmpty = body.type === "EmptyStatement" || (body.type === "BlockStatement" && body.body.length === 0);
  asm.expression(test.left);
  asm.expression(test.right);
  asm.emit((frame, agent) => {
    const right = frame.pop();
    const left = frame.pop();
    if (!compare(agent, left, right)) {
      frame.pc = end.target;
      return;
    }
    const distance = Math.abs(toNumber(agent, right) - toNumber(agent, left));
    const missing = test.operator.endsWith("=") ? distance + 1 : distance;
    agent.passTime(isEmpty ? missing : Math.min(missing, 1), isEmpty);
  });
}

/** The side of a comparison that grows with the clock, as in `now() - start < ms` and `end > now()`. */
function clockSide(test: Expression): "left" | "right" | null {
  if (test.type !== "BinaryExpression") return null;
  if (test.operator.startsWith("<") && risesWithClock(test.left)) return "left";
  return test.operator.startsWith(">") && risesWithClock(test.right) ? "right" : null;
}

function risesWithClock(node: AnyNode): boolean {
  if (node.type === "BinaryExpression") {
    if (node.operator === "-") return risesWithClock(node.left) && !risesWithClock(node.right);
    return node.operator === "+" && (risesWithClock(node.left) || risesWithClock(node.right));
  }
  if (node.type === "NewExpression") return node.callee.type === "Identifier" && node.callee.name === "Date";
  if (node.type === "UnaryExpression") return node.operator === "+" && risesWithClock(node.argument);
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object, property } = node.callee;
  if (property.type !== "Identifier") return false;
  if (property.name === "getTime") return risesWithClock(object);
  return property.name === "now" && object.type === "Identifier" && ["Date", "performance"].includes(object.name);
}
