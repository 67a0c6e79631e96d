/** Letters that turn or hide other letters have no place in a text that stands beside other texts. */
const disguising = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text that shows as it is: it formats, links, mentions and pings nothing. Discord reads a backslash before any
 * punctuation mark as "this mark itself".
 */
export function escaped(text: string): string {
  return harmless(text)
    .replaceAll(/[\\`*_~|<>[\]@]/g, "\\$&")
    .replaceAll(/:(?=\S)/g, "\\:")
    .replaceAll(/^(\s*)([#+-])/gm, "$1\\$2")
    .replaceAll(/^(\s*\d+)([.)])/gm, "$1\\$2");
}

/** Code within a line. Backticks inside it are held apart, so that none of them ends it. */
export function codeSpan(text: string): string {
  const inside = heldApart(harmless(text).replaceAll(/\s+/g, " "));
  if (inside.trim() === "") return "";
  return inside.includes("`") ? `\`\` ${inside} \`\`` : `\`${inside}\``;
}

/** A code block; nothing where there is no code. */
export function codeBlock(language: string, text: string): string {
  const named = /^[A-Za-z0-9+#-]{1,20}$/.test(language) ? language : "";
  if (text.trim() === "") return "";
  return `\`\`\`${named}\n${heldApart(text.trimEnd())}\n\`\`\``;
}

/** Between two backticks stands a character without width. */
function heldApart(text: string): string {
  return text.replaceAll(/`(?=`)/g, "`\u200b");
}

/** A link under a label; the label alone where the address is none for a browser. */
export function link(label: string, url: string): string {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return escaped(label);
  const address = target.href.replaceAll("(", "%28").replaceAll(")", "%29");
  return `[${escaped(label)}](${address})`;
}

function harmless(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(disguising, (found) => (found === "\n" ? "\n" : " "));
}
