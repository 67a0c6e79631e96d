import { expect, test } from "vitest";
import { firstControl, onOneLine, replaceControls, withoutControls } from "../../src/text/control-characters.ts";

const unshowable = ["\u001b", "\u0007", "\r", "\u009b", "\u2028", "\u202e", "\u0000", "\ud83d", "\ufffe"] as const;

test.each(unshowable)("%j is not shown, on one line or several", (control) => {
  expect(withoutControls(`a${control}b\nc`)).toBe("a\ufffdb\nc");
  expect(replaceControls(`a${control}b\nc`, " ")).toBe("a b\nc");
  expect(onOneLine(`a${control}b\nc`, " ")).toBe("a b c");
  expect(onOneLine(`a${control}b`)).toBe("a\ufffdb");
  expect(firstControl(`a\n${control}`)).toBe(`U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
});

test("visible characters stay as they are", () => {
  const shown = "Größe ☕ 👩‍👩‍👧‍👦 עברית\n`code`";
  expect(withoutControls(shown)).toBe(shown);
  expect(firstControl(shown)).toBeNull();
});
