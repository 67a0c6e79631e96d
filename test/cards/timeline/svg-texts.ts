/** One text of a drawing and the box that its letters fill, in units of the drawing. */
export interface SvgText {
  readonly text: string;
  readonly fill: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The texts of a timeline's SVG. Every letter of DejaVu Sans Mono is 0.602 times as wide as the font is high. */
export function textsOf(svg: string): SvgText[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = "", escaped = ""]) => {
    const value = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
    const text = escaped.replaceAll(/&[#\w]+;/g, (entity) => ({ "&lt;": "<", "&gt;": ">" })[entity] ?? "&");
    const size = Number(value("font-size"));
    const width = [...text].length * size * 0.602;
    const shift = { start: 0, middle: 0.5, end: 1 }[value("text-anchor") || "start"] ?? 0;
    const left = Number(value("x")) - width * shift;
    const foot = Number(value("y"));
    return { text, fill: value("fill"), left, right: left + width, top: foot - size * 0.75, bottom: foot + size * 0.2 };
  });
}

export function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}
