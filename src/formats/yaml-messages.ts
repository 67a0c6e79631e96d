import type { ErrorCode } from "yaml";

/** What a slip of the pen in YAML usually is, and its cure: the parser speaks to programmers, this to authors. */
const messages: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: "holds an alias (*name); write the text out, or put it in quotes",
  BAD_DQ_ESCAPE: "has a backslash inside double quotes that is no escape; write two, or use single quotes",
  BAD_INDENT: "does not line up with the lines above; start the fields of one map at the same column, with spaces",
  BAD_SCALAR_START: "begins with a sign that YAML keeps for itself; put the text in quotes",
  BLOCK_AS_IMPLICIT_KEY:
    'reads as a second field on its line; quote text that holds ": ", and start each field on a line of its own',
  BLOCK_IN_FLOW: "starts a list or a map in lines inside brackets; write it either all in brackets or all in lines",
  KEY_OVER_1024_CHARS: "has a field's name without its colon; write the name, a colon and a space",
  MISSING_CHAR: "misses a colon after a field's name, a comma, or a closing quote or bracket; add it",
  MULTILINE_IMPLICIT_KEY:
    "reads as a field's name of several lines; indent the lines of a long text more than its field, or close its quote",
  TAB_AS_INDENT: "is indented with a tab; write two spaces for each step",
  UNEXPECTED_TOKEN: "does not fit what stands before it; put text with special signs in quotes",
};

/** @param detail the parser's own words, for the slips that nobody is expected to make */
export function syntaxMessage(code: ErrorCode, detail: string): string {
  return messages[code] ?? `is not YAML (${detail}); put text with special signs in quotes`;
}
