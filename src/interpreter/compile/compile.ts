import type { Program } from "acorn";
import type { FunctionCode } from "../execution/frame.ts";
import type { Compilers } from "./assembler.ts";
import { compileExpression } from "./expressions.ts";
import { compileFileCode, compileFunctionCode } from "./functions.ts";
import { compilePattern } from "./patterns.ts";
import { compileStatement } from "./statements.ts";

/** Compiles a program without unsupported parts. The code of the file contains that of its functions. */
export function compileProgram(program: Program, source: string): FunctionCode {
  const compilers: Compilers = {
    statement: compileStatement,
    expression: compileExpression,
    pattern: compilePattern,
    functionCode: (node, options) => compileFunctionCode(compilers, node, options),
    usesArguments: source.includes("arguments"),
  };
  const first = program.body[0];
  const isStrict = first?.type === "ExpressionStatement" && first.directive === "use strict";
  return compileFileCode(compilers, program, isStrict || program.sourceType === "module");
}
