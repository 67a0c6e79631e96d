import { type Bank, bankOf } from "../engine/bank/bank.ts";
import type { LearningObjective } from "../engine/bank/learning-objective.ts";
import type { Template } from "../engine/generation/template.ts";
import { misconceptionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import type { Question } from "../engine/question/question.ts";
import { isTopic, type Topic } from "../engine/question/topic.ts";
import { byLocation, type Diagnostic, type Subject } from "../engine/review/diagnostic.ts";
import { type BankFile, type BankFolder, findBankFiles, holdsQuestion, namesOf, readText } from "./bank-files.ts";
import type { FileName, Parsed, Parser } from "./question-files/file-parser.ts";
import {
  cycleDiagnostics,
  type MisconceptionParser,
  misconceptionParser,
  type PrerequisiteLinks,
  prerequisiteLinks,
} from "./question-files/misconception-file.ts";
import type { BankContext } from "./question-files/question-fields.ts";
import { questionParser } from "./question-files/question-file.ts";
import { type TemplateParser, templateParser } from "./question-files/template-file.ts";
import { readYaml, type YamlText } from "./yaml/yaml-text.ts";

interface FileLocation {
  readonly file: string;
  readonly line: number;
  readonly level: BankFolder["level"];
}

/** A bank without any problem, or all the problems of its files. */
export type ReadBank = WholeBank | { readonly diagnostics: readonly Diagnostic[] };

export interface WholeBank {
  readonly bank: Bank;
  /** The learning objectives of each question and each template, by id. */
  readonly objectives: ReadonlyMap<string, readonly LearningObjective[]>;
  /** Where the bank defines something; null if no file does. */
  readonly locate: (subject: Subject) => FileLocation | null;
}

/** The level of files whose programs have been verified, and need not be run to read them. */
type Trust = "nothing" | "built-in";

/** Reads every question, template and misconception. Any problem in any file means that there is no bank. */
export async function readBank(folders: readonly BankFolder[], trust: Trust = "nothing"): Promise<ReadBank> {
  const found = await Promise.all(builtInFirst(folders).map(findBankFiles));
  const files = found.flatMap((each) => each.files);
  const topics = new Map<string, Topic>();
  const parsersOf = parsersFor(files, trust, (misconception) => topics.get(misconception) ?? null);
  const readAll = (some: readonly BankFile[]) => Promise.all(some.map((file) => readOne(file, parsersOf(file))));
  // The choices of a program question depend on the topics of misconceptions, so the catalogue comes first.
  const catalogue = await readAll(files.filter((file) => file.holds === "misconception"));
  for (const { id, topic } of catalogue.flatMap((each) => each.misconceptions)) topics.set(id, topic);
  const read = [...catalogue, ...(await readAll(files.filter((file) => file.holds !== "misconception")))];
  const diagnostics = [
    ...found.flatMap((each) => each.diagnostics),
    ...read.flatMap((each) => each.diagnostics),
    ...cycleDiagnostics(read.flatMap((each) => each.links)),
  ];
  return diagnostics.length > 0 ? { diagnostics: diagnostics.sort(byLocation) } : wholeBank(read);
}

function wholeBank(read: readonly ReadFile[]): WholeBank {
  const questions = read.flatMap((each) => each.questions);
  const templates = read.flatMap((each) => each.templates);
  const misconceptions = read.flatMap((each) => each.misconceptions);
  const sources = new Map(read.map(({ source }) => [`${source.of} ${source.id}`, source]));
  return {
    locate: ({ of, id, path = [] }) => {
      const source = sources.get(`${of} ${id}`);
      return source ? { file: source.file, level: source.level, line: source.lineOf(path) } : null;
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

/** The name of a file is its id, so the ids of all files are known before any is opened. */
function parsersFor(
  files: readonly BankFile[],
  trust: Trust,
  topicOf: BankContext["topicOf"],
): (file: BankFile) => Parsers {
  const key = (file: BankFile) => `${subjectKind(file)} ${file.name}`;
  const firstWithId = new Map<string, BankFile>();
  for (const file of files) if (!firstWithId.has(key(file))) firstWithId.set(key(file), file);
  const nameOf = (file: BankFile): FileName => {
    const first = firstWithId.get(key(file));
    return { name: file.name, takenBy: first && first !== file ? first.shown : null };
  };
  const misconceptions = namesOf(files, "misconception").map(misconceptionId);
  const parsersAt = (level: BankFile["level"]): Parsers => {
    const templates = namesOf(files, "template");
    const context: BankContext = { level, trusted: level === trust, misconceptions, templates, topicOf };
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

function subjectKind(file: BankFile): Subject["of"] {
  if (holdsQuestion(file)) return "question";
  return file.holds === "template" ? "template" : "misconception";
}

interface WithObjectives<Value> {
  readonly value: Value;
  readonly objectives: readonly LearningObjective[];
}

interface ReadFile {
  readonly source: Subject & {
    readonly file: string;
    readonly level: BankFolder["level"];
    readonly lineOf: YamlText["lineOf"];
  };
  readonly diagnostics: readonly Diagnostic[];
  readonly questions: readonly WithObjectives<Question>[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly WithObjectives<Template>[];
  readonly links: readonly PrerequisiteLinks[];
}

async function readOne(file: BankFile, parsers: Parsers): Promise<ReadFile> {
  const { shown, level, holds, name } = file;
  const source = { of: subjectKind(file), id: name, file: shown, level, lineOf: () => 1 };
  const nothing: ReadFile = { source, diagnostics: [], questions: [], misconceptions: [], templates: [], links: [] };
  const content = await readText(file);
  if ("diagnostic" in content) return { ...nothing, diagnostics: [content.diagnostic] };
  const yaml = readYaml(content.text, shown);
  if (yaml.value === null) return { ...nothing, diagnostics: yaml.diagnostics };
  const read = { ...nothing, source: { ...source, lineOf: yaml.lineOf } };
  const problems = (parsed: Parsed<unknown>): readonly Diagnostic[] => [
    ...yaml.diagnostics,
    ...("issues" in parsed ? parsed.issues.map(yaml.diagnosticOf) : []),
  ];
  if (isTopic(holds)) {
    const parsed = parsers.question(yaml.value, holds, parsers.nameOf(file));
    return { ...read, diagnostics: problems(parsed), questions: "value" in parsed ? [parsed] : [] };
  }
  if (holds === "template") {
    const parsed = parsers.template(yaml.value, parsers.nameOf(file));
    return { ...read, diagnostics: problems(parsed), templates: "value" in parsed ? [parsed] : [] };
  }
  const parsed = parsers.misconception(yaml.value, parsers.nameOf(file));
  const links = [prerequisiteLinks(name, yaml)];
  return { ...read, links, diagnostics: problems(parsed), misconceptions: "value" in parsed ? [parsed.value] : [] };
}
