import { Resvg } from "@resvg/resvg-js";
import { expect, test } from "vitest";
import { timelineSvg } from "../../src/cards/timeline/timeline-svg.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { pictureOf } from "../../src/pictures/picture.ts";
import { type SvgText, sizeOf, textsOf } from "../cards/timeline/svg-texts.ts";
import { timelineOfProgram, waitingPrograms } from "../cards/timeline/timelines.ts";

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** How light a pixel is, 0 to 255. */
  lightness(x: number, y: number): number;
}

/** The pixels of a PNG, decoded by the same library from the file's bytes. */
function pixelsOf({ png, width, height }: { png: Uint8Array; width: number; height: number }): Pixels {
  const data = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const image = `<image width="${width}" height="${height}" href="${data}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  const { pixels } = new Resvg(svg).render();
  const channel = (x: number, y: number, index: number) => pixels[4 * (y * width + x) + index] ?? 255;
  return { width, height, lightness: (x, y) => (channel(x, y, 0) + channel(x, y, 1) + channel(x, y, 2)) / 3 };
}

/** The pixels in the box of a text, two for each unit of the drawing. */
function within(pixels: Pixels, { left, right, top, bottom }: SvgText): number[] {
  const found: number[] = [];
  for (let y = Math.ceil(top * 2); y < bottom * 2; y++) {
    for (let x = Math.ceil(left * 2); x < right * 2; x++) found.push(pixels.lightness(x, y));
  }
  return found;
}

test.each(Object.entries(waitingPrograms))("each text of %s is drawn inside its box", async (_, source) => {
  const svg = timelineSvg(wordsEn, timelineOfProgram(source));
  const picture = await pictureOf(svg);
  const { width, height } = sizeOf(svg);
  expect([picture.width, picture.height]).toEqual([2 * width, 2 * height]);
  expect([...picture.png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  const pixels = pixelsOf(picture);
  const texts = textsOf(svg);
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) {
    const box = within(pixels, text);
    const isInk = (lightness: number) => (text.fill === "#ffffff" ? lightness > 200 : lightness < 130);
    const share = box.filter(isInk).length / box.length;
    expect(share, `ink of "${text.text}"`).toBeGreaterThan(0.03);
    expect(share, `ink of "${text.text}"`).toBeLessThan(0.75);
  }
});

test("if nothing waits, only the words that say so are drawn", async () => {
  const svg = timelineSvg(wordsEn, timelineOfProgram(waitingPrograms["nothing-waits"] ?? ""));
  const { width, height, lightness } = pixelsOf(await pictureOf(svg));
  const texts = textsOf(svg);
  expect(texts.map(({ text }) => text)).toEqual(["Who waits for what", "total 0 ms", "Nothing waits in this program."]);
  const isText = (x: number, y: number) =>
    texts.some((t) => x > t.left - 2 && x < t.right + 2 && y > t.top - 2 && y < t.bottom + 2);
  const strayed: string[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (lightness(x, y) < 250 && !isText(x / 2, y / 2)) strayed.push(`${x}/${y}`);
  }
  expect(strayed).toEqual([]);
});

test("text that is not SVG is an error, not an empty picture", async () => {
  await expect(pictureOf("<svg><text></svg>")).rejects.toThrow();
});
