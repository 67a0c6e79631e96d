import { expect, test } from "vitest";
import { readPackage, repositoryAddress } from "../../src/cli/package-root.ts";

test.each([
  ["https://example.org/ada/quiz", "https://example.org/ada/quiz"],
  ["https://example.org/ada/quiz.git", "https://example.org/ada/quiz"],
  ["git+https://example.org/ada/quiz.git", "https://example.org/ada/quiz"],
  ["git://example.org/ada/quiz.git", "https://example.org/ada/quiz"],
  ["git@example.org:ada/quiz.git", "https://example.org/ada/quiz"],
  ["git+ssh://git@example.org/ada/quiz.git", "https://example.org/ada/quiz"],
  ["github:ada/quiz", "https://github.com/ada/quiz"],
  ["ada/quiz", "https://github.com/ada/quiz"],
  ["file:../quiz", null],
  ["http://example.org/ada/quiz", null],
  ["", null],
])("the page of the repository %j is %j", (written, page) => {
  expect(repositoryAddress(written)).toBe(page);
});

test("package.json has a version", () => {
  expect(readPackage().version).toMatch(/^\d+\.\d+\.\d+/);
});
