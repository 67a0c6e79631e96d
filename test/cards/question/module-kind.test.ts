import { expect, test } from "vitest";
import { promptOf } from "../../../src/cards/question/question-words.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { programOf, type Question } from "../../../src/engine/question/question.ts";
import { isSameOutput, runProgram } from "../../../src/interpreter/analysis/run.ts";
import { parseProgram } from "../../../src/interpreter/compile/parse.ts";
import { ProgramRefusal } from "../../../src/interpreter/rules/program-refusal.ts";
import { moduleKinds } from "../../../src/interpreter/rules/semantics.ts";
import { shippedBank } from "../../shipped-bank.ts";

/**
 * Whether a program prints other lines as the other kind of file. False if it can be only one of them, as `require` and
 * `await` show.
 */
function dependsOnKind(question: Question): boolean {
  const stated = programOf(question);
  if (stated === null) return false;
  const [one, other] = moduleKinds.map((kind) => {
    try {
      return runProgram(parseProgram(stated.program, kind), { nodeLine: 20 });
    } catch (error) {
      if (error instanceof ProgramRefusal) return null;
      throw error;
    }
  });
  return Boolean(one && other && one.exitCode === other.exitCode && !isSameOutput(one.output, other.output));
}

test("a prompt says what kind of file a program is wherever that decides what is printed", {
  timeout: 600_000,
}, async () => {
  const bank = await shippedBank();
  const questions = bank.curriculum.flatMap((item) => (item.type === "question" ? [item.question] : item.variants));
  const depending = questions.filter(dependsOnKind);
  expect(depending.length).toBeGreaterThan(0);
  const silent = depending.filter((question) => !/CommonJS|ES module/.test(promptOf(wordsEn, question)));
  expect(silent.map(({ id }) => id)).toEqual([]);
});
