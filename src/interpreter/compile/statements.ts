import type { AnyNode } from "acorn";
import { moduleNamed } from "../builtins/modules.ts";
import type { Completion } from "../execution/frame.ts";
import { getProperty } from "../values/properties.ts";
import { Thrown, type Value } from "../values/values.ts";
import type { Assembler } from "./assembler.ts";
import { finishCall } from "./calls.ts";
import { compileClassDeclaration } from "./classes.ts";
import { blockEntry } from "./declarations.ts";
import { compileDoWhile, compileFor, compileForIn, compileForOf, compileWhile } from "./loops.ts";
import { emitAwait } from "./suspensions.ts";
import { compileTry } from "./try.ts";

type Compile<Type extends AnyNode["type"]> = (asm: Assembler, node: Extract<AnyNode, { type: Type }>) => void;

/** Compiles a statement: the stack ends as it began. */
export function compileStatement(asm: Assembler, node: AnyNode): void {
  const compile = statements[node.type] as ((asm: Assembler, node: AnyNode) => void) | undefined;
  if (compile === undefined) throw new Error(`No statement: ${node.type}`);
  if (steps.has(node.type)) {
    const line = node.loc?.start.line ?? 0;
    asm.emit((frame, agent) => agent.enterStatement(frame, line));
  }
  if (!takesLabels(node)) asm.labels = [];
  compile(asm, node);
}

function takesLabels(node: AnyNode): boolean {
  return node.type === "LabeledStatement" || node.type.startsWith("For") || node.type.endsWith("WhileStatement");
}

/** Statements that people see as a step of their own. */
const steps: ReadonlySet<AnyNode["type"]> = new Set([
  "ExpressionStatement",
  "VariableDeclaration",
  "ReturnStatement",
  "ThrowStatement",
  "IfStatement",
  "SwitchStatement",
  "ExportDefaultDeclaration",
]);

const statements: { readonly [Type in AnyNode["type"]]?: Compile<Type> } = {
  ExpressionStatement: (asm, { expression }) => {
    asm.expression(expression);
    if (asm.catches > 0) asm.emit((frame, agent) => agent.hooks.expressionInTry(frame.top()));
    asm.pop();
  },
  VariableDeclaration: (asm, node) => {
    for (const { id, init } of node.declarations) {
      if (init) asm.expression(init, id.type === "Identifier" ? id.name : undefined);
      else if (node.kind === "var") continue;
      else asm.emit((frame) => frame.push(undefined));
      asm.pattern(id, node.kind as "var" | "let" | "const");
    }
  },
  FunctionDeclaration: () => {},
  ClassDeclaration: compileClassDeclaration,
  EmptyStatement: () => {},
  BlockStatement: (asm, { body }) => compileBlock(asm, body),
  ReturnStatement: (asm, { argument }) => {
    if (argument) asm.expression(argument);
    else asm.emit((frame) => frame.push(undefined));
    if (asm.isAsync && asm.isGenerator && argument) emitAwait(asm);
    else if (asm.isAsync && asm.catches > 0)
      asm.emit((frame, agent) => finishCall(frame, agent.hooks.returnFromTry(frame.pop())));
    asm.emit((frame) => frame.leave({ type: "return", value: frame.pop() }));
  },
  ThrowStatement: (asm, { argument }) => {
    asm.expression(argument);
    asm.emit((frame) => {
      throw new Thrown(frame.pop());
    });
  },
  IfStatement: (asm, node) => {
    const otherwise = asm.label();
    const end = asm.label();
    asm.expression(node.test);
    asm.jumpIf(false, otherwise);
    asm.statement(node.consequent);
    asm.jump(end);
    asm.mark(otherwise);
    if (node.alternate) asm.statement(node.alternate);
    asm.mark(end);
  },
  SwitchStatement: compileSwitch,
  WhileStatement: compileWhile,
  DoWhileStatement: compileDoWhile,
  ForStatement: compileFor,
  ForOfStatement: compileForOf,
  ForInStatement: compileForIn,
  TryStatement: compileTry,
  BreakStatement: (asm, node) => compileExit(asm, node.label?.name ?? null, "break"),
  ContinueStatement: (asm, node) => compileExit(asm, node.label?.name ?? null, "continue"),
  LabeledStatement: compileLabeled,
  ImportDeclaration: compileImport,
  ExportNamedDeclaration: (asm, { declaration }) => {
    if (declaration) asm.statement(declaration);
  },
  ExportDefaultDeclaration: (asm, { declaration }) => {
    if (declaration.type === "FunctionDeclaration") return;
    if (declaration.type === "ClassDeclaration") return compileClassDeclaration(asm, declaration);
    asm.expression(declaration);
    asm.pop();
  },
};

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
  const place = { handlers, continueHandlers: handlers, scopes };
  asm.targets.push({ labels: [label.name], breakTo: end, continueTo: null, isPlainBlock: true, ...place });
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
  const entries = node.cases.map(() => asm.label());
  const enter =
    blockEntry(
      asm,
      node.cases.flatMap((one) => one.consequent),
    ) ?? (() => {});
  asm.expression(node.discriminant);
  asm.inScope(enter, () => {
    const { handlers, scopes } = asm;
    const place = { handlers, continueHandlers: handlers, scopes };
    asm.targets.push({ labels: [], breakTo: end, continueTo: null, isPlainBlock: false, ...place });
    node.cases.forEach((one, index) => {
      if (!one.test) return;
      asm.expression(one.test);
      asm.emit((frame) => {
        const test = frame.pop();
        if (frame.top() !== test) return;
        frame.pop();
        frame.pc = (entries[index] as { target: number }).target;
      });
    });
    asm.pop();
    const other = node.cases.findIndex((one) => !one.test);
    asm.jump(other < 0 ? end : (entries[other] as { target: number }));
    node.cases.forEach((one, index) => {
      asm.mark(entries[index] as { target: number });
      for (const statement of one.consequent) asm.statement(statement);
    });
    asm.targets.pop();
    asm.mark(end);
  });
}

function compileImport(asm: Assembler, node: Extract<AnyNode, { type: "ImportDeclaration" }>): void {
  const name = String(node.source.value);
  asm.emit((frame, agent) => {
    const whole = moduleNamed(name);
    if (whole === undefined) return agent.refuse("unsupported", `The module ${name} is not modelled.`);
    for (const one of node.specifiers) {
      const value = one.type === "ImportSpecifier" ? imported(one, (key) => getProperty(agent, whole, key)) : whole;
      frame.scope.declare(one.local.name, value, true);
    }
  });
}

function imported(one: Extract<AnyNode, { type: "ImportSpecifier" }>, read: (key: string) => Value): Value {
  return read(one.imported.type === "Identifier" ? one.imported.name : String(one.imported.value));
}
