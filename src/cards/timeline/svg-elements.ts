/** Text as it may stand between tags and in an attribute. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

type Attributes = Readonly<Record<string, string | number>>;

/** One element. A text as content is escaped; a list holds elements that are complete. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(short(value))}"`);
  const inside = typeof content === "string" ? escaped(content) : content.join("");
  return inside === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside}</${name}>`;
}

/** Two decimals are finer than any screen. */
function short(value: string | number): string {
  return typeof value === "number" ? String(Number(value.toFixed(2))) : value.replaceAll(/(\.\d\d)\d+/g, "$1");
}

/** A line of text with its foot at `y`. */
export function svgText(
  place: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly fill: string;
    readonly weight?: "bold";
    readonly anchor?: "middle" | "end";
  },
  text: string,
): string {
  const { x, y, size, fill, weight, anchor } = place;
  const look = { ...(weight && { "font-weight": weight }), ...(anchor && { "text-anchor": anchor }) };
  return text === "" ? "" : element("text", { x, y, "font-size": size, fill, ...look }, text);
}
