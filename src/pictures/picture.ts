import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";

/** A picture in the PNG format. */
export interface Picture {
  readonly png: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels for each unit of the drawing. Two look sharp on common screens. */
const zoom = 2;

const require = createRequire(import.meta.url);
// TrueType files: the renderer silently draws no text with other formats.
const fontFiles = [
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf"),
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf"),
];

/**
 * Draws SVG text in another thread. Uses only the bundled font, so that it looks the same on every machine.
 * @throws {Error} if the text is not SVG
 */
export async function pictureOf(svg: string): Promise<Picture> {
  const rendered = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans Mono" },
    fitTo: { mode: "zoom", value: zoom },
  });
  return { png: rendered.asPng(), width: rendered.width, height: rendered.height };
}
