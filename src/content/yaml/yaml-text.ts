import {
  Composer,
  type Document,
  type ErrorCode,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  visit,
  type YAMLParseError,
} from "yaml";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { firstControl } from "../../text/control-characters.ts";

/** A larger file, in bytes, is not a question. */
export const largestFile = 64 * 1024;

/** Levels of lists and maps. Question files need four; many more would overflow the stack of the parser. */
export const deepestNesting = 16;

/** Common YAML mistakes, in words for authors. The messages of the parser are for programmers. */
const messages: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "contains an alias (*name); write the text out, or put it in quotes",
  BAD_DQ_ESCAPE: "has an invalid escape in double quotes; write two backslashes, or use single quotes",
  BAD_INDENT: "does not line up with the lines above; start the fields of one map at the same column, with spaces",
  BAD_SCALAR_START: "begins with a character that is reserved in YAML; put the text in quotes",
  BLOCK_AS_IMPLICIT_KEY:
    'reads as a second field on its line; quote text that holds ": ", and start each field on a line of its own',
  BLOCK_IN_FLOW: "starts a list or a map in lines inside brackets; write it either all in brackets or all in lines",
  KEY_OVER_1024_CHARS: "has a field name without a colon; write the name, a colon and a space",
  MISSING_CHAR: "is missing a colon after a field name, a comma, or a closing quote or bracket; add it",
  MULTILINE_IMPLICIT_KEY:
    "reads as a field name of several lines; indent the lines of a long text more than its field, or close its quote",
  TAB_AS_INDENT: "is indented with a tab; indent with two spaces",
  UNEXPECTED_TOKEN: "does not fit what comes before it; put text with special characters in quotes",
};

/** @param detail the message of the parser, for mistakes that are not in the list */
function syntaxMessage(code: ErrorCode, detail: string): string {
  return messages[code] ?? `is not YAML (${detail}); put text with special characters in quotes`;
}

/** A problem at a path within one file. The file's `diagnosticOf` adds the line. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  /** The line within a text of several lines, from 1; left out for the line of the field. */
  readonly within?: number;
  readonly message: string;
}

/** A question file as plain values with line numbers. */
export interface YamlText {
  /** Texts, lists and maps; null if the YAML is broken. */
  readonly value: unknown;
  /** What is wrong with the text as YAML. */
  readonly diagnostics: readonly Diagnostic[];
  readonly diagnosticOf: (issue: Issue) => Diagnostic;
  /**
   * The line of a field; if it is missing, that of the map or list that lacks it.
   * @param within a line of a multi-line text, from 1
   */
  readonly lineOf: (path: readonly PropertyKey[], within?: number) => number;
}

/** `choices[2].refutation` */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

/**
 * Reads one YAML document in which every scalar is text. Duplicate keys, anchors, aliases, tags and tabs for
 * indentation are errors. Never throws.
 */
export function readYaml(text: string, file: string): YamlText {
  const early = diagnosticsBeforeParsing(text, file);
  if (early.length > 0) return brokenText(file, early);
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isTooDeep(tokens)) {
    const message = `is nested more than ${deepestNesting} levels deep; write plain fields, one below the other`;
    return brokenText(file, [diagnostic(file, 1, message)]);
  }
  const composer = new Composer({ schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  const last = text.replace(/\n$/, "").split("\n").length;
  const lineAt = (offset: number) => Math.min(Math.max(lines.linePos(offset).line, 1), last);
  if (!document) return brokenText(file, [diagnostic(file, 1, emptyFile)]);
  const { diagnostics, broken } = diagnosticsIn(document, second, (offset, message, field) =>
    diagnostic(file, lineAt(offset), message, field),
  );
  if (!broken && document.contents === null) return brokenText(file, [diagnostic(file, 1, emptyFile)]);
  return textWith(file, broken ? null : plainOf(document.contents), diagnostics, (path, within) => {
    const line = lineAt(offsetOf(document.contents, path));
    const node: unknown = within === undefined ? undefined : document.getIn(path.map(String), true);
    return isScalar(node) && node.type === "BLOCK_LITERAL" ? Math.min(line + (within ?? 0), last) : line;
  });
}

function brokenText(file: string, diagnostics: readonly Diagnostic[]): YamlText {
  return textWith(file, null, diagnostics, () => 1);
}

function textWith(
  file: string,
  value: unknown,
  diagnostics: readonly Diagnostic[],
  lineOf: YamlText["lineOf"],
): YamlText {
  const diagnosticOf = ({ path, within, message }: Issue) =>
    diagnostic(file, lineOf(path, within), message, fieldName(path));
  return { value, diagnostics, diagnosticOf, lineOf };
}

function diagnostic(file: string, line: number, message: string, field = ""): Diagnostic {
  return { file, line, field, rule: "schema", message };
}

const emptyFile = "is empty; write the fields of a question or a misconception, or delete the file";

function diagnosticsBeforeParsing(text: string, file: string): Diagnostic[] {
  if (text.trim() === "") return [diagnostic(file, 1, emptyFile)];
  return text.split(/\r?\n/).flatMap((content, index) => {
    if (/^ *\t/.test(content) && content.trim() !== "") {
      return [diagnostic(file, index + 1, "is indented with a tab; indent with two spaces")];
    }
    const control = firstControl(content.replaceAll("\t", " "));
    return control ? [diagnostic(file, index + 1, `contains the control character ${control}; remove it`)] : [];
  });
}

/** Walks level by level. The composer recurses, and a hostile depth would overflow its stack. */
function isTooDeep(tokens: readonly unknown[]): boolean {
  let level = tokens;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestNesting) return true;
    level = level.flatMap(nestedTokens);
  }
  return false;
}

