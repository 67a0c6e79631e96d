import { isUtf8 } from "node:buffer";
import type { Topic } from "../../engine/question/curriculum.ts";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { firstBrokenLine } from "../bank-files.ts";

/** A question from another program, which may lack fields that ours need. */
export interface QuestionDraft {
  readonly line: number;
  /** A title, an id or else the prompt. The name of the new file is derived from it. */
  readonly name: string;
  readonly topic: Topic | null;
  readonly fields: DraftFields;
}

/** The fields of our files, by name. */
export interface DraftFields {
  readonly kind: string;
  readonly module?: string | undefined;
  readonly difficulty?: string | undefined;
  readonly prompt?: string | undefined;
  readonly code?: string | undefined;
  readonly language?: string | undefined;
  readonly program?: string | undefined;
  readonly choices?: readonly DraftChoice[] | undefined;
  readonly steps?: readonly string[] | undefined;
  readonly mistakes?: readonly DraftMistake[] | undefined;
  readonly explanation?: string | undefined;
  readonly source?: { readonly title?: string | undefined; readonly url?: string | undefined } | undefined;
  readonly objectives?: readonly string[] | undefined;
  readonly idea?: string | undefined;
}

export interface DraftChoice {
  readonly text: string;
  readonly right: boolean;
  readonly misconceptions?: readonly string[] | undefined;
  readonly refutation?: string | undefined;
}

export interface DraftMistake {
  readonly order: readonly string[];
  readonly misconceptions?: readonly string[] | undefined;
  readonly refutation?: string | undefined;
}

/** The content of a file to import. */
export interface ReadExchange {
  readonly drafts: readonly QuestionDraft[];
  /** Parts that our questions cannot represent. They do not prevent the import. */
  readonly skipped: readonly Diagnostic[];
  /** Problems to fix first: with any of them, nothing is imported. */
  readonly diagnostics: readonly Diagnostic[];
}

export const mostQuestions = 2000;

/** Bytes of the largest file that can be imported. */
export const largestImport = 5 * 1024 * 1024;

/** Code points that Unicode reserves for internal use. GIFT escapes are hidden behind some of them. */
const nonCharacters = /[\ufdd0-\ufdef]/;

/** The text of a file without byte order mark and with plain line feeds, or why it is not text. */
export function textOfImport(
  bytes: Uint8Array,
  file: string,
): { readonly text: string } | { readonly diagnostic: Diagnostic } {
  const failure = (line: number, message: string) => ({ diagnostic: importDiagnostic(file, line, message) });
  if (bytes.length > largestImport) {
    return failure(1, `has ${bytes.length} bytes, and the limit is ${largestImport}; split the file`);
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return failure(1, "is UTF-16; save the file as UTF-8");
  }
  if (!isUtf8(bytes)) return failure(firstBrokenLine(bytes), "is not UTF-8; save the file as UTF-8");
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, "\n");
  const reserved = nonCharacters.exec(text);
  if (reserved === null) return { text };
  const line = text.slice(0, reserved.index).split("\n").length;
  return failure(line, "contains a Unicode noncharacter; remove it");
}

export function importDiagnostic(file: string, line: number, message: string, field = ""): Diagnostic {
  return { file, line, field, rule: "import", message };
}

/** @returns undefined for an empty text, so that its field is left out */
export function textOrNone(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? undefined : trimmed;
}

export function listOrNone<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
