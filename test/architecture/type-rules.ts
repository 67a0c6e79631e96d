import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { roomOf } from "./import-rules.ts";
import { isNode, type Source, type SyntaxNode, type Violation, violationAt, walk } from "./source.ts";

/** The number of casts of one kind that are allowed, by layer: `interpreter`, or everything else together. */
const mostCasts: Readonly<Record<string, number>> = { interpreter: 40, other: 60 };

/** Casts that only silence the compiler. A check, or a different structure, does the same and can fail. */
export function silencingCasts(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const violations: Violation[] = [];
    walk(source.program, (node) => {
      const form = silencingForm(node);
      if (form)
        violations.push(
          violationAt(source, node, `writes ${form}; check the value, or shape the code so that it fits`),
        );
    });
    return violations;
  });
}

function silencingForm(node: SyntaxNode): string | null {
  if (node.type === "TSNonNullExpression") return "`!`";
  if (node.type !== "TSAsExpression") return null;
  const { expression, typeAnnotation } = node;
  if (isNode(typeAnnotation) && typeAnnotation.type === "TSNeverKeyword") return "`as never`";
  if (!isNode(expression)) return null;
  if (expression.type === "TSAsExpression" && !isConst(expression)) return "`as … as …`";
  const isElement = expression.type === "MemberExpression" && expression.computed === true;
  return isElement && !isConst(node) ? "`x[i] as …`" : null;
}

export function castBudget(sources: readonly Source[]): Violation[] {
  const found = new Map<string, Violation[]>(Object.keys(mostCasts).map((group) => [group, []]));
  for (const source of sources) {
    const violations = found.get(roomOf(source.path)) ?? found.get("other") ?? [];
    walk(source.program, (node) => {
      if (node.type === "TSAsExpression" && !isConst(node)) violations.push(violationAt(source, node, ""));
    });
  }
  return [...found].flatMap(([group, violations]) => {
    const most = mostCasts[group] ?? 0;
    const [last] = violations.slice(-1);
    const message = `is cast ${violations.length} of ${most} in ${group}; take some out`;
    return last && violations.length > most ? [{ ...last, message }] : [];
  });
}

function isConst({ typeAnnotation }: SyntaxNode): boolean {
  if (!isNode(typeAnnotation) || typeAnnotation.type !== "TSTypeReference") return false;
  return isNode(typeAnnotation.typeName) && typeAnnotation.typeName.name === "const";
}

/** `JSON.parse` returns `any`: its result must go through a schema or be declared unknown. */
export function untypedJson(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const parents = new Map<SyntaxNode, SyntaxNode | null>();
    const violations: Violation[] = [];
    walk(source.program, (node, parent) => {
      parents.set(node, parent);
      if (!isJsonParse(node) || isCheckedJson(parent, parents)) return;
      violations.push(
        violationAt(source, node, "takes JSON.parse as it comes; parse it by a schema or declare it unknown"),
      );
    });
    return violations;
  });
}

function isJsonParse({ type, callee }: SyntaxNode): boolean {
  if (type !== "CallExpression" || !isNode(callee) || callee.type !== "MemberExpression") return false;
  const { object, property } = callee;
  return isNode(object) && object.name === "JSON" && isNode(property) && property.name === "parse";
}

function isCheckedJson(parent: SyntaxNode | null, parents: ReadonlyMap<SyntaxNode, SyntaxNode | null>): boolean {
  if (!parent) return false;
  if (parent.type === "CallExpression" && isNode(parent.callee) && parent.callee.type === "MemberExpression") {
    const { property } = parent.callee;
    return isNode(property) && /^(safeP|p)arse$/.test(String(property.name));
  }
  const declared =
    parent.type === "VariableDeclarator" && isNode(parent.id) ? parent.id.typeAnnotation : parent.returnType;
  if (isNode(declared)) return isNode(declared.typeAnnotation) && declared.typeAnnotation.type === "TSUnknownKeyword";
  const isPassedOn = parent.type === "ReturnStatement" || parent.type === "BlockStatement";
  return isPassedOn && isCheckedJson(parents.get(parent) ?? null, parents);
}

