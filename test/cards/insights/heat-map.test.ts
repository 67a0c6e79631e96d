import { expect, test } from "vitest";
import { type HeatMap, heatMapSvg, heatMapThemes } from "../../../src/cards/insights/heat-map.ts";
import { insightsCard } from "../../../src/cards/insights/insights-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { pictureOf } from "../../../src/pictures/picture.ts";
import { sizeOf, textsOf } from "../timeline/svg-texts.ts";
import { sampleView } from "./sample-insights.ts";

function heatMap(changes: Partial<HeatMap> = {}): HeatMap {
  const block = insightsCard(wordsEn, sampleView()).blocks.find(({ type }) => type === "picture");
  if (block?.type !== "picture") throw new Error("no picture");
  return { ...block.heatMap, ...changes };
}

const long = "A belief of many words that does not fit into one line, nor into two, and hardly into three lines";
const themes = Object.entries(heatMapThemes);

test.each(themes)("in the %s theme, each cell shows its value as text", (_, theme) => {
  const drawn = textsOf(heatMapSvg(heatMap(), theme)).map(({ text }) => text);
  for (const { cells } of heatMap().rows) {
    expect(drawn).toEqual(expect.arrayContaining(cells.map(({ text }) => text)));
  }
  expect(drawn).toContain("<5: fewer than 5 people");
});

test("those who can't see it get the same in words", () => {
  expect(heatMap().description).toContain(
    "“⟨I believe misconception-a.⟩” week of 19 Oct: fewer than 5 people, week of 26 Oct: 80 %, week of 2 Nov: 60 %, " +
      "week of 9 Nov: fewer than 5 people, week of 16 Nov: 100 %, week of 23 Nov: 20 %.",
  );
  expect(heatMapSvg(heatMap(), heatMapThemes.light)).toContain("<desc>Heat map, one row for each misconception.");
});

test.each(themes)("in the %s theme, every text has enough contrast", (_, { paper, text, faint, shades }) => {
  const pairs = [...shades.map((shade) => [shade.fill, shade.text]), [paper, text], [paper, faint]];
  for (const [ground = "", ink = ""] of pairs) {
    expect(contrastOf(ground, ink), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});

/** As WCAG 2.2 defines it. */
function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each([
  ["as usual", heatMap()],
  ["with long labels", heatMap({ rows: heatMap().rows.map((row) => ({ ...row, label: `${long} ${long}` })) })],
  ["with a word that never ends", heatMap({ rows: heatMap().rows.map((row) => ({ ...row, label: "x".repeat(500) })) })],
  ["without rows", heatMap({ rows: [] })],
  ["of one week", heatMap({ columns: ["23 Nov"], rows: [{ label: long, cells: [{ text: "0 %", percent: 0 }] }] })],
])("%s, all texts fit into the picture and do not touch", async (_, map) => {
  const svg = heatMapSvg(map, heatMapThemes.light);
  const { width, height } = sizeOf(svg);
  const texts = textsOf(svg);
  for (const { text, left, right, top, bottom } of texts) {
    expect([left >= 0, right <= width, top >= 0, bottom <= height], text).toEqual([true, true, true, true]);
    const touching = texts.filter(
      (other) =>
        other.text !== text && other.left < right && left < other.right && other.top < bottom && top < other.bottom,
    );
    expect(
      touching.map((other) => other.text),
      `touches ${text}`,
    ).toEqual([]);
  }
  const picture = await pictureOf(svg);
  expect([picture.width, picture.height]).toEqual([2 * width, 2 * height]);
});
