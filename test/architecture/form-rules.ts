import { isNode, lineAt, type Source, type SyntaxNode, type Violation, violationAt, walk } from "./source.ts";

const mostLines = 300;
const mostFunctionLines = 70;
const mostColumns = 120;
const mostSiblings = 20;

/** A file that is one table or one list of words says so in its first line. */
const listComment = /^\/\/.*\bone (table|list)\b/i;

/** Names that say nothing about the contents. */
const emptyNames: ReadonlySet<string> = new Set(
  "util utils helper helpers common shared misc lib libs type types index".split(" "),
);

export function sizes(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [...fileLength(source), ...lineWidths(source), ...functionLengths(source)]);
}

function fileLength({ path, text }: Source): Violation[] {
  const lines = text.trimEnd().split("\n").length;
  if (lines <= mostLines || listComment.test(text)) return [];
  const message = `has ${lines} lines of ${mostLines}; look for the second idea and give it a file`;
  return [{ path, line: mostLines + 1, message }];
}

function lineWidths({ path, text }: Source): Violation[] {
  return text.split("\n").flatMap((content, index) => {
    const columns = [...content].length;
    const message = `has ${columns} columns of ${mostColumns}; break the line`;
    return columns > mostColumns ? [{ path, line: index + 1, message }] : [];
  });
}

function functionLengths(source: Source): Violation[] {
  const violations: Violation[] = [];
  walk(source.program, (node) => {
    if (!/Function/.test(node.type) || node.type.startsWith("TS")) return;
    const lines = lineAt(source, node.end) - lineAt(source, node.start) + 1;
    if (lines <= mostFunctionLines) return;
    const message = `is a function of ${lines} lines of ${mostFunctionLines}; name its parts and take them out`;
    violations.push(violationAt(source, node, message));
  });
  return violations;
}

export function names(sources: readonly Source[]): Violation[] {
  return sources.flatMap(({ path }) => {
    const words = path.replace(/\.ts$/, "").split(/[/-]/);
    const empty = words.find((word) => emptyNames.has(word));
    if (empty) return [{ path, line: 1, message: `is called "${empty}"; name it after what is inside` }];
    const isKebab = /^([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path);
    return isKebab ? [] : [{ path, line: 1, message: "is not small letters with hyphens, ending in .ts; rename it" }];
  });
}

/** A folder that is longer than a screen is hard to scan. */
export function folderSizes(sources: readonly Source[]): Violation[] {
  const siblings = new Map<string, Source[]>();
  for (const source of sources) {
    const folder = source.path.split("/").slice(0, -1).join("/");
    siblings.set(folder, [...(siblings.get(folder) ?? []), source]);
  }
  return [...siblings].flatMap(([folder, files]) => {
    const message = `${folder} has ${files.length} files of ${mostSiblings}; merge fragments or divide the folder by noun`;
    return files.length > mostSiblings && files[0] ? [{ path: files[0].path, line: 1, message }] : [];
  });
}

export function exportForms(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => [...unwanted(source), ...barrel(source)]);
}

function unwanted(source: Source): Violation[] {
  const violations: Violation[] = [];
  walk(source.program, (node) => {
    const asDefault = isNode(node.exported) && (node.exported.name ?? node.exported.value) === "default";
    if (node.type === "ExportDefaultDeclaration" || asDefault) {
      violations.push(violationAt(source, node, "is a default export; export it by its name"));
    }
    if (node.type === "TSEnumDeclaration") {
      violations.push(
        violationAt(source, node, "is an enum; use a union of texts, with an `as const` list where needed"),
      );
    }
  });
  return violations;
}

function barrel(source: Source): Violation[] {
  const body = source.program.body as readonly SyntaxNode[];
  const passesOn = (node: SyntaxNode) =>
    node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && !isNode(node.declaration));
  const isOnlyThat = body.every((node) => passesOn(node) || node.type === "ImportDeclaration");
  if (!isOnlyThat || !body.some(passesOn)) return [];
  return [{ path: source.path, line: 1, message: "only passes exports on; import from the file that owns the name" }];
}
