import { type Bank, bankOf } from "../engine/bank/bank.ts";
import type { LearningObjective } from "../engine/bank/learning-objective.ts";
import type { Template } from "../engine/generation/template.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import type { Question } from "../engine/question/question.ts";
import type { Topic } from "../engine/question/topic.ts";
import { type BankFile, type BankFolder, findBankFiles, namesOf, readText } from "./bank-files.ts";
import type { BankContext, Parser } from "./question-files/bank-context.ts";
import type { FileName } from "./question-files/file-id.ts";
import {
  circleFaults,
  type MisconceptionParser,
  misconceptionParser,
  type PrerequisiteLinks,
} from "./question-files/misconception-file.ts";
import { questionParser } from "./question-files/question-file.ts";
import { type TemplateParser, templateParser } from "./question-files/template-file.ts";
import { byPlace, type Fault, fieldName, type Problem } from "./yaml/fault.ts";
import { at } from "./yaml/fields.ts";
import { readYaml, type YamlText } from "./yaml/yaml-text.ts";

/** What a file of the bank holds. */
type Holding = "question" | "misconception" | "template";

type Place = Pick<Fault, "file" | "line"> & { readonly level: BankFolder["level"] };

export type ReadBank =
  | {
      readonly bank: Bank;
      /** Which objectives each question and each template serves, for whoever asks what the bank covers. */
      readonly objectives: ReadonlyMap<string, readonly LearningObjective[]>;
      /** Where something of the bank is written; null where it is in no file. */
      readonly placeOf: (of: Holding, id: string, path: readonly PropertyKey[]) => Place | null;
    }
  | { readonly faults: readonly Fault[] };

/** Whose programs need not be run to be read: the built-in ones have been verified before they shipped. */
type Trust = "nothing" | "built-in";

/**
 * Reads every question and misconception, the built-in ones first. Whatever is wrong anywhere is told at once,
 * by file and line; then there is no bank.
 */
export async function readBank(folders: readonly BankFolder[], trust: Trust = "nothing"): Promise<ReadBank> {
  const found = await Promise.all(builtInFirst(folders).map(findBankFiles));
  const files = found.flatMap((each) => each.files);
  const topics = new Map<string, Topic>();
  const parsersOf = parsersFor(files, trust, (misconception) => topics.get(misconception) ?? null);
  const readAll = (some: readonly BankFile[]) => Promise.all(some.map((file) => readOne(file, parsersOf(file))));
  // Which beliefs a program question shows depends on their topics, so the catalogue comes first.
  const catalogue = await readAll(files.filter((file) => file.holds === "misconception"));
  for (const { id, topic } of catalogue.flatMap((each) => each.misconceptions)) topics.set(id, topic);
  const read = [...catalogue, ...(await readAll(files.filter((file) => file.holds !== "misconception")))];
  const faults = [
    ...found.flatMap((each) => each.faults),
    ...read.flatMap((each) => each.faults),
    ...circleFaults(read.flatMap((each) => each.links)),
  ].sort(byPlace);
  if (faults.length > 0) return { faults };
  const questions = read.flatMap((each) => each.questions);
  const misconceptions = read.flatMap((each) => each.misconceptions);
  const templates = read.flatMap((each) => each.templates);
  const places = new Map(read.map(({ written }) => [`${written.of} ${written.id}`, written]));
  return {
    placeOf: (of, id, path) => {
      const found = places.get(`${of} ${id}`);
      return found ? { file: found.file, level: found.level, line: found.lineOf(path) } : null;
    },
    bank: bankOf(
      questions.map(({ value }) => value),
      misconceptions,
      templates.map(({ value }) => value),
    ),
    objectives: new Map([...questions, ...templates].map(({ value, objectives }) => [value.id, objectives])),
  };
}

function builtInFirst(folders: readonly BankFolder[]): BankFolder[] {
  return [...folders].sort((a, b) => Number(a.level === "own") - Number(b.level === "own"));
}

interface Parsers {
  readonly question: Parser<Question>;
  readonly misconception: MisconceptionParser;
  readonly template: TemplateParser;
  readonly nameOf: (file: BankFile) => FileName;
}

