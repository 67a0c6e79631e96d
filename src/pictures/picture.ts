import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";

/** A picture as a file's content. */
export interface Picture {
  readonly png: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Two pixels for each unit of the drawing: sharp on the screens that people have. */
const zoom = 2;

const require = createRequire(import.meta.url);
// From the package, in TrueType: with any other format no text is drawn, and nothing is said.
const fontFiles = [
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf"),
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf"),
];

/**
 * Draws SVG text, off the calling thread, with the shipped font alone, so that it looks the same on every machine.
 * @throws {Error} where the text is no SVG
 */
export async function pictureOf(svg: string): Promise<Picture> {
  const drawn = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans Mono" },
    fitTo: { mode: "zoom", value: zoom },
  });
  return { png: drawn.asPng(), width: drawn.width, height: drawn.height };
}
