import { textOrNone } from "../draft.ts";

/** A page's piece as our own text: code between backticks, and what stood in `<pre>` apart. */
export interface ReadHtml {
  readonly text: string;
  readonly code: { readonly language: string | null; readonly text: string } | null;
  /** Elements that no chat could show in words, as `img`; also a second piece of code, as `pre`. */
  readonly unshown: readonly string[];
}

const lineBreaking = new Set(
  "address article blockquote br dd div dl dt figure figcaption h1 h2 h3 h4 h5 h6 hr li ol p section ul".split(" "),
);
const plain = new Set(
  "a abbr b bdi big cite dfn em font i ins kbd mark q s samp small span strong sub sup tt u var".split(" "),
);

/** Tags, comments, and the texts between; a lone < is text. */
const tokens = /<!--(?:(?!-->|<!--)[\s\S])*-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*|\/)?)>|[^<]+|</g;

/** Whether a text of no told format means its tags. */
function looksLikeHtml(text: string): boolean {
  return [...text.matchAll(tokens)].some(([, , name = ""]) => {
    const tag = name.toLowerCase();
    return tag === "pre" || tag === "code" || lineBreaking.has(tag) || plain.has(tag);
  });
}

/** Reads what an editor for pages writes. Whatever the text, it is read: what has no place here is told. */
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
  /** What stood in `<pre>`; null before one has begun. */
  #code: string | null = null;
  #language: string | null = null;
  #inPre = false;
  /** A line break right behind `<pre>` is none of the code's. */
  #atPreStart = false;
  /** What stands in an open `<code>` outside of `<pre>`. */
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
    this.#add(withoutEntities(this.#inPre ? text : text.replace(/[ \t\r\n]+/g, " ")));
  }

  read(): ReadHtml {
    this.#endSpan();
    const code = this.#code === null || this.#code.trim() === "" ? null : this.#code;
    // Blanks beside a break are the page's own; those written as entities have been put in already.
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
    // A backtick within would end the mark too soon.
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

const named: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  hellip: "…",
  ldquo: "“",
  lsquo: "‘",
  lt: "<",
  mdash: "—",
  nbsp: " ",
  ndash: "–",
  quot: '"',
  rdquo: "”",
  rsquo: "’",
};

/** Entities that we do not know stay as they are written. */
function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] as string) : whole;
    const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** A text with the name of its markup, as GIFT tells it. */
export interface MarkedText {
  readonly format: "moodle" | "html" | "markdown" | "plain";
  readonly text: string;
}

/** Our own text of it; `moodle`, which is also said where nothing is, means tags where there are some. */
export function readMarked({ format, text }: MarkedText): ReadHtml {
  if (format === "html" || (format === "moodle" && looksLikeHtml(text))) return readHtml(text);
  const fence = /(?:^|\n)```([A-Za-z0-9+#.-]*)\n([\s\S]*?)\n```(?=\n|$)/.exec(text);
  if (!fence) return { text: oneParagraph(text), code: null, unshown: [] };
  const around = `${text.slice(0, fence.index)}\n${text.slice(fence.index + fence[0].length)}`;
  const language = fence[1] === "" ? null : (fence[1] ?? null);
  return { text: oneParagraph(around), code: { language, text: fence[2] as string }, unshown: [] };
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

/** A last paragraph that links the source, as we write it. */
const linked = /<p>\s*Source:\s*<a\s[^<>]*?\bhref="([^"<>]*)"[^<>]*>([^<]*)<\/a>\s*<\/p>\s*$/;
/** The same by hand: `Source: The Node.js documentation https://nodejs.org/`. */
const written = /^Source:\s+(\S.*?)\s+(https:\/\/\S+)$/;

/** Why the answer is right; and where that can be checked, if its end says so. */
export function readExplanation(feedback: MarkedText): ReadExplanation {
  const link = linked.exec(feedback.text);
  if (link) {
    const explanation = readMarked({ ...feedback, text: feedback.text.slice(0, link.index) }).text;
    const [url, title] = [withoutEntities(link[1] as string), withoutEntities(link[2] as string)];
    return { explanation: textOrNone(explanation), source: { title: textOrNone(title), url: url.trim() } };
  }
  const { text } = readMarked(feedback);
  const last = Math.max(text.lastIndexOf("Source: "), 0);
  const end = written.exec(text.slice(last));
  if (!end) return { explanation: textOrNone(text), source: undefined };
  const source = { title: end[1] as string, url: end[2] as string };
  return { explanation: textOrNone(text.slice(0, last)), source };
}
