import { draftFiles, type ImportDefaults } from "../../../src/content/exchange/draft-files.ts";
import type { ReadExchange } from "../../../src/content/exchange/question-draft.ts";
import { type FileQuestion, questionParser } from "../../../src/content/question-files/question-file.ts";
import { readYaml } from "../../../src/content/yaml/yaml-text.ts";
import { computedQuestion } from "../../../src/engine/generation/computed-question.ts";
import type { KnownMisconceptions } from "../../../src/engine/generation/generation-input.ts";
import type { Topic } from "../../../src/engine/question/curriculum.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import type { Question } from "../../../src/engine/question/question.ts";

const noDefaults: ImportDefaults = {
  topic: null,
  difficulty: "2",
  sourceTitle: null,
  sourceUrl: null,
  explanation: null,
  refutation: null,
};

interface ImportedQuestion {
  readonly question: Question;
  readonly objectives: readonly string[];
}

/**
 * Writes the imported questions as our files and reads them again. Throws if any of them has a problem.
 * @param topics the misconceptions that have a file, with their topics
 */
export function importedQuestions(
  read: ReadExchange,
  topics: ReadonlyMap<string, Topic>,
  templates: readonly string[] = [],
): readonly ImportedQuestion[] {
  const { files, diagnostics } = draftFiles("x", read.drafts, noDefaults);
  const known = new Map([...topics].map(([id, topic]) => [misconceptionId(id), topic]));
  const parse = questionParser({
    level: "own",
    misconceptions: [...known.keys()],
    templates,
  });
  const report = [...read.diagnostics, ...diagnostics].map(({ line, message }) => `${line} ${message}`);
  const imported = files.flatMap(({ id, topic, yaml }) => {
    const { value, diagnostics } = readYaml(yaml, id);
    const parsed = parse(value, topic, { name: id, takenBy: null });
    report.push(...diagnostics.map(({ message }) => `${id} ${message}`));
    if ("value" in parsed) return [{ question: completed(parsed.value, known), objectives: parsed.objectives }];
    report.push(...parsed.issues.map(({ path, message }) => `${id} ${path.join(".")} ${message}`));
    return [];
  });
  if (report.length > 0) throw new Error(report.join("\n"));
  return imported;
}

function completed(file: FileQuestion, known: KnownMisconceptions): Question {
  if (file.type === "complete") return file.question;
  const question = computedQuestion(file.question, known);
  if ("type" in question) throw new Error(`${file.question.id} makes no question: ${question.type}`);
  return question;
}
