import type { z } from "zod";
import { type Topic, topics } from "../../engine/question/curriculum.ts";
import { type QuestionId, questionId } from "../../engine/question/ids.ts";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { type BankFile, readText } from "../bank-files.ts";
import { fields, issuesOf, references } from "../yaml/fields.ts";
import { readYaml } from "../yaml/yaml-text.ts";

/** With how many questions of its list a topic begins. */
const firstOfTopic = 8;

export interface FirstQuestions {
  /** Topic by topic, in the order in which a learner meets them. */
  readonly ids: readonly QuestionId[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads with which questions each topic begins. A question's id is its file's name, so no other file is opened. */
export async function readFirstQuestions(files: readonly BankFile[]): Promise<FirstQuestions> {
  const file = files.find(({ contents }) => contents === "first");
  if (file === undefined) return { ids: [], diagnostics: [] };
  const content = await readText(file);
  if ("diagnostic" in content) return { ids: [], diagnostics: [content.diagnostic] };
  const yaml = readYaml(content.text, file.shown);
  if (yaml.value === null) return { ids: [], diagnostics: yaml.diagnostics };
  const builtIn = files.filter(({ level }) => level === file.level);
  const read = schemaFor(builtIn).safeParse(yaml.value);
  if (!read.success) {
    return { ids: [], diagnostics: [...yaml.diagnostics, ...issuesOf(read.error).map(yaml.diagnosticOf)] };
  }
  return { ids: topics.flatMap((topic) => read.data[topic].map(questionId)), diagnostics: yaml.diagnostics };
}

function schemaFor(files: readonly BankFile[]) {
  const listOf = (topic: Topic) =>
    references({
      known: files.filter(({ contents }) => contents === topic).map(({ name }) => name),
      thing: `question of ${topic}`,
      advice: `list ${firstOfTopic} questions of this topic`,
      instead: "name a file in its folder",
    }).length(firstOfTopic, {
      error: ({ input }) => {
        const count = Array.isArray(input) ? input.length : 0;
        return `has ${count} questions; list ${firstOfTopic} of them`;
      },
    });
  const shape = {
    "sync-and-async": listOf("sync-and-async"),
    blocking: listOf("blocking"),
    "callbacks-promises-async-await": listOf("callbacks-promises-async-await"),
    "event-loop": listOf("event-loop"),
    "concurrency-and-parallelism": listOf("concurrency-and-parallelism"),
  } satisfies Record<Topic, z.ZodType>;
  return fields(shape, "write each topic with a list of its first questions");
}
