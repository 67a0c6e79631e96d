import { parse as parseTree, type Program as Tree } from "acorn";
import { commonJsNames, globalNames } from "../builtins/globals.ts";
import type { FunctionCode } from "../execution/frame.ts";
import { bounds } from "../rules/budget.ts";
import { ProgramRefusal } from "../rules/program-refusal.ts";
import type { ModuleKind } from "../rules/semantics.ts";
import type { Compilers } from "./assembler.ts";
import { compileExpression } from "./expressions.ts";
import { compileFileCode, compileFunctionCode } from "./functions.ts";
import { compilePattern } from "./patterns.ts";
import { factsOf } from "./program-facts.ts";
import { compileStatement } from "./statements.ts";
import { unsupportedIn } from "./subset.ts";

/** A parsed program, which can run any number of times. */
export interface Program {
  readonly source: string;
  readonly module: ModuleKind;
  readonly code: FunctionCode;
}

/**
 * Parses a program.
 * @throws ProgramRefusal before anything runs, when the program contains something unsupported
 */
export function parseProgram(source: string, module: ModuleKind): Program {
  if (source.length > bounds.source) {
    const message = `The program has ${source.length} characters, but at most ${bounds.source} are supported.`;
    throw new ProgramRefusal("source-too-long", message, { line: 1, column: 1 });
  }
  const tree = parsed(source, module);
  const known = (name: string) => globalNames.has(name) || (module === "commonjs" && commonJsNames.has(name));
  const found = unsupportedIn(tree, known);
  if (found !== null) throw new ProgramRefusal(found.code, found.message, found);
  return { source, module, code: compileProgram(tree, source) };
}

function parsed(source: string, module: ModuleKind): Tree {
  try {
    return parseTree(source, {
      ecmaVersion: 2024,
      sourceType: module === "module" ? "module" : "script",
      allowReturnOutsideFunction: module === "commonjs",
      allowHashBang: true,
      locations: true,
    });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new ProgramRefusal("too-deep", "The program is nested too deeply.", { line: 1, column: 1 });
    }
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column } = positionOf(error);
    const message = `${error.message.replace(/ \(\d+:\d+\)$/, "")}.${adviceOn(source, module)}`;
    throw new ProgramRefusal("syntax", message, { line, column: column + 1 });
  }
}

/** Where acorn found a syntax error. Its columns are 0-based. */
function positionOf(error: SyntaxError): { line: number; column: number } {
  const position = "loc" in error ? error.loc : null;
  const isPosition = typeof position === "object" && position !== null && "line" in position && "column" in position;
  return isPosition ? { line: Number(position.line), column: Number(position.column) } : { line: 1, column: 0 };
}

function adviceOn(source: string, module: ModuleKind): string {
  const isModular = /^\s*(import|export)\s/m.test(source) || /\bawait\b/.test(source);
  return module === "commonjs" && isModular ? " If it is an ES module, run it as one." : "";
}

/** Compiles a program without unsupported parts. The code of the file contains that of its functions. */
function compileProgram(tree: Tree, source: string): FunctionCode {
  const compilers: Compilers = {
    statement: compileStatement,
    expression: compileExpression,
    pattern: compilePattern,
    functionCode: (node, options) => compileFunctionCode(compilers, node, options),
    usesArguments: source.includes("arguments"),
    facts: factsOf(tree),
  };
  const [first] = tree.body;
  const isStrict = first?.type === "ExpressionStatement" && first.directive === "use strict";
  return compileFileCode(compilers, tree, isStrict || tree.sourceType === "module");
}
