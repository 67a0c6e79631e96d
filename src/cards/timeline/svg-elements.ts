/** Escaped for content and for attributes. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

type Attributes = Readonly<Record<string, string | number>>;

/** One element. Content that is a text is escaped; a list holds complete elements. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(short(value))}"`);
  const inside = typeof content === "string" ? escaped(content) : content.join("");
  return inside === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside}</${name}>`;
}

/** More than two decimals are finer than any screen. */
function short(value: string | number): string {
  return typeof value === "number" ? String(Number(value.toFixed(2))) : value.replaceAll(/(\.\d\d)\d+/g, "$1");
}

/** A line of text with its baseline at `y`. */
export function svgText(
  style: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly fill: string;
    readonly weight?: "bold";
    readonly anchor?: "middle" | "end";
  },
  text: string,
): string {
  const { x, y, size, fill, weight, anchor } = style;
  const fontAttributes = { ...(weight && { "font-weight": weight }), ...(anchor && { "text-anchor": anchor }) };
  return text === "" ? "" : element("text", { x, y, "font-size": size, fill, ...fontAttributes }, text);
}
