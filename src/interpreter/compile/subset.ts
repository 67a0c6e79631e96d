import type { AnyNode, Program } from "acorn";
import { moduleNamed, moduleRefusal } from "../builtins/modules.ts";
import { hostGlobals } from "../rules/known-names.ts";
import type { ProgramRefusalCode } from "../rules/program-refusal.ts";
import { declaredBy, namesReadBy, walk } from "./syntax-tree.ts";

/** The first unsupported thing in a program. Line and column are 1-based. */
export interface Unsupported {
  readonly code: ProgramRefusalCode;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Unsupported syntax by node type. */
const unsupportedSyntax: Readonly<Record<string, string>> = {
  TaggedTemplateExpression: "A tagged template is not supported. Use a plain template or a function call.",
  WithStatement: "The with statement is not supported. Name the object for each property.",
  DebuggerStatement: "The debugger statement is not supported. Remove it.",
  ImportExpression: "A dynamic import is not supported. Use an import declaration, or require.",
  ExportAllDeclaration: "export * is not supported. A program is a single file.",
};

/** What to write instead of an unsupported global. */
const alternatives: ReadonlyMap<string, string> = new Map([
  ["fetch", "Use network(ms, value), a request of a known duration."],
  ["globalThis", "Name the global itself."],
  ["global", "Name the global itself."],
  ["eval", "Write the code itself."],
  ["Function", "Write a function."],
  ["RegExp", "Use string methods such as includes and split."],
  ["BigInt", "Use numbers."],
  ["structuredClone", "Copy the object with { ...object }."],
  ["Buffer", "Use strings."],
]);

/** Finds unsupported syntax, globals and modules. Null when there are none. */
export function unsupportedIn(tree: Program, isKnown: (name: string) => boolean): Unsupported | null {
  const declared = new Set<string>();
  const names: { name: string; node: AnyNode }[] = [];
  let found: Unsupported | null = null;
  walk(tree, (node) => {
    found ??= refusalOf(node);
    for (const name of declaredBy(node)) declared.add(name);
    for (const one of namesReadBy(node)) if (one.type === "Identifier") names.push({ name: one.name, node: one });
  });
  if (found !== null) return found;
  const unknown = names.find(({ name }) => !declared.has(name) && !isKnown(name) && hostGlobals.has(name));
  return unknown === undefined ? null : refused(unknown.node, globalRefusal(unknown.name));
}

function globalRefusal(name: string): string {
  const alternative = alternatives.get(name);
  return `${name} is not supported.${alternative === undefined ? "" : ` ${alternative}`}`;
}

function refused(node: AnyNode, message: string): Unsupported {
  const start = node.loc?.start ?? { line: 1, column: 0 };
  return { code: "unsupported", message, line: start.line, column: start.column + 1 };
}

function refusalOf(node: AnyNode): Unsupported | null {
  const message = unsupportedSyntax[node.type];
  if (message !== undefined) return refused(node, message);
  if (node.type === "Literal") {
    if ("regex" in node && node.regex)
      return refused(node, "A regular expression is not supported. Use string methods such as includes and split.");
    if ("bigint" in node && node.bigint) return refused(node, "A BigInt is not supported. Use a number.");
  }
  if (node.type === "ImportDeclaration" && moduleNamed(String(node.source.value)) === undefined) {
    return refused(node, moduleRefusal(node.source.value));
  }
  if (node.type === "ImportDeclaration" && node.specifiers.some((one) => one.type === "ImportNamespaceSpecifier")) {
    return refused(node, "import * is not supported. Import the names that you use.");
  }
  if (node.type === "ExportNamedDeclaration" && node.source)
    return refused(node, "export ... from is not supported. A program is a single file.");
  if (node.type === "Property" && !node.computed && node.key.type === "Identifier" && node.key.name === "__proto__") {
    return refused(node, "__proto__ is not supported. Use Object.create or a class.");
  }
  return node.type === "CallExpression" ? requireRefusal(node) : null;
}

function requireRefusal(node: Extract<AnyNode, { type: "CallExpression" }>): Unsupported | null {
  if (node.callee.type !== "Identifier" || node.callee.name !== "require") return null;
  const name = node.arguments[0];
  if (name?.type !== "Literal" || typeof name.value !== "string")
    return refused(node, "require needs the name of a module as a string literal.");
  return moduleNamed(name.value) === undefined ? refused(node, moduleRefusal(name.value)) : null;
}
