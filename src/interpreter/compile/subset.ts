import type { AnyNode, Program } from "acorn";
import { moduleNamed } from "../builtins/modules.ts";
import { hostGlobals } from "../rules/known-names.ts";
import type { ProgramRefusalCode } from "../rules/program-refused.ts";
import { boundNames } from "./declarations.ts";

/** The first thing in a program that is not modelled. Line and column are 1-based. */
export interface Unsupported {
  readonly code: ProgramRefusalCode;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Constructs outside, by the type of their node. */
const outside: Readonly<Record<string, string>> = {
  TaggedTemplateExpression: "A tagged template",
  WithStatement: "with",
  DebuggerStatement: "debugger",
  ImportExpression: "A dynamic import",
  ExportAllDeclaration: "export *",
};

/** Looks through a program for what is not modelled; null when all of it is. */
export function unsupportedIn(tree: Program, isKnown: (name: string) => boolean): Unsupported | null {
  const declared = new Set<string>();
  const names: { name: string; node: AnyNode }[] = [];
  let found: Unsupported | null = null;
  walk(tree, (node) => {
    found ??= judged(node);
    for (const name of declaredBy(node)) declared.add(name);
    for (const one of namesReadBy(node)) if (one.type === "Identifier") names.push({ name: one.name, node: one });
  });
  if (found !== null) return found;
  const unknown = names.find(({ name }) => !declared.has(name) && !isKnown(name) && hostGlobals.has(name));
  return unknown === undefined ? null : refused(unknown.node, `${unknown.name} is not modelled.`);
}

function refused(node: AnyNode, message: string): Unsupported {
  const start = node.loc?.start ?? { line: 1, column: 0 };
  return { code: "unsupported", message, line: start.line, column: start.column + 1 };
}

function judged(node: AnyNode): Unsupported | null {
  const name = outside[node.type];
  if (name !== undefined) return refused(node, `${name} is not modelled.`);
  if (node.type === "Literal") {
    if ("regex" in node && node.regex) return refused(node, "A regular expression is not modelled.");
    if ("bigint" in node && node.bigint) return refused(node, "A BigInt is not modelled.");
  }
  if (node.type === "ImportDeclaration" && moduleNamed(String(node.source.value)) === undefined) {
    return refused(node, `The module ${String(node.source.value)} is not modelled.`);
  }
  if (node.type === "ImportDeclaration" && node.specifiers.some((one) => one.type === "ImportNamespaceSpecifier")) {
    return refused(node, "import * is not modelled.");
  }
  if (node.type === "ExportNamedDeclaration" && node.source) return refused(node, "export from is not modelled.");
  if (node.type === "Property" && !node.computed && node.key.type === "Identifier" && node.key.name === "__proto__") {
    return refused(node, "__proto__ is not modelled.");
  }
  return node.type === "CallExpression" ? judgedRequire(node) : null;
}

function judgedRequire(node: Extract<AnyNode, { type: "CallExpression" }>): Unsupported | null {
  if (node.callee.type !== "Identifier" || node.callee.name !== "require") return null;
  const name = node.arguments[0];
  if (name?.type !== "Literal" || typeof name.value !== "string")
    return refused(node, "require of what is no text is not modelled.");
  return moduleNamed(name.value) === undefined ? refused(node, `The module ${name.value} is not modelled.`) : null;
}

function declaredBy(node: AnyNode): readonly string[] {
  switch (node.type) {
    case "VariableDeclarator":
      return boundNames(node.id);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap((one) => boundNames(one))];
    case "ClassDeclaration":
    case "ClassExpression":
      return node.id ? [node.id.name] : [];
    case "CatchClause":
      return boundNames(node.param ?? null);
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
      return [node.local.name];
    default:
      return [];
  }
}

/** Identifiers under a node that stand for values, not for keys or labels. */
function namesReadBy(node: AnyNode): readonly AnyNode[] {
  if (node.type === "MemberExpression") return node.computed ? [node.object, node.property] : [node.object];
  if (node.type === "Property") return node.computed ? [node.key, node.value] : [node.value];
  const isKeyed = node.type === "PropertyDefinition" || node.type === "MethodDefinition";
  if (isKeyed) return node.value ? [node.value] : [];
  if (node.type === "BreakStatement" || node.type === "ContinueStatement" || node.type === "LabeledStatement")
    return [];
  return childrenOf(node);
}

function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  const values: unknown[] = Object.values(node);
  for (const value of values) {
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) children.push(one);
  }
  return children;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function walk(root: AnyNode, visit: (node: AnyNode) => void): void {
  const waiting: AnyNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node);
    waiting.push(...childrenOf(node).reverse());
  }
}
