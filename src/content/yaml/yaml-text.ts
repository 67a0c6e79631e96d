import {
  Composer,
  type Document,
  type ErrorCode,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLParseError,
} from "yaml";
import { firstControl } from "../../text/control-characters.ts";
import { fieldName } from "./fault.ts";
import { deepestNesting } from "./limits.ts";

/** What a slip of the pen in YAML usually is, and its cure: the parser speaks to programmers, this to authors. */
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

/** @param detail the parser's own words, for the slips that nobody is expected to make */
function syntaxMessage(code: ErrorCode, detail: string): string {
  return messages[code] ?? `is not YAML (${detail}); put text with special characters in quotes`;
}

/** What is wrong with the text as YAML. */
interface YamlFault {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

export interface YamlText {
  /** Texts, lists and maps; null where the faults leave nothing to look at. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /**
   * The line of a field; where it is missing, that of the map or list that misses it.
   * @param within a line of a text that keeps its lines, from 1
   */
  readonly lineOf: (path: readonly PropertyKey[], within?: number) => number;
}

/**
 * Reads one YAML document in which every scalar is text. Doubled keys, anchors, aliases, tags and tabs for
 * indentation are faults. Never throws.
 */
export function readYaml(text: string): YamlText {
  const unusable = faultsBeforeParsing(text);
  if (unusable.length > 0) return { value: null, faults: unusable, lineOf: () => 1 };
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isTooDeep(tokens)) {
    const message = `is nested more than ${deepestNesting} levels deep; write plain fields, one below the other`;
    return { value: null, faults: [{ line: 1, field: "", message }], lineOf: () => 1 };
  }
  const composer = new Composer({ schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const document = documents[0] as Document.Parsed;
  const last = text.replace(/\n$/, "").split("\n").length;
  const lineAt = (offset: number) => Math.min(Math.max(lines.linePos(offset).line, 1), last);
  const { faults, broken } = faultsOf(document, documents[1], lineAt);
  if (!broken && document.contents === null) {
    return { value: null, faults: [{ line: 1, field: "", message: emptyFile }], lineOf: () => 1 };
  }
  return {
    value: broken ? null : plainOf(document.contents),
    faults,
    lineOf: (path, within) => {
      const line = lineAt(offsetOf(document.contents, path));
      const keepsLines = within !== undefined && document.getIn(path.map(String), true);
      return isScalar(keepsLines) && keepsLines.type === "BLOCK_LITERAL" ? Math.min(line + (within ?? 0), last) : line;
    },
  };
}

const emptyFile = "is empty; write the fields of a question or a misconception, or delete the file";

function faultsBeforeParsing(text: string): YamlFault[] {
  if (text.trim() === "") return [{ line: 1, field: "", message: emptyFile }];
  const faults: YamlFault[] = [];
  text.split(/\r?\n/).forEach((content, index) => {
    const fault = (message: string) => faults.push({ line: index + 1, field: "", message });
    if (/^ *\t/.test(content) && content.trim() !== "") {
      fault("is indented with a tab; indent with two spaces");
      return;
    }
    const control = firstControl(content.replaceAll("\t", " "));
    if (control) fault(`contains the control character ${control}; remove it`);
  });
  return faults;
}

interface Token {
  readonly items?: readonly { readonly key?: unknown; readonly value?: unknown }[];
  readonly value?: unknown;
}

/** Walks level by level: the composer below recurses, and a hostile depth would take the process down with it. */
function isTooDeep(tokens: readonly unknown[]): boolean {
  let level = tokens as readonly Token[];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((token) => {
      const inItems = (token.items ?? []).flatMap((item) => [item.key, item.value]);
      return [...inItems, token.value].filter((inner) => typeof inner === "object" && inner !== null) as Token[];
    });
  }
  return false;
}

/** `broken`: more than a doubled key, so that what was read says little about what was meant. */
function faultsOf(
  document: Document.Parsed,
  second: Document | undefined,
  lineAt: (offset: number) => number,
): { readonly faults: readonly YamlFault[]; readonly broken: boolean } {
  const byLine = new Map<number, YamlFault>();
  const doubled = document.errors.filter((error) => error.code === "DUPLICATE_KEY");
  const addOnce = (offset: number, message: string) => {
    const line = lineAt(offset);
    if (!byLine.has(line)) byLine.set(line, { line, field: "", message });
  };
  for (const error of document.errors) {
    if (error.code === "DUPLICATE_KEY") continue;
    const quote = openQuoteOf(document, error);
    if (quote === null) addOnce(error.pos[0], syntaxMessage(error.code, error.message));
    else addOnce(quote, "opens a quote that is never closed; add the closing quote at the end of the text");
  }
  if (second) {
    const offset = (second as Document.Parsed).range?.[0] ?? 0;
    addOnce(offset, "begins a second document; put one question or misconception in each file, without ---");
  }
  const offsets = new Set(doubled.map((error) => error.pos[0]));
  const faults: YamlFault[] = [];
  visit(document, {
    Alias: (_, node) => addOnce(startOf(node), "is an alias (*name); write the text out"),
    Node: (_, node) => {
      if ("anchor" in node && node.anchor) addOnce(startOf(node), "contains an anchor (&name); remove it");
      if (node.tag) addOnce(startOf(node), `contains a tag (${node.tag}); remove it, since every value is text`);
    },
    Pair: (_, pair, parents) => {
      const key = pair.key as Node;
      if (!isScalar(key)) addOnce(startOf(key), "uses a list or a map as a field name; write a word");
      else if (offsets.has(startOf(key))) {
        const field = fieldName([...pathTo(parents), String(key.value)]);
        faults.push({ line: lineAt(startOf(key)), field, message: "appears twice; keep one of the two" });
      }
    },
  });
  return { faults: [...faults, ...byLine.values()], broken: byLine.size > 0 };
}

/** The parser finds an open quote where the text ends, its author looks where it begins; null for other errors. */
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
  return (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0;
}

function pathTo(parents: readonly unknown[]): PropertyKey[] {
  const path: PropertyKey[] = [];
  parents.forEach((parent, index) => {
    const child = parents[index + 1];
    if (isSeq(parent) && child) path.push(parent.items.indexOf(child));
    const key = (parent as { key?: unknown }).key;
    if (isScalar(key)) path.push(String(key.value));
  });
  return path;
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
      // Of a doubled field the last one is read.
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
