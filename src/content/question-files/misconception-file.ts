import { learningObjectives, topics } from "../../engine/question/curriculum.ts";
import { misconceptionId } from "../../engine/question/ids.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import {
  at,
  checkedElsewhere,
  fields,
  list,
  longest,
  oneOf,
  paragraph,
  references,
  sourceFields,
  verbatim,
} from "../yaml/fields.ts";
import type { Issue, YamlText } from "../yaml/yaml-text.ts";
import { type FileName, type Parsed, parseFile } from "./file-parser.ts";
import { type BankContext, codeMessage, moduleField } from "./question-fields.ts";

/** Parses the YAML value of a misconception. */
export type MisconceptionParser = (value: unknown, file: FileName) => Parsed<Misconception>;

export function misconceptionParser(context: BankContext): MisconceptionParser {
  const schema = misconceptionSchema(context);
  return (value, file) =>
    parseFile({ value, file, schema }, selfReferences(value, file), (read) => {
      const { objectives = [], program, module = "commonjs", ...misconception } = read;
      const id = misconceptionId(file.name);
      const counterExample = program === undefined ? null : { program, module };
      return { value: { ...misconception, id, counterExample }, objectives };
    });
}

export function misconceptionSchema({ level, misconceptions }: BankContext) {
  const answered = references({
    known: learningObjectives,
    thing: "learning objective",
    advice: "name the learning objectives it answers, as [A2, A15], or write []",
    instead: "they are A1 to A21",
  });
  const settledFirst = references({
    known: misconceptions,
    thing: "misconception",
    advice: "name the misconceptions that should be corrected first, or write []",
    instead: "use one that has a file, or write []",
  });
  return fields(
    {
      id: checkedElsewhere,
      belief: paragraph(longest.belief, "say the misconception in one sentence, as a learner would"),
      tempting: paragraph(longest.tempting, "say why people believe this"),
      truth: paragraph(longest.truth, "say what is true instead"),
      program: verbatim("write a program that proves it wrong below program: |", codeMessage).exactOptional(),
      module: moduleField(),
      topic: oneOf(topics),
      prerequisites: settledFirst,
      sources: list(sourceFields(), "list at least one page that supports the truth, with title: and url:"),
      objectives: level === "own" ? answered.exactOptional() : answered,
    },
    "write the fields id, belief, tempting, truth, topic, prerequisites, sources and objectives",
  );
}

function selfReferences(value: unknown, { name }: FileName): Issue[] {
  const index = prerequisitesIn(value).indexOf(name);
  return index < 0 ? [] : [{ path: ["prerequisites", index], message: "refers to this file itself; remove it" }];
}

function prerequisitesIn(value: unknown): readonly string[] {
  const named = at(value, "prerequisites");
  return Array.isArray(named) ? named.map((id) => (typeof id === "string" ? id.trim() : "")) : [];
}

/** The prerequisites that one misconception file names. */
export interface PrerequisiteLinks {
  readonly id: string;
  readonly prerequisites: readonly string[];
  readonly diagnosticOf: (issue: Issue) => Diagnostic;
}

/** Also of a file with other problems, so that a cycle is reported together with them. */
export function prerequisiteLinks(id: string, { value, diagnosticOf }: YamlText): PrerequisiteLinks {
  return { id, prerequisites: prerequisitesIn(value), diagnosticOf };
}

/** One diagnostic for each cycle of prerequisites, at the file that closes it. */
export function cycleDiagnostics(catalogue: readonly PrerequisiteLinks[]): Diagnostic[] {
  const linksById = new Map(catalogue.map((links) => [links.id, links]));
  const visited = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const follow = (links: PrerequisiteLinks, way: readonly string[]) => {
    if (visited.has(links.id)) return;
    const here = [...way, links.id];
    for (const id of links.prerequisites) {
      const next = linksById.get(id);
      if (!next || next === links) continue;
      if (!here.includes(id)) follow(next, here);
      else {
        const cycle = [...here.slice(here.indexOf(id)), id].join(" -> ");
        const message = `form a cycle: ${cycle}; remove one of these links`;
        diagnostics.push(links.diagnosticOf({ path: ["prerequisites"], message }));
      }
    }
    visited.add(links.id);
  };
  for (const links of catalogue) follow(links, []);
  return diagnostics;
}
