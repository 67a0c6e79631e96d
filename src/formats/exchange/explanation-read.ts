import { textOrNone } from "./draft.ts";
import { withoutEntities } from "./html-read.ts";
import { type MarkedText, readMarked } from "./marked-text.ts";

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