const declarations = new Set(["TSInterfaceDeclaration", "TSTypeAliasDeclaration", "ClassDeclaration"]);

/**
 * One name for each idea: no type is declared in two files, and none hides one that TypeScript or a browser defines.
 */
export function typeNames(sources: readonly Source[]): Violation[] {
  const first = new Map<string, string>();
  return sources.flatMap((source) =>
    declaredTypes(source.program).flatMap(([name, node]) => {
      const known = first.get(name);
      if (known === undefined) first.set(name, source.path);
      if (known !== undefined && known !== source.path) {
        return [
          violationAt(source, node, `declares ${name} once more (${known}); use that one, or name the difference`),
        ];
      }
      return globalTypes().has(name)
        ? [violationAt(source, node, `hides the global type ${name}; give it a name of its own`)]
        : [];
    }),
  );
}

function declaredTypes(program: SyntaxNode): readonly (readonly [string, SyntaxNode])[] {
  const found: (readonly [string, SyntaxNode])[] = [];
  const body = Array.isArray(program.body) ? program.body.filter(isNode) : [];
  for (const statement of body) {
    const node = isNode(statement.declaration) ? statement.declaration : statement;
    if (declarations.has(node.type) && isNode(node.id)) found.push([String(node.id.name), node]);
  }
  return found;
}

let globals: ReadonlySet<string> | null = null;

/** The types that TypeScript declares for every file: its utilities, the language's and the browser's. */
function globalTypes(): ReadonlySet<string> {
  globals ??= new Set(
    ["lib.es5.d.ts", "lib.dom.d.ts"].flatMap((name) => {
      const file = join(libraryFolder(), name);
      const { program } = parseSync(name, readFileSync(file, "utf8"));
      return program.body.flatMap((node) =>
        declarations.has(node.type) && "id" in node && isNode(node.id) ? [String(node.id.name)] : [],
      );
    }),
  );
  return globals;
}

function libraryFolder(): string {
  const require = createRequire(import.meta.url);
  const compiler = createRequire(require.resolve("typescript/package.json"));
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  return join(dirname(compiler.resolve(platform)), "lib");
}

/** A name with milliseconds says so, so that nobody passes seconds. */
export function durations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const violations: Violation[] = [];
    walk(source.program, (node) => {
      if (node.type !== "VariableDeclarator" || !isNode(node.init) || !isNode(node.id)) return;
      const name = String(node.id.name);
      if (isDuration(source, node, node.init) && !/Ms$/.test(name)) {
        violations.push(violationAt(source, node, `calls a duration ${name}; let its name end in Ms`));
      }
    });
    return violations;
  });
}

function isDuration(source: Source, node: SyntaxNode, init: SyntaxNode): boolean {
  const value = source.text.slice(init.start, init.end);
  if (!/^[\d_\s*+().]+$|^[\d_\s*+().]*\b\w+Ms\b[\d_\s*+().]*$/.test(value)) return false;
  if (/\w+Ms\b|\* ?1_?000\b/.test(value)) return true;
  const [own = "", before = ""] = source.text.slice(0, node.start).split("\n").reverse();
  if (!/^\s*(export )?const $/.test(own)) return false;
  return /^\s*(\*|\/\*\*|\/\/).*\b(milli)?seconds?\b/i.test(before);
}

/** English is one folder of words, which is chosen only where everything is put together. */
export function wordsPassedIn(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    if (/^(cli\/commands|cards\/words)\//.test(source.path)) return [];
    const violations: Violation[] = [];
    walk(source.program, (node) => {
      if (node.type !== "ImportSpecifier" || !isNode(node.imported) || node.imported.name !== "wordsEn") return;
      violations.push(violationAt(source, node, "imports English; take the words as an argument"));
    });
    return violations;
  });
}