function nestedTokens(token: unknown): readonly unknown[] {
  const items = property(token, "items");
  const inItems = Array.isArray(items) ? items.flatMap((item) => [property(item, "key"), property(item, "value")]) : [];
  return [...inItems, property(token, "value")].filter((inner) => typeof inner === "object" && inner !== null);
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

type DiagnosticAt = (offset: number, message: string, field?: string) => Diagnostic;

/** `broken`: there is more than a duplicate key, so the values say little about what the author meant. */
function diagnosticsIn(
  document: Document.Parsed,
  second: Document.Parsed | undefined,
  diagnosticAt: DiagnosticAt,
): { readonly diagnostics: readonly Diagnostic[]; readonly broken: boolean } {
  const byLine = new Map<number, Diagnostic>();
  const addOnce = (offset: number, message: string) => {
    const found = diagnosticAt(offset, message);
    if (!byLine.has(found.line)) byLine.set(found.line, found);
  };
  for (const error of document.errors) {
    if (error.code === "DUPLICATE_KEY") continue;
    const quote = openQuoteOf(document, error);
    if (quote === null) addOnce(error.pos[0], syntaxMessage(error.code, error.message));
    else addOnce(quote, "opens a quote that is never closed; add the closing quote at the end of the text");
  }
  if (second) {
    const message = "begins a second document; put one question or misconception in each file, without ---";
    addOnce(second.range[0], message);
  }
  const duplicates = duplicateKeys(document, diagnosticAt);
  addUnsupported(document, addOnce);
  return { diagnostics: [...duplicates, ...byLine.values()], broken: byLine.size > 0 };
}

/** Reports the YAML features that question files do not use. */
function addUnsupported(document: Document.Parsed, add: (offset: number, message: string) => void): void {
  visit(document, {
    Alias: (_, node) => add(startOf(node), "is an alias (*name); write the text out"),
    Node: (_, node) => {
      if ("anchor" in node && node.anchor) add(startOf(node), "contains an anchor (&name); remove it");
      if (node.tag) add(startOf(node), `contains a tag (${node.tag}); remove it, since every value is text`);
    },
    Pair: (_, { key }) => {
      if (!isScalar(key)) add(startOf(key), "uses a list or a map as a field name; write a word");
    },
  });
}

function duplicateKeys(document: Document.Parsed, diagnosticAt: DiagnosticAt): readonly Diagnostic[] {
  const errors = document.errors.filter((error) => error.code === "DUPLICATE_KEY");
  const offsets = new Set(errors.map((error) => error.pos[0]));
  const diagnostics: Diagnostic[] = [];
  visit(document, {
    Pair: (_, { key }, parents) => {
      if (!isScalar(key) || !offsets.has(startOf(key))) return;
      const field = fieldName([...pathTo(parents), String(key.value)]);
      diagnostics.push(diagnosticAt(startOf(key), "appears twice; keep one of the two", field));
    },
  });
  return diagnostics;
}

/** Where an unclosed quote begins. The parser reports where the text ends. Null for other errors. */
function openQuoteOf(document: Document.Parsed, error: YAMLParseError): number | null {
  let start: number | null = null;
  if (error.code !== "MISSING_CHAR") return start;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith("QUOTE") && range?.[1] === error.pos[0]) start = range[0];
    },
  });
  return start;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function pathTo(parents: readonly unknown[]): PropertyKey[] {
  return parents.flatMap((parent, index): PropertyKey[] => {
    const child = parents[index + 1];
    const inList = isSeq(parent) && child !== undefined ? [parent.items.indexOf(child)] : [];
    return isPair(parent) && isScalar(parent.key) ? [...inList, String(parent.key.value)] : inList;
  });
}

function plainOf(node: unknown): unknown {
  if (isMap(node)) {
    return Object.fromEntries(node.items.map((pair) => [nameOf(pair.key), plainOf(pair.value)]));
  }
  if (isSeq(node)) return node.items.map(plainOf);
  return isScalar(node) ? String(node.value ?? "") : "";
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value ?? "") : "";
}

function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node = root;
  let offset = startOf(root);
  for (const part of path) {
    if (isMap(node)) {
      // Of a duplicate field the last one counts.
      const pair = node.items.findLast((item) => nameOf(item.key) === part);
      if (!pair) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof part === "number" && node.items[part]) {
      node = node.items[part];
      offset = startOf(node);
    } else return offset;
  }
  return offset;
}
