import type { MisconceptionId } from "../engine/ids.ts";
import type { Misconception } from "../engine/misconception.ts";
import { topics } from "../engine/topic.ts";
import { fields, fileId, list, oneOf, paragraph, problemsOf, references, sourceFields } from "./fields.ts";
import { longest } from "./limits.ts";
import type { FileContext, Parsed } from "./question-file.ts";
import { statements } from "./statement.ts";

/** @param value what the YAML holds: texts, lists and maps */
export function parseMisconception(value: unknown, context: FileContext): Parsed<Misconception> {
  const read = misconceptionSchema(context).safeParse(value);
  if (!read.success) return { problems: problemsOf(read.error) };
  const { statements: answered, ...file } = read.data;
  const misconception: Misconception = {
    ...file,
    id: file.id as MisconceptionId,
    prerequisites: file.prerequisites as MisconceptionId[],
  };
  return { value: misconception, statements: answered ?? [] };
}

function misconceptionSchema({ fileName, level, takenBy, misconceptions }: FileContext) {
  const others = misconceptions.filter((id) => id !== fileName);
  const answered = references({
    known: statements,
    thing: "statement",
    say: "name the statements it answers, as [A2, A15], or write []",
    instead: "they are A1 to A21",
  });
  const settledFirst = references({
    known: others,
    thing: "other misconception",
    say: "name the misconceptions that should be settled first, or write []",
    instead: "use one that has a file, or write []",
  });
  return fields(
    {
      id: fileId(fileName, takenBy),
      belief: paragraph(longest.belief, "say the false belief in one sentence, as a learner would"),
      tempting: paragraph(longest.tempting, "say why one may well believe this"),
      truth: paragraph(longest.truth, "say what is true instead"),
      topic: oneOf(topics),
      prerequisites: settledFirst,
      sources: list(sourceFields(), "list at least one page that supports the truth, with title: and url:"),
      statements: level === "own" ? answered.exactOptional() : answered,
    },
    "write the fields id, belief, tempting, truth, topic, prerequisites, sources and statements",
  );
}
