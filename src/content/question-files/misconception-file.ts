import { learningObjectives } from "../../engine/bank/learning-objective.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import { topics } from "../../engine/question/topic.ts";
import type { Fault, Problem } from "../yaml/fault.ts";
import {
  at,
  checkedElsewhere,
  fields,
  list,
  oneOf,
  paragraph,
  problemsOf,
  references,
  sourceFields,
  verbatim,
} from "../yaml/fields.ts";
import { longest } from "../yaml/limits.ts";
import type { BankContext, Parsed } from "./bank-context.ts";
import { type FileName, idProblems } from "./file-id.ts";
import { codeComplaint } from "./question-fields.ts";

/** Takes what the YAML of a misconception holds: texts, lists and maps. */
export type MisconceptionParser = (value: unknown, file: FileName) => Parsed<Misconception>;

export function misconceptionParser(context: BankContext): MisconceptionParser {
  const schema = misconceptionSchema(context);
  return (value, file) => {
    const read = schema.safeParse(value);
    const problems = [
      ...idProblems(value, file),
      ...(read.success ? [] : problemsOf(read.error)),
      ...selfProblems(value, file),
    ];
    if (!read.success || problems.length > 0) return { problems };
    const { objectives: answered, program, module = "commonjs", ...misconception } = read.data;
    const stated = program === undefined ? null : { program, module };
    const ids = {
      id: misconception.id as MisconceptionId,
      prerequisites: misconception.prerequisites as MisconceptionId[],
    };
    return { value: { ...misconception, ...ids, counterExample: stated }, objectives: answered ?? [] };
  };
}

export function misconceptionSchema({ level, misconceptions }: BankContext) {
  const answered = references({
    known: learningObjectives,
    thing: "learning objective",
    say: "name the learning objectives it answers, as [A2, A15], or write []",
    instead: "they are A1 to A21",
  });
  const settledFirst = references({
    known: misconceptions,
    thing: "misconception",
    say: "name the misconceptions that should be settled first, or write []",
    instead: "use one that has a file, or write []",
  });
  return fields(
    {
      id: checkedElsewhere,
      belief: paragraph(longest.belief, "say the false belief in one sentence, as a learner would"),
      tempting: paragraph(longest.tempting, "say why one may well believe this"),
      truth: paragraph(longest.truth, "say what is true instead"),
      program: verbatim("write a program that proves it wrong below program: |", codeComplaint).exactOptional(),
      module: oneOf(["commonjs", "module"]).exactOptional(),
      topic: oneOf(topics),
      prerequisites: settledFirst,
      sources: list(sourceFields(), "list at least one page that supports the truth, with title: and url:"),
      objectives: level === "own" ? answered.exactOptional() : answered,
    },
    "write the fields id, belief, tempting, truth, topic, prerequisites, sources and objectives",
  );
}

function selfProblems(value: unknown, { name }: FileName): Problem[] {
  const named = at(value, "prerequisites");
  const place = Array.isArray(named) ? named.findIndex((id) => typeof id === "string" && id.trim() === name) : -1;
  return place < 0 ? [] : [{ path: ["prerequisites", place], message: "refers to this file itself; remove it" }];
}

/** What one file of the catalogue wants to be settled first. */
export interface PrerequisiteLinks {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly prerequisites: readonly string[];
}

/** A fault for each way in which the prerequisites lead back to where they began, at the file that closes it. */
export function circleFaults(catalogue: readonly PrerequisiteLinks[]): Fault[] {
  const linksById = new Map(catalogue.map((links) => [links.id, links]));
  const settled = new Set<string>();
  const faults: Fault[] = [];
  const follow = (links: PrerequisiteLinks, way: readonly string[]) => {
    if (settled.has(links.id)) return;
    const here = [...way, links.id];
    for (const id of links.prerequisites) {
      const next = linksById.get(id);
      if (!next || next === links) continue;
      if (here.includes(id)) faults.push(circleFault(links, [...here.slice(here.indexOf(id)), id]));
      else follow(next, here);
    }
    settled.add(links.id);
  };
  for (const links of catalogue) follow(links, []);
  return faults;
}

function circleFault({ file, line }: PrerequisiteLinks, circle: readonly string[]): Fault {
  const message = `form a cycle: ${circle.join(" -> ")}; remove one of these links`;
  return { file, line, field: "prerequisites", message };
}
