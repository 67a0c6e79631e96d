import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, visitorKeys } from "oxc-parser";

/** A node of the syntax tree, whose children are found by `visitorKeys`. */
export interface SyntaxNode {
  readonly type: string;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A parsed file of `src`. */
export interface Source {
  /** Below `src`, with slashes: `engine/seed.ts`. */
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
}

/** A violation of a rule: where, what, and how to fix it. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Import {
  /** As written: `../engine/ids.ts`, `zod`. */
  readonly specifier: string;
  /** The file of `src` that a relative import names; null for a package. */
  readonly target: string | null;
  /** Whether it no longer exists when the program runs. */
  readonly isType: boolean;
  readonly line: number;
}

export function sourceOf(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [broken] = parsed.errors;
  if (broken) throw new SyntaxError(`${path}: ${broken.message}`);
  return { path, text, program: parsed.program as unknown as SyntaxNode };
}

export function sourcesBelow(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => sourceOf(file.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(file, "utf8")));
}

export function violationAt(source: Source, node: SyntaxNode, message: string): Violation {
  return { path: source.path, line: lineAt(source, node.start), message };
}

export function lineAt(source: Source, offset: number): number {
  return source.text.slice(0, offset).split("\n").length;
}

export function asText({ path, line, message }: Violation, folder = "src"): string {
  return `${folder}/${path}:${line}: ${message}`;
}

type Visitor = (node: SyntaxNode, parent: SyntaxNode | null, key: string) => void;

/** Visits every node; `key` is the parent's field that contains it. */
export function walk(node: SyntaxNode, visitor: Visitor, parent: SyntaxNode | null = null, key = ""): void {
  visitor(node, parent, key);
  for (const childKey of visitorKeys[node.type] ?? []) {
    const childValue = node[childKey];
    for (const child of Array.isArray(childValue) ? childValue : [childValue]) {
      if (isNode(child)) walk(child, visitor, node, childKey);
    }
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value;
}

/** Whether an identifier refers to a value that is used here, not to a property, a type or an import's name. */
export function isReference(node: SyntaxNode, parent: SyntaxNode | null, key: string): boolean {
  if (node.type !== "Identifier" || !parent) return false;
  if (key === "property" || key === "key") return parent.computed === true;
  if (/^(Import|Export).*Specifier$/.test(parent.type)) return key === "local" && parent.type === "ExportSpecifier";
  return !parent.type.startsWith("TS") || key === "expression";
}

/** The name in `object.name` and `object["name"]`; null if it is computed. */
export function propertyName(member: SyntaxNode): string | null {
  const property = member.property;
  if (!isNode(property)) return null;
  if (member.computed !== true) return String(property.name);
  return property.type === "Literal" ? String(property.value) : null;
}

const importing = new Set([
  "ImportDeclaration",
  "ExportAllDeclaration",
  "ExportNamedDeclaration",
  "ImportExpression",
  "TSImportType",
  "TSExternalModuleReference",
]);

/** Every import, re-export, `import()` and `import type`. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(source.program, (node) => {
    const from = node.type === "TSExternalModuleReference" ? node.expression : node.source;
    if (!importing.has(node.type) || !isNode(from)) return;
    const specifier = String(from.value ?? "(computed)");
    const target = specifier.startsWith(".") ? resolved(source.path, specifier) : null;
    const isType = node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type";
    found.push({ specifier, target, isType, line: lineAt(source, node.start) });
  });
  return found;
}

function resolved(from: string, specifier: string): string {
  return new URL(specifier, `file:///src/${from}`).pathname.replace(/^\/(src\/)?/, (_, inside) => (inside ? "" : "/"));
}
