import { type Bank, bankOf, type TemplateVariants } from "../engine/bank/bank.ts";
import { type Generate, type GenerationRequest, generated } from "../engine/generation/generate.ts";
import type { KnownMisconceptions } from "../engine/generation/generation-input.ts";
import type { Template } from "../engine/generation/template.ts";
import { isTopic, type LearningObjective, type Topic } from "../engine/question/curriculum.ts";
import { type MisconceptionId, misconceptionId, type QuestionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import type { Question } from "../engine/question/question.ts";
import { byLocation, type Diagnostic, type Subject } from "../engine/review/diagnostic.ts";
import { type BankFile, type BankFolder, containsQuestion, findBankFiles, namesOf, readText } from "./bank-files.ts";
import type { CompiledBank } from "./compiled-bank.ts";
import type { FileName, Parsed, Parser } from "./question-files/file-parser.ts";
import { readFirstQuestions } from "./question-files/first-questions.ts";
import {
  cycleDiagnostics,
  type MisconceptionParser,
  misconceptionParser,
  type PrerequisiteLinks,
  prerequisiteLinks,
} from "./question-files/misconception-file.ts";
import { rejectedProgramIssue } from "./question-files/program-file.ts";
import type { BankContext } from "./question-files/question-fields.ts";
import { type FileQuestion, questionParser } from "./question-files/question-file.ts";
import { rejectedVariantMessage, type TemplateParser, templateParser } from "./question-files/template-file.ts";
import { type Issue, readYaml } from "./yaml/yaml-text.ts";

interface FileLocation {
  readonly file: string;
  readonly line: number;
  readonly level: BankFolder["level"];
}

/** A bank without any problem, or all the problems of its files. */
export type ReadBank = LoadedBank | { readonly diagnostics: readonly Diagnostic[] };

export interface LoadedBank {
  readonly bank: Bank;
  /** The learning objectives of each question and each template, by id. */
  readonly objectives: ReadonlyMap<string, readonly LearningObjective[]>;
  /** Where the bank defines something; null if no file that was read does. */
  readonly locate: (subject: Subject) => FileLocation | null;
}

/** How many variants of each template people are asked. */
const variantsOfTemplate = 20;

export interface ReadOptions {
  /** Runs the programs; by default in this thread. */
  readonly generate?: Generate;
  /** How many variants of each template to make; by default as many as people are asked. */
  readonly variants?: number;
  /** The built-in bank from the build. Its files are then not read again. */
  readonly compiled?: CompiledBank | null;
}

/**
 * Reads every question, template and misconception, and computes what their programs decide. A problem in any file
 * means that there is no bank.
 */
export async function readBank(folders: readonly BankFolder[], options: ReadOptions = {}): Promise<ReadBank> {
  const { compiled = null, generate = async (request) => generated(request) } = options;
  const found = await Promise.all(builtInFirst(folders).map(findBankFiles));
  const listed = found.flatMap((each) => each.files);
  const files = listed.filter(({ contents }) => contents !== "first");
  const parsersOf = parsersFor(files);
  const toRead = files.filter(({ level }) => compiled === null || level === "own");
  const first = compiled === null ? await readFirstQuestions(listed) : { ids: compiled.first, diagnostics: [] };
  const stated = await Promise.all(toRead.map((file) => readOne(file, parsersOf(file))));
  const misconceptions = [...(compiled?.misconceptions ?? []), ...stated.flatMap((file) => file.misconceptions)];
  const known = topicsOf(namesOf(files, "misconception"), misconceptions);
  const plan = { generate, variants: options.variants ?? variantsOfTemplate, known };
  const read = await Promise.all(stated.map((file) => completed(file, plan)));
  const diagnostics = [
    ...found.flatMap((each) => each.diagnostics),
    ...first.diagnostics,
    ...read.flatMap((each) => each.diagnostics),
    ...cycleDiagnostics(read.flatMap((each) => each.links)),
  ];
  return diagnostics.length > 0 ? { diagnostics: diagnostics.sort(byLocation) } : loadedBank(read, first.ids, compiled);
}

/** The topics of all misconceptions that have a file. The topic is null if the file has problems. */
function topicsOf(names: readonly string[], misconceptions: readonly Misconception[]): KnownMisconceptions {
  return new Map<MisconceptionId, Topic | null>([
    ...names.map((name) => [misconceptionId(name), null] as const),
    ...misconceptions.map(({ id, topic }) => [id, topic] as const),
  ]);
}

function loadedBank(
  read: readonly CompletedFile[],
  first: readonly QuestionId[],
  compiled: CompiledBank | null,
): LoadedBank {
  const files = new Map(read.map((file) => [`${file.of} ${file.id}`, file]));
  return {
    locate: ({ of, id, path = [] }) => {
      const file = files.get(`${of} ${id}`);
      if (!file) return null;
      const { line } = file.diagnosticOf({ path, message: "" });
      return { file: file.file, level: file.level, line };
    },
    bank: bankOf(
      [...(compiled?.questions ?? []), ...read.flatMap((each) => each.complete)],
      [...(compiled?.misconceptions ?? []), ...read.flatMap((each) => each.misconceptions)],
      [...(compiled?.templates ?? []), ...read.flatMap((each) => each.variants)],
      first,
    ),
    objectives: new Map([...(compiled?.objectives ?? []), ...read.flatMap((each) => each.objectives)]),
  };
}

interface CompletedFile extends ReadFile {
  readonly complete: readonly Question[];
  readonly variants: readonly TemplateVariants[];
}

/** Computes what the programs of a file decide. */
async function completed(
  file: ReadFile,
  { generate, variants: count, known }: { generate: Generate; variants: number; known: KnownMisconceptions },
): Promise<CompletedFile> {
  const diagnostics = [...file.diagnostics];
  const complete: Question[] = [];
  const variants: TemplateVariants[] = [];
  const run = async (request: GenerationRequest): Promise<readonly Question[]> => {
    const result = await generate(request);
    if (result.type === "generated") return result.questions;
    const issue: Issue =
      result.type === "rejected"
        ? rejectedProgramIssue(result.reason)
        : { path: ["program"], message: rejectedVariantMessage(result) };
    diagnostics.push(file.diagnosticOf(issue));
    return [];
  };
  for (const { type, question } of file.questions) {
    complete.push(...(type === "complete" ? [question] : await run({ type: "question", stated: question, known })));
  }
  for (const template of file.templates) {
    variants.push({ template, variants: await run({ type: "variants", template, count, known }) });
  }
  for (const { id: misconception, counterExample: example } of file.misconceptions) {
    if (example !== null) await run({ type: "counter-example", misconception, example });
  }
  return { ...file, diagnostics, complete, variants };
}

function builtInFirst(folders: readonly BankFolder[]): BankFolder[] {
  return [...folders].sort((a, b) => Number(a.level === "own") - Number(b.level === "own"));
}

interface Parsers {
  readonly question: Parser<FileQuestion>;
  readonly misconception: MisconceptionParser;
  readonly template: TemplateParser;
  readonly nameOf: (file: BankFile) => FileName;
}

/** The name of a file is its id, so the ids of all files are known before any is opened. */
function parsersFor(files: readonly BankFile[]): (file: BankFile) => Parsers {
  const key = (file: BankFile) => `${subjectKind(file)} ${file.name}`;
  const firstWithId = new Map<string, BankFile>();
  for (const file of files) if (!firstWithId.has(key(file))) firstWithId.set(key(file), file);
  const nameOf = (file: BankFile): FileName => {
    const first = firstWithId.get(key(file));
    return { name: file.name, takenBy: first && first !== file ? first.shown : null };
  };
  const misconceptions = namesOf(files, "misconception").map(misconceptionId);
  const templates = namesOf(files, "template");
  const parsersAt = (level: BankFile["level"]): Parsers => {
    const context: BankContext = { level, misconceptions, templates };
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
  if (containsQuestion(file)) return "question";
  return file.contents === "template" ? "template" : "misconception";
}

/** What one file states. */
interface ReadFile {
  readonly of: Subject["of"];
  readonly id: string;
  readonly file: string;
  readonly level: BankFolder["level"];
  readonly diagnosticOf: (issue: Issue) => Diagnostic;
  readonly diagnostics: readonly Diagnostic[];
  readonly questions: readonly FileQuestion[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly Template[];
  /** Of its question or template. */
  readonly objectives: readonly (readonly [string, readonly LearningObjective[]])[];
  readonly links: readonly PrerequisiteLinks[];
}

const nothingIn = { questions: [], misconceptions: [], templates: [], objectives: [], links: [] };

async function readOne(file: BankFile, parsers: Parsers): Promise<ReadFile> {
  const { shown, level, contents, name } = file;
  const content = await readText(file);
  const yaml = readYaml("text" in content ? content.text : "", shown);
  const { diagnosticOf } = yaml;
  const read = { of: subjectKind(file), id: name, file: shown, level, diagnosticOf, ...nothingIn };
  if ("diagnostic" in content) return { ...read, diagnostics: [content.diagnostic] };
  if (yaml.value === null) return { ...read, diagnostics: yaml.diagnostics };
  const diagnosticsIn = (parsed: Parsed<unknown>): readonly Diagnostic[] => [
    ...yaml.diagnostics,
    ...("issues" in parsed ? parsed.issues.map(diagnosticOf) : []),
  ];
  if (isTopic(contents)) {
    const parsed = parsers.question(yaml.value, contents, parsers.nameOf(file));
    if ("issues" in parsed) return { ...read, diagnostics: diagnosticsIn(parsed) };
    return {
      ...read,
      diagnostics: diagnosticsIn(parsed),
      questions: [parsed.value],
      objectives: [[name, parsed.objectives]],
    };
  }
  if (contents === "template") {
    const parsed = parsers.template(yaml.value, parsers.nameOf(file));
    if ("issues" in parsed) return { ...read, diagnostics: diagnosticsIn(parsed) };
    return {
      ...read,
      diagnostics: diagnosticsIn(parsed),
      templates: [parsed.value],
      objectives: [[name, parsed.objectives]],
    };
  }
  const parsed = parsers.misconception(yaml.value, parsers.nameOf(file));
  const links = [prerequisiteLinks(name, yaml)];
  return {
    ...read,
    links,
    diagnostics: diagnosticsIn(parsed),
    misconceptions: "value" in parsed ? [parsed.value] : [],
  };
}
