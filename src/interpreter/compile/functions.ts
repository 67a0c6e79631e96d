import type { AnyNode, Function as FunctionNode, Program } from "acorn";
import type { FunctionCode } from "../execution/frame.ts";
import { mainFrame } from "../rules/known-names.ts";
import { arrayOf } from "../values/properties.ts";
import { objectPrototype } from "../values/prototypes.ts";
import { ArrayValue, type Value } from "../values/values.ts";
import { Assembler, type CodeOptions, type Compilers } from "./assembler.ts";
import { ignoresParameters } from "./captures.ts";
import { blockEntry, varNames } from "./declarations.ts";
import { emitYield } from "./suspensions.ts";
import { boundNames } from "./syntax-tree.ts";

function isStrict(body: AnyNode, around: boolean): boolean {
  if (around || body.type !== "BlockStatement") return around;
  return body.body.some((one) => one.type === "ExpressionStatement" && one.directive === "use strict");
}

/** Compiles a function: its parameters, its body and a final return of undefined. */
export function compileFunctionCode(compilers: Compilers, node: FunctionNode, options: CodeOptions): FunctionCode {
  const strict = isStrict(node.body, options.strict);
  const { async: isAsync, generator: isGenerator } = node;
  const asm = new Assembler(compilers, { strict, isAsync, isGenerator });
  if (options.kind !== "arrow" && compilers.usesArguments)
    asm.emit((frame) => frame.scope.declare("arguments", argumentsOf(frame.args)));
  compileParameters(asm, node);
  if (isGenerator) {
    asm.emit((frame) => frame.push(undefined));
    emitYield(asm);
    asm.pop();
  }
  compileBody(asm, node);
  return {
    name: options.name,
    kind: options.kind,
    isAsync,
    isGenerator,
    strict,
    length: lengthOf(node.params),
    ignoresParameters: ignoresParameters(node),
    instructions: asm.instructions,
    line: firstLine(node),
    isDerived: options.isDerived ?? false,
    returnsValue: asm.returnsValue,
    awaits: asm.awaits,
    writesOuter: compilers.facts.outerWriters.has(node),
    updatesAcrossAwait: compilers.facts.acrossAwait.has(node),
  };
}

function compileBody(asm: Assembler, node: FunctionNode): void {
  const { body } = node;
  if (body.type !== "BlockStatement") {
    const line = body.loc?.start.line ?? 0;
    asm.returnsValue = true;
    asm.emit((frame, agent) => agent.enterStatement(frame, line));
    asm.expression(body);
    asm.emit((frame) => frame.leave({ type: "return", value: frame.pop() }));
    return;
  }
  const vars = varNames(body.body);
  const enter = blockEntry(asm, body.body);
  asm.emit((frame, agent) => {
    for (const name of vars) if (!frame.scope.names.has(name)) frame.scope.declare(name, undefined);
    enter?.(frame.scope, frame, agent);
  });
  for (const statement of body.body) asm.statement(statement);
  asm.emit((frame) => frame.leave({ type: "return", value: undefined }));
}

function firstLine(node: FunctionNode): number {
  const first = node.body.type === "BlockStatement" ? (node.body.body[0] ?? node.body) : node.body;
  return first.loc?.start.line ?? 0;
}

function lengthOf(params: readonly AnyNode[]): number {
  const end = params.findIndex((one) => one.type === "AssignmentPattern" || one.type === "RestElement");
  return end < 0 ? params.length : end;
}

function compileParameters(asm: Assembler, node: FunctionNode): void {
  const names = node.params.flatMap((one) => boundNames(one));
  const isSimple = node.params.every((one) => one.type === "Identifier");
  if (isSimple) {
    asm.emit((frame) => {
      let index = 0;
      for (const name of names) frame.scope.declare(name, frame.args[index++]);
    });
    return;
  }
  asm.emit((frame) => {
    for (const name of names) frame.scope.reserve(name, false);
  });
  node.params.forEach((parameter, index) => {
    const isRest = parameter.type === "RestElement";
    asm.emit((frame) => frame.push(isRest ? arrayOf(frame.args.slice(index)) : frame.args[index]));
    asm.pattern(isRest ? parameter.argument : parameter, "parameter");
  });
}

function argumentsOf(args: readonly Value[]): ArrayValue {
  return new ArrayValue([...args], objectPrototype);
}

/** Compiles the file itself. An ES module is an async function because it may contain `await`. */
export function compileFileCode(compilers: Compilers, program: Program, strict: boolean): FunctionCode {
  const isModule = program.sourceType === "module";
  const asm = new Assembler(compilers, { strict, isAsync: isModule, isGenerator: false });
  const vars = varNames(program.body);
  const enter = blockEntry(asm, program.body);
  asm.emit((frame, agent) => {
    for (const name of vars) frame.scope.declare(name, undefined);
    enter?.(frame.scope, frame, agent);
  });
  for (const statement of program.body) if (statement.type === "ImportDeclaration") asm.statement(statement);
  for (const statement of program.body) if (statement.type !== "ImportDeclaration") asm.statement(statement);
  asm.emit((frame) => frame.leave({ type: "return", value: undefined }));
  const line = program.body[0]?.loc?.start.line ?? 1;
  const plain = { isGenerator: false, length: 0, isDerived: false, line };
  return {
    name: mainFrame,
    kind: "file",
    isAsync: isModule,
    strict,
    instructions: asm.instructions,
    awaits: asm.awaits,
    returnsValue: false,
    writesOuter: false,
    updatesAcrossAwait: false,
    ...plain,
  };
}
