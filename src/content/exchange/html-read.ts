import { decodeHTMLStrict } from "entities";
import { textOrNone } from "./question-draft.ts";

/** HTML as our own text: code between backticks, and `<pre>` separate. */
export interface ReadHtml {
  readonly text: string;
  readonly code: { readonly language: string | null; readonly text: string } | null;
  /** Elements that no chat can show, such as `img`, and `pre` for a second piece of code. */
  readonly unshown: readonly string[];
}

const lineBreaking = new Set(
  "address article blockquote br dd div dl dt figure figcaption h1 h2 h3 h4 h5 h6 hr li ol p section ul".split(" "),
);
const plain = new Set(
  "a abbr b bdi big cite dfn em font i ins kbd mark q s samp small span strong sub sup tt u var".split(" "),
);

/** Tags, comments and the texts between them. A single < is text. */
const tokens = /<!--(?:(?!-->|<!--)[\s\S])*-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*|\/)?)>|[^<]+|</g;

/** Whether a text without a declared format contains tags. */
function looksLikeHtml(text: string): boolean {
  return [...text.matchAll(tokens)].some(([, , name = ""]) => {
    const tag = name.toLowerCase();
    return tag === "pre" || tag === "code" || lineBreaking.has(tag) || plain.has(tag);
  });
}

/** Reads HTML as rich-text editors write it. Accepts any text, and lists the elements that it had to drop. */
function readHtml(html: string): ReadHtml {
  const reader = new Reader();
  for (const [token, slash = "", name, attributes = ""] of html.matchAll(tokens)) {
    if (name !== undefined) reader.tag(name.toLowerCase(), slash === "/", attributes);
    else if (!token.startsWith("<!--")) reader.text(token);
  }
  return reader.read();
}

class Reader {
  readonly #unshown = new Set<string>();
  #text = "";
  /** The content of `<pre>`; null before there is one. */
  #code: string | null = null;
  #language: string | null = null;
  #inPre = false;
  /** HTML ignores a line break right after `<pre>`. */
  #atPreStart = false;
  /** The content of an open `<code>` outside `<pre>`. */
  #span: string | null = null;

  tag(name: string, closes: boolean, attributes: string): void {
    this.#atPreStart = false;
    if (name === "pre") this.#pre(closes, attributes);
    else if (name === "code") this.#codeTag(closes, attributes);
    else if (lineBreaking.has(name)) this.#add(this.#inPre ? (name === "br" ? "\n" : "") : " ");
    else if (!plain.has(name)) this.#unshown.add(name);
  }

  text(token: string): void {
    const text = this.#atPreStart ? token.replace(/^\n/, "") : token;
    this.#atPreStart = false;
    this.#add(decoded(this.#inPre ? text : text.replace(/[ \t\r\n]+/g, " ")));
  }

  read(): ReadHtml {
    this.#endSpan();
    const code = this.#code === null || this.#code.trim() === "" ? null : this.#code;
    // Spaces around the text are layout. Significant ones were written as entities and are in place already.
    const text = this.#text.trim();
    const apart = code === null ? null : { language: this.#language, text: code };
    return { text, code: apart, unshown: [...this.#unshown] };
  }

  #pre(closes: boolean, attributes: string): void {
    if (!closes && this.#code !== null) this.#unshown.add("pre");
    if (!closes) {
      this.#endSpan();
      this.#code ??= "";
      this.#language ??= languageIn(attributes);
    }
    this.#inPre = !closes;
    this.#atPreStart = !closes;
  }

  #codeTag(closes: boolean, attributes: string): void {
    if (this.#inPre) this.#language ??= closes ? null : languageIn(attributes);
    else if (closes) this.#endSpan();
    else this.#span ??= "";
  }

  #endSpan(): void {
    const span = this.#span;
    this.#span = null;
    // A backtick inside would end the code span too early.
    if (span !== null) this.#add(span === "" || span.includes("`") ? span : `\`${span}\``);
  }

  #add(text: string): void {
    if (this.#inPre) this.#code += text;
    else if (this.#span !== null) this.#span += text;
    else if (text === " ") this.#text += this.#text === "" || this.#text.endsWith(" ") ? "" : " ";
    else
      this.#text += this.#text.endsWith(" ") && text.startsWith(" ") && !text.startsWith("  ") ? text.slice(1) : text;
  }
}

function languageIn(attributes: string): string | null {
  return /\blanguage-([A-Za-z0-9+#.-]+)/.exec(attributes)?.[1] ?? null;
}

/** Unknown entities stay unchanged. Non-breaking spaces become plain ones. */
function decoded(text: string): string {
  return decodeHTMLStrict(text.replaceAll("&nbsp;", " "));
}

/** A text with its markup format, as GIFT declares it. */
export interface MarkedText {
  readonly format: "moodle" | "html" | "markdown" | "plain";
  readonly text: string;
}

/** Reads a text by its format. `moodle`, which is also the default, means HTML if there are any tags. */
export function readMarked({ format, text }: MarkedText): ReadHtml {
  if (format === "html" || (format === "moodle" && looksLikeHtml(text))) return readHtml(text);
  const fence = /(?:^|\n)```([A-Za-z0-9+#.-]*)\n([\s\S]*?)\n```(?=\n|$)/.exec(text);
  if (!fence) return { text: oneParagraph(text), code: null, unshown: [] };
  const around = `${text.slice(0, fence.index)}\n${text.slice(fence.index + fence[0].length)}`;
  const [, language, code = ""] = fence;
  return { text: oneParagraph(around), code: { language: language || null, text: code }, unshown: [] };
}

function oneParagraph(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");
}

interface ReadExplanation {
  readonly explanation: string | undefined;
  readonly source: { readonly title: string | undefined; readonly url: string } | undefined;
}

/** A last paragraph that links the source, as our export writes it. */
const linked = /<p>\s*Source:\s*<a\s[^<>]*?\bhref="([^"<>]*)"[^<>]*>([^<]*)<\/a>\s*<\/p>\s*$/;
/** The same as plain text: `Source: The Node.js documentation https://nodejs.org/`. */
const written = /^Source:\s+(\S.*?)\s+(https:\/\/\S+)$/;

/** The explanation and, if the text ends with one, its source. */
export function readExplanation(feedback: MarkedText): ReadExplanation {
  const link = linked.exec(feedback.text);
  if (link) {
    const explanation = readMarked({ ...feedback, text: feedback.text.slice(0, link.index) }).text;
    const [, url = "", title = ""] = link.map(decoded);
    return { explanation: textOrNone(explanation), source: { title: textOrNone(title), url: url.trim() } };
  }
  const { text } = readMarked(feedback);
  const last = Math.max(text.lastIndexOf("Source: "), 0);
  const end = written.exec(text.slice(last));
  if (!end) return { explanation: textOrNone(text), source: undefined };
  const [, title, url = ""] = end;
  return { explanation: textOrNone(text.slice(0, last)), source: { title, url } };
}