/** A file's name is its id, so what other files hold is known before any is opened. */
function parsersFor(
  files: readonly BankFile[],
  trust: Trust,
  topicOf: BankContext["topicOf"],
): (file: BankFile) => Parsers {
  const holdsQuestion = ({ holds }: BankFile) => holds !== "misconception" && holds !== "template";
  const idOf = (file: BankFile) => `${holdsQuestion(file) ? "question" : file.holds} ${file.name}`;
  const firstWithId = new Map<string, BankFile>();
  for (const file of files) if (!firstWithId.has(idOf(file))) firstWithId.set(idOf(file), file);
  const nameOf = (file: BankFile): FileName => {
    const first = firstWithId.get(idOf(file));
    return { name: file.name, takenBy: first && first !== file ? first.shown : null };
  };
  const known = { misconceptions: namesOf(files, "misconception"), templates: namesOf(files, "template"), topicOf };
  const parsersAt = (level: BankFile["level"]): Parsers => {
    const context: BankContext = { level, trusted: level === trust, ...known };
    return {
      question: questionParser(context),
      misconception: misconceptionParser(context),
      template: templateParser(context),
      nameOf,
    };
  };
  const byLevel = { "built-in": parsersAt("built-in"), own: parsersAt("own") };
  return (file) => byLevel[file.level];
}

interface Written {
  readonly of: Holding;
  readonly id: string;
  readonly file: string;
  readonly level: BankFolder["level"];
  readonly lineOf: YamlText["lineOf"];
}

interface ReadFile {
  readonly written: Written;
  readonly faults: readonly Fault[];
  readonly questions: readonly { readonly value: Question; readonly objectives: readonly LearningObjective[] }[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly { readonly value: Template; readonly objectives: readonly LearningObjective[] }[];
  readonly links: readonly PrerequisiteLinks[];
}

async function readOne(file: BankFile, parsers: Parsers): Promise<ReadFile> {
  const { shown: name, level } = file;
  const of = file.holds === "misconception" || file.holds === "template" ? file.holds : "question";
  const written = { of, id: file.name, file: name, level, lineOf: () => 1 } as const;
  const unread: ReadFile = { written, faults: [], questions: [], misconceptions: [], templates: [], links: [] };
  const content = await readText(file);
  if ("fault" in content) return { ...unread, faults: [content.fault] };
  const yaml = readYaml(content.text);
  const yamlFaults = yaml.faults.map((fault) => ({ file: file.shown, ...fault }));
  if (yaml.value === null) return { ...unread, faults: yamlFaults };
  const nothing: ReadFile = { ...unread, written: { ...written, lineOf: yaml.lineOf } };
  const faultsOf = (problems: readonly Problem[]): Fault[] => [
    ...yamlFaults,
    ...problems.map(({ path, within, message }) => ({
      file: file.shown,
      line: yaml.lineOf(path, within),
      field: fieldName(path),
      message,
    })),
  ];
  if (file.holds === "misconception") {
    const links = [linksOf(file, yaml)];
    const parsed = parsers.misconception(yaml.value, parsers.nameOf(file));
    if ("problems" in parsed) return { ...nothing, links, faults: faultsOf(parsed.problems) };
    return { ...nothing, links, faults: yamlFaults, misconceptions: [parsed.value] };
  }
  if (file.holds === "template") {
    const parsed = parsers.template(yaml.value, parsers.nameOf(file));
    if ("problems" in parsed) return { ...nothing, faults: faultsOf(parsed.problems) };
    return { ...nothing, faults: yamlFaults, templates: [parsed] };
  }
  const parsed = parsers.question(yaml.value, file.holds, parsers.nameOf(file));
  if ("problems" in parsed) return { ...nothing, faults: faultsOf(parsed.problems) };
  return { ...nothing, faults: yamlFaults, questions: [parsed] };
}

/** Also of a file that has other faults, so that a circle is told together with them. */
function linksOf(file: BankFile, yaml: YamlText): PrerequisiteLinks {
  const named = at(yaml.value, "prerequisites");
  return {
    id: file.name,
    file: file.shown,
    line: yaml.lineOf(["prerequisites"]),
    prerequisites: Array.isArray(named) ? named.filter((each) => typeof each === "string").map((id) => id.trim()) : [],
  };
}
