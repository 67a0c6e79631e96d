import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openScreen, usualPrompt } from "../../../src/adapters/terminal/screen.ts";
import { propertyRuns } from "../../property-runs.ts";

const columns = 40;

/** As much of a terminal as is needed to see what is displayed where. */
function rendered(written: string): string[] {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  const type = (character: string) => {
    if (column === columns) {
      row++;
      column = 0;
    }
    rows[row] ??= [];
    for (let at = rows[row]?.length ?? 0; at < column; at++) rows[row]?.push(" ");
    rows[row]?.splice(column++, 1, character);
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters control a terminal
  for (const [, count, act, character] of written.matchAll(/\u001b\[(\d*)([A-Z])|([\s\S])/g)) {
    const steps = Number(count || 1);
    if (act === "A") row = Math.max(0, row - steps);
    else if (act === "B") row += steps;
    else if (act === "C") column += steps;
    else if (act === "D") column -= steps;
    else if (act === "G") column = steps - 1;
    else if (act === "J") {
      rows.length = row + 1;
      rows[row]?.splice(column);
    } else if (character === "\r") column = 0;
    else if (character === "\n") {
      // The system's terminal driver puts the carriage return before it.
      column = 0;
      rows[++row] ??= [];
    } else if (character !== undefined) type(character);
  }
  return Array.from(rows, (cells) => (cells ?? []).join("").trimEnd());
}

function openWindow(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { isTTY, columns, hasColors: () => false });
  let written = "";
  output.on("data", (text) => {
    written += text;
  });
  const screen = openScreen(input, output, async () => []);
  return { input, output, screen, written: () => written };
}

const settled = () => new Promise((later) => setImmediate(later));

test("a post appears whole above the line being typed, however long the line is and wherever the cursor is", async () => {
  const alphabet = "abcdefghijklmnopqrstuvwxyz".repeat(6);
  await fc.assert(
    fc.asyncProperty(fc.nat(150), fc.nat(150), async (length, back) => {
      const typed = alphabet.slice(0, length);
      const { input, screen, written } = openWindow(true);
      screen.prompt(usualPrompt);
      for (const letter of typed) input.write(letter);
      for (let step = 0; step < Math.min(back, typed.length); step++) input.write("\u001b[D");
      await settled();
      screen.print("\nThe daily question\n\nits last line\n");
      const rows = rendered(written());
      const filled = rows.filter((row) => row !== "");
      expect(filled.slice(0, 2)).toEqual(["The daily question", "its last line"]);
      expect(filled.slice(2).join("")).toBe(`${usualPrompt}${typed}`.trimEnd());
      screen.close();
    }),
    { numRuns: propertyRuns(60) },
  );
});

test("if the reader of the output has gone, the input ends and nothing is thrown", async () => {
  const { input, output, screen } = openWindow(false);
  const lines = screen.lines[Symbol.asyncIterator]();
  input.write("play\nhelp\n");
  expect(await lines.next()).toMatchObject({ value: "play" });
  output.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  await settled();
  screen.print("to nobody");
  expect(await lines.next()).toMatchObject({ done: true });
});
