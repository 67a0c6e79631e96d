import { isUtf8 } from "node:buffer";
import type { Remark } from "./draft.ts";
import { nonCharacters } from "./gift/gift-parse.ts";

/** A file that is larger is no list of questions. */
export const largestExchange = 5 * 1024 * 1024;

/** The text of a file, without a byte order mark and with plain line feeds; or what keeps it from being one. */
export function exchangeText(bytes: Uint8Array): { readonly text: string } | { readonly fault: Remark } {
  if (bytes.length > largestExchange) {
    const message = `is the start of ${bytes.length} bytes,, and the limit is ${largestExchange}; split the file`;
    return { fault: { line: 1, message } };
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { fault: { line: 1, message: "begins as UTF-16 does; save the file as UTF-8" } };
  }
  if (!isUtf8(bytes)) return { fault: { line: brokenLine(bytes), message: "is not UTF-8; save the file as UTF-8" } };
  const text = new TextDecoder().decode(bytes).replace(/\r\n?/g, "\n");
  const strange = nonCharacters.exec(text);
  if (strange === null) return { text };
  const line = text.slice(0, strange.index).split("\n").length;
  return { fault: { line, message: "holds a character that belongs to no text; remove it" } };
}

function brokenLine(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  return 1 + lines.findIndex((each) => !isUtf8(Buffer.from(each, "latin1")));
}
