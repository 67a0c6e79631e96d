import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  bankOfCompiled,
  compiledBankText,
  compiledFrom,
  confirmedBankText,
  hashOfFolders,
  readCompiledBank,
} from "../../src/content/compiled-bank.ts";
import { openGenerationCache } from "../../src/content/generation-cache.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { type GenerationRequest, generated } from "../../src/engine/generation/generate.ts";
import { misconceptionId, questionId } from "../../src/engine/question/ids.ts";
import { sampleChooseAll, sampleProgram, sampleQuestion, sampleSteps } from "../engine/samples.ts";

const bank = bankOf(
  [
    sampleQuestion("words"),
    sampleProgram([["A"], ["B"], null]),
    sampleSteps(["one", "two"], [{ order: [1, 0], misconceptions: ["misconception-a"] }]),
    sampleChooseAll([
      { right: true, misconceptions: ["misconception-a"] },
      { right: false, misconceptions: [] },
    ]),
  ],
  [],
);

/** A folder with a question file, and the bank that was compiled from it. */
function compiled() {
  const folder = mkdtempSync(join(tmpdir(), "async-quiz-compiled-bank-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const quizzes = join(folder, "quizzes");
  mkdirSync(quizzes);
  writeFileSync(join(quizzes, "words.yaml"), "id: words\n");
  const file = join(folder, "bank.json");
  const from = { sources: hashOfFolders([quizzes]), program: "program", readAt: Date.now() };
  writeFileSync(file, compiledBankText(from, bank, [["words", ["A1"]]]));
  return { folder, quizzes, file, from };
}

test("a compiled bank is read back as it was", () => {
  const { file, quizzes, from } = compiled();
  const read = readCompiledBank(file, quizzes);
  expect(read?.objectives).toEqual([["words", ["A1"]]]);
  expect(read && bankOfCompiled(read).questions).toEqual(bank.questions);
  expect(compiledFrom(file)).toMatchObject(from);
});

test.each<[string, (made: ReturnType<typeof compiled>) => void]>([
  ["a question file was changed", ({ quizzes }) => writeFileSync(join(quizzes, "words.yaml"), "id: other\n")],
  ["a question file was added", ({ quizzes }) => writeFileSync(join(quizzes, "more.yaml"), "id: more\n")],
  ["a question file was removed", ({ quizzes }) => rmSync(join(quizzes, "words.yaml"))],
  ["the bank was damaged", ({ file }) => writeFileSync(file, readFileSync(file, "utf8").replace("right", "wrong"))],
  ["the file is cut off", ({ file }) => writeFileSync(file, readFileSync(file, "utf8").slice(0, 400))],
  ["there is none", ({ file }) => rmSync(file)],
])("a compiled bank is not used when %s", (_, change) => {
  const made = compiled();
  change(made);
  expect(readCompiledBank(made.file, made.quizzes)).toBeNull();
});

test("question files that nobody has touched since the build are not read again", () => {
  const { file, quizzes } = compiled();
  const later = Date.now() + 60_000;
  writeFileSync(file, confirmedBankText(file, later));
  // Only a file that is read shows this change.
  writeFileSync(join(quizzes, "words.yaml"), "id: other\n");
  expect(readCompiledBank(file, quizzes)).not.toBeNull();
  expect(compiledFrom(file)?.readAt).toBe(later);
});

test("question files with the same content are the same, even if they were written again", () => {
  const { file, quizzes } = compiled();
  writeFileSync(file, confirmedBankText(file, Date.now() - 60_000));
  writeFileSync(join(quizzes, "words.yaml"), readFileSync(join(quizzes, "words.yaml")));
  expect(readCompiledBank(file, quizzes)).not.toBeNull();
});

test("a question file is read again if it has changed but its time is older", () => {
  const { file, quizzes } = compiled();
  writeFileSync(join(quizzes, "words.yaml"), "id: other\n");
  utimesSync(join(quizzes, "words.yaml"), 1, 1);
  expect(readCompiledBank(file, quizzes)).toBeNull();
});

test("a compiled bank is still used when a note beside the questions changes", () => {
  const { file, quizzes } = compiled();
  writeFileSync(join(quizzes, "README.md"), "# Notes\n");
  expect(readCompiledBank(file, quizzes)).not.toBeNull();
});

test("a build reuses what an earlier build has computed, unless the request or the generator has changed", async () => {
  const { folder } = compiled();
  const request = (delay: number): GenerationRequest => ({
    type: "question",
    known: new Map([
      [misconceptionId("settimeout-is-sleep"), null],
      [misconceptionId("timeout-zero-runs-now"), null],
      [misconceptionId("timers-fire-in-code-order"), null],
    ]),
    stated: {
      kind: "output",
      id: questionId("two-timers"),
      topic: "event-loop",
      difficulty: 1,
      module: "commonjs",
      program: `setTimeout(() => console.log("a"), ${delay});\nsetTimeout(() => console.log("b"), 0);\nconsole.log("c");`,
      explanation: "So it is.",
      source: { title: "A page", url: "https://example.org/" },
      position: 0,
      idea: null,
      about: [],
    },
  });
  const computed: string[] = [];
  const generateWith = async (version: string, delay: number) => {
    const cache = openGenerationCache(folder, version, async (missing) => {
      computed.push(`${version} ${delay}`);
      return generated(missing);
    });
    const result = await cache.generate(request(delay));
    cache.save();
    return result;
  };
  const first = await generateWith("v1", 50);
  expect(first).toMatchObject({ type: "generated", questions: [{ right: { output: ["c", "b", "a"] } }] });
  expect(await generateWith("v1", 50)).toEqual(first);
  await generateWith("v1", 60);
  await generateWith("v2", 50);
  expect(computed).toEqual(["v1 50", "v1 60", "v2 50"]);
});
