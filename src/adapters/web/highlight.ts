import { html } from "hono/html";
import type { Html } from "./icons.ts";

/** Words that are keywords in one of the languages of the questions. */
const keywords = new Set(
  (
    "async await break case catch class const continue def do elif else except export extends false finally for from " +
    "fun func function go if import in instanceof is lambda let new nil None not null of or pass print raise return " +
    "select static suspend switch task throw throws True False true try typeof undefined val var void while with yield"
  ).split(" "),
);

/** Languages in which `#` starts a comment. */
const hashComments = new Set(["python", "py", "ruby", "bash", "sh", "yaml"]);

const token = new RegExp(
  [
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*)/,
    /(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)/,
    /(?<number>\b\d[\d_]*(?:\.\d+)?\b)/,
    /(?<word>[A-Za-z_$][\w$]*)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

/** Code whose comments, strings, numbers, keywords and calls can be coloured. The text stays the same. */
export function highlighted(language: string, code: string): Html {
  if (!/^[a-z+#-]+$/i.test(language)) return html`${code}`;
  const parts: (string | Html)[] = [];
  let end = 0;
  for (const match of code.matchAll(token)) {
    const kind = kindOf(match, language, code);
    if (kind === null) continue;
    parts.push(code.slice(end, match.index), html`<span class="${kind}">${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return html`${[...parts, code.slice(end)]}`;
}

function kindOf({ 0: text, index, groups }: RegExpExecArray, language: string, code: string): string | null {
  const { comment, string, number } = groups ?? {};
  if (comment !== undefined) {
    return text.startsWith("#") && !hashComments.has(language.toLowerCase()) ? null : "code-comment";
  }
  if (string !== undefined) return "code-string";
  if (number !== undefined) return "code-number";
  if (keywords.has(text) && code[index - 1] !== ".") return "code-keyword";
  return code[index + text.length] === "(" ? "code-call" : null;
}
