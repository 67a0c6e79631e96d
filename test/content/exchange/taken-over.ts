import type { ReadExchange } from "../../../src/content/exchange/draft.ts";
import { type Defaults, questionFiles } from "../../../src/content/exchange/question-files.ts";
import type { FileQuestion } from "../../../src/content/question-files/bank-context.ts";
import { questionParser } from "../../../src/content/question-files/question-file.ts";
import { readYaml } from "../../../src/content/yaml/yaml-text.ts";
import { computedQuestion } from "../../../src/engine/generation/computed-question.ts";
import type { KnownMisconceptions } from "../../../src/engine/generation/generation-input.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import type { Question } from "../../../src/engine/question/question.ts";
import type { Topic } from "../../../src/engine/question/topic.ts";

const noDefaults: Defaults = {
  topic: null,
  difficulty: "2",
  sourceTitle: null,
  sourceUrl: null,
  explanation: null,
  refutation: null,
};

interface TakenOver {
  readonly question: Question;
  readonly objectives: readonly string[];
}

/**
 * The questions that were read, after they were written as our files and read again; a fault anywhere is thrown.
 * @param beliefs those that have a file, with their topics
 */
export function takenOver(
  read: ReadExchange,
  beliefs: ReadonlyMap<string, Topic>,
  templates: readonly string[] = [],
): readonly TakenOver[] {
  const { files, faults } = questionFiles(read.drafts, noDefaults);
  const known = new Map([...beliefs].map(([id, topic]) => [misconceptionId(id), topic]));
  const parse = questionParser({
    level: "own",
    misconceptions: [...beliefs.keys()],
    templates,
  });
  const said = [...read.faults, ...faults].map(({ line, message }) => `${line} ${message}`);
  const taken = files.flatMap(({ id, topic, yaml }) => {
    const { value, faults } = readYaml(yaml);
    const parsed = parse(value, topic, { name: id, takenBy: null });
    said.push(...faults.map(({ message }) => `${id} ${message}`));
    if ("value" in parsed) return [{ question: completed(parsed.value, known), objectives: parsed.objectives }];
    said.push(...parsed.problems.map(({ path, message }) => `${id} ${path.join(".")} ${message}`));
    return [];
  });
  if (said.length > 0) throw new Error(said.join("\n"));
  return taken;
}

function completed(file: FileQuestion, known: KnownMisconceptions): Question {
  if (file.type === "complete") return file.question;
  const question = computedQuestion(file.question, known);
  if ("type" in question) throw new Error(`${file.question.id} makes no question: ${question.type}`);
  return question;
}
