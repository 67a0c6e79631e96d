import type { AnyNode } from "acorn";
import { moduleNamed, moduleRefusal } from "../builtins/modules.ts";
import type { Completion } from "../execution/frame.ts";
import { getProperty } from "../values/properties.ts";
import { Thrown, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";
import { finishCall } from "./calls.ts";
import { compileClassDeclaration } from "./classes.ts";
import { blockEntry, declaresOf } from "./declarations.ts";
import { compileDoWhile, compileFor, compileForIn, compileForOf, compileWhile } from "./loops.ts";
import { emitAwait } from "./suspensions.ts";
import { compileTry } from "./try.ts";

/** Compiles a statement. It leaves the stack as it was. */
export function compileStatement(asm: Assembler, node: AnyNode): void {
  if (steps.has(node.type)) {
    const line = node.loc?.start.line ?? 0;
    asm.emit((frame, agent) => agent.enterStatement(frame, line));
  }
  if (!takesLabels(node)) asm.labels = [];
  compileKind(asm, node);
}

function takesLabels(node: AnyNode): boolean {
  return node.type === "LabeledStatement" || node.type.startsWith("For") || node.type.endsWith("WhileStatement");
}

/** Statements that a trace shows as a step of their own. */
const steps: ReadonlySet<AnyNode["type"]> = new Set([
  "ExpressionStatement",
  "VariableDeclaration",
  "ReturnStatement",
  "ThrowStatement",
  "IfStatement",
  "SwitchStatement",
  "ExportDefaultDeclaration",
]);

function compileKind(asm: Assembler, node: AnyNode) {
  switch (node.type) {
    case "FunctionDeclaration":
    case "EmptyStatement":
      return;
    case "ExpressionStatement":
      return compileExpressionStatement(asm, node.expression);
    case "VariableDeclaration":
      return compileVariables(asm, node);
    case "ClassDeclaration":
      return compileClassDeclaration(asm, node);
    case "BlockStatement":
      return compileBlock(asm, node.body);
    case "ReturnStatement":
      return compileReturn(asm, node.argument ?? null);
    case "ThrowStatement":
      return compileThrow(asm, node.argument);
    case "IfStatement":
      return compileIf(asm, node);
    case "SwitchStatement":
      return compileSwitch(asm, node);
    case "WhileStatement":
      return compileWhile(asm, node);
    case "DoWhileStatement":
      return compileDoWhile(asm, node);
    case "ForStatement":
      return compileFor(asm, node);
    case "ForOfStatement":
      return compileForOf(asm, node);
    case "ForInStatement":
      return compileForIn(asm, node);
    case "TryStatement":
      return compileTry(asm, node);
    case "BreakStatement":
      return compileExit(asm, node.label?.name ?? null, "break");
    case "ContinueStatement":
      return compileExit(asm, node.label?.name ?? null, "continue");
    case "LabeledStatement":
      return compileLabeled(asm, node);
    case "ImportDeclaration":
      return compileImport(asm, node);
    case "ExportNamedDeclaration":
      return node.declaration ? asm.statement(node.declaration) : undefined;
    case "ExportDefaultDeclaration":
      return compileDefaultExport(asm, node.declaration);
    default:
      throw new Error(`No statement: ${node.type}`);
  }
}

function compileExpressionStatement(asm: Assembler, expression: AnyNode): void {
  asm.expression(expression);
  if (asm.catches > 0) asm.emit((frame, agent) => agent.hooks.expressionInTry(frame.top()));
  asm.pop();
}

function compileVariables(asm: Assembler, node: Extract<AnyNode, { type: "VariableDeclaration" }>): void {
  const declares = declaresOf(node);
  for (const { id, init } of node.declarations) {
    if (init) asm.expression(init, id.type === "Identifier" ? id.name : undefined);
    else if (declares === "var") continue;
    else asm.emit((frame) => frame.push(undefined));
    asm.pattern(id, declares);
  }
}

function compileReturn(asm: Assembler, argument: AnyNode | null): void {
  asm.returnsValue ||= argument !== null;
  if (argument !== null) asm.expression(argument);
  else asm.emit((frame) => frame.push(undefined));
  if (asm.isAsync && asm.isGenerator && argument !== null) emitAwait(asm);
  else if (asm.isAsync && asm.catches > 0) {
    asm.emit((frame, agent) => finishCall(frame, agent.hooks.returnFromTry(frame.pop())));
  }
  asm.emit((frame) => frame.leave({ type: "return", value: frame.pop() }));
}

function compileThrow(asm: Assembler, argument: AnyNode): void {
  asm.expression(argument);
  asm.emit((frame) => {
    throw new Thrown(frame.pop());
  });
}

function compileIf(asm: Assembler, node: Extract<AnyNode, { type: "IfStatement" }>): void {
  const otherwise = asm.label();
  const end = asm.label();
  asm.expression(node.test);
  asm.jumpIf(false, otherwise);
  asm.statement(node.consequent);
  asm.jump(end);
  asm.mark(otherwise);
  if (node.alternate) asm.statement(node.alternate);
  asm.mark(end);
}

function compileDefaultExport(asm: Assembler, declaration: AnyNode): void {
  if (declaration.type === "FunctionDeclaration") return;
  if (declaration.type === "ClassDeclaration") {
    compileClassDeclaration(asm, declaration);
    return;
  }
  asm.expression(declaration);
  asm.pop();
}

function compileBlock(asm: Assembler, body: readonly AnyNode[]): void {
  const enter = blockEntry(asm, body);
  const part = () => {
    for (const statement of body) asm.statement(statement);
  };
  if (enter === null) part();
  else asm.inScope(enter, part);
}

function compileLabeled(asm: Assembler, node: Extract<AnyNode, { type: "LabeledStatement" }>): void {
  const { body, label } = node;
  if (takesLabels(body)) {
    asm.labels = [...asm.labels, label.name];
    asm.statement(body);
    return;
  }
  const end = asm.label();
  const { handlers, scopes } = asm;
  const depths = { handlers, continueHandlers: handlers, scopes };
  asm.targets.push({ labels: [label.name], breakTo: end, continueTo: null, isPlainBlock: true, ...depths });
  asm.statement(body);
  asm.targets.pop();
  asm.mark(end);
}

function compileExit(asm: Assembler, label: string | null, way: "break" | "continue"): void {
  const target = asm.targets.findLast((one) => {
    if (label !== null) return one.labels.includes(label);
    return way === "break" ? !one.isPlainBlock : one.continueTo !== null;
  });
  if (target === undefined) throw new Error(`No target of ${way}`);
  const to = way === "break" ? target.breakTo : target.continueTo;
  if (to === null) throw new Error(`No target of ${way}`);
  const handlers = way === "break" ? target.handlers : target.continueHandlers;
  const jump: Completion = { type: "jump", target: to, handlers, scopes: target.scopes };
  asm.emit((frame) => frame.leave(jump));
}

function compileSwitch(asm: Assembler, node: Extract<AnyNode, { type: "SwitchStatement" }>): void {
  const end = asm.label();
  const cases = node.cases.map(({ test, consequent }) => ({ test, consequent, entry: asm.label() }));
  const enter =
    blockEntry(
      asm,
      node.cases.flatMap((one) => one.consequent),
    ) ?? (() => {});
  asm.expression(node.discriminant);
  asm.inScope(enter, () => {
    const { handlers, scopes } = asm;
    const depths = { handlers, continueHandlers: handlers, scopes };
    asm.targets.push({ labels: [], breakTo: end, continueTo: null, isPlainBlock: false, ...depths });
    for (const { test, entry } of cases) {
      if (!test) continue;
      asm.expression(test);
      asm.emit((frame) => {
        const tested = frame.pop();
        if (frame.top() !== tested) return;
        frame.pop();
        frame.pc = entry.target;
      });
    }
    asm.pop();
    asm.jump(cases.find(({ test }) => !test)?.entry ?? end);
    for (const { consequent, entry } of cases) {
      asm.mark(entry);
      for (const statement of consequent) asm.statement(statement);
    }
    asm.targets.pop();
    asm.mark(end);
  });
}

function compileImport(asm: Assembler, node: Extract<AnyNode, { type: "ImportDeclaration" }>): void {
  const name = String(node.source.value);
  asm.emit((frame, agent) => {
    const exported = moduleNamed(name);
    if (exported === undefined) return agent.refuse("unsupported", moduleRefusal(name));
    for (const one of node.specifiers) {
      const value =
        one.type === "ImportSpecifier" ? imported(one, (key) => getProperty(agent, exported, key)) : exported;
      frame.scope.declare(one.local.name, value, true);
    }
  });
}

function imported(one: Extract<AnyNode, { type: "ImportSpecifier" }>, read: (key: string) => Value): Value {
  return read(one.imported.type === "Identifier" ? one.imported.name : String(one.imported.value));
}
