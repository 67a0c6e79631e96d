import { describe, expect, test } from "vitest";
import { type ProgressDrawing, progressSvg } from "../../../src/cards/learner/progress-svg.ts";
import { pictureThemes } from "../../../src/cards/picture-theme.ts";
import { pictureOf } from "../../../src/pictures/picture.ts";
import { sizeOf, textsOf } from "../timeline/svg-texts.ts";

const drawing: ProgressDrawing = {
  title: "Your progress",
  topics: [
    { name: "Sync and async", right: 9, answered: 12, total: 53, text: "12 of 53 answered, 9 right" },
    { name: "The event loop", right: 0, answered: 0, total: 76, text: "0 of 76 answered, 0 right" },
    { name: "No questions", right: 0, answered: 0, total: 0, text: "0 of 0 answered, 0 right" },
  ],
  legend: { right: "right", answered: "answered" },
  calendar: { title: "The last five weeks", weeks: [{ label: "23 Nov", answered: [true, false] }] },
  facts: ["Streak: 2 days in a row.", `A very long fact ${"and more ".repeat(30)}`, "<b>7 points</b> so far."],
  description: "Sync and async: 12 of 53 answered, 9 right. Streak: 2 days in a row.",
};

describe.each(Object.entries(pictureThemes))("in the %s theme, the progress picture", (_, theme) => {
  const svg = progressSvg(drawing, theme);

  test("says everything as text, with its description, and escapes what is written on it", () => {
    const texts = textsOf(svg).map(({ text }) => text);
    for (const { name, text } of drawing.topics) expect(texts).toEqual(expect.arrayContaining([name, text]));
    expect(texts).toEqual(expect.arrayContaining(["right", "answered", "23 Nov", "Streak: 2 days in a row."]));
    expect(svg).toContain(`<desc>${drawing.description}</desc>`);
    expect(svg).not.toContain("<b>");
  });

  test("keeps every text and every bar inside", () => {
    const { width, height } = sizeOf(svg);
    for (const { left, right, bottom } of textsOf(svg)) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
      expect(bottom).toBeLessThanOrEqual(height);
    }
    for (const [, x, wide] of svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)) {
      expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width);
    }
  });

  test("can be drawn", async () => {
    const { png, width } = await pictureOf(svg);
    expect([...png.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
    expect(width).toBe(2 * sizeOf(svg).width);
  });
});
