import { type Bank, bankOf, type TemplateVariants } from "../engine/bank/bank.ts";
import type { LearningObjective } from "../engine/bank/learning-objective.ts";
import { type Generate, type GenerationRequest, generated } from "../engine/generation/generate.ts";
import type { KnownMisconceptions } from "../engine/generation/generation-input.ts";
import type { Template } from "../engine/generation/template.ts";
import { type MisconceptionId, misconceptionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import type { Question } from "../engine/question/question.ts";
import type { Topic } from "../engine/question/topic.ts";
import { type BankFile, type BankFolder, findBankFiles, namesOf, readText } from "./bank-files.ts";
import type { CompiledBank } from "./compiled-bank.ts";
import type { BankContext, FileQuestion, Parser } from "./question-files/bank-context.ts";
import type { FileName } from "./question-files/file-id.ts";
import {
  circleFaults,
  type MisconceptionParser,
  misconceptionParser,
  type PrerequisiteLinks,
} from "./question-files/misconception-file.ts";
import { rejectedProgramProblem } from "./question-files/program-file.ts";
import { questionParser } from "./question-files/question-file.ts";
import { rejectedVariantMessage, type TemplateParser, templateParser } from "./question-files/template-file.ts";
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

/** How many variants of each template people are asked. */
const variantsOfTemplate = 20;

export interface ReadOptions {
  /** Where programs are run; by default in this thread. */
  readonly generate?: Generate;
  /** How many variants of each template to make; by default as many as people are asked. */
  readonly variants?: number;
  /** The built-in bank as the build made it. Its files are then not read again. */
  readonly compiled?: CompiledBank | null;
}

/**
 * Reads every question, misconception and template, the built-in ones first, and computes what their programs decide.
 * Anything wrong in any file is reported, by file and line; then there is no bank.
 */
export async function readBank(folders: readonly BankFolder[], options: ReadOptions = {}): Promise<ReadBank> {
  const { compiled = null, generate = async (request) => generated(request) } = options;
  const found = await Promise.all(builtInFirst(folders).map(findBankFiles));
  const files = found.flatMap((each) => each.files);
  const parsersOf = parsersFor(files);
  const isRead = (file: BankFile) => compiled === null || file.level === "own";
  const readAll = (some: readonly BankFile[]) =>
    Promise.all(some.filter(isRead).map((file) => readOne(file, parsersOf(file))));
  // Which misconceptions a program question probes depends on their topics, so these are read first.
  const catalogue = await readAll(files.filter((file) => file.holds === "misconception"));
  const known = new Map<MisconceptionId, Topic | null>();
  for (const name of namesOf(files, "misconception")) known.set(misconceptionId(name), null);
  for (const { id, topic } of [
    ...(compiled?.misconceptions ?? []),
    ...catalogue.flatMap((each) => each.misconceptions),
  ])
    known.set(id, topic);
  const stated = [...catalogue, ...(await readAll(files.filter((file) => file.holds !== "misconception")))];
  const plan = { generate, variants: options.variants ?? variantsOfTemplate, known };
  const read = await Promise.all(stated.map((file) => completed(file, plan)));
  const faults = [
    ...found.flatMap((each) => each.faults),
    ...read.flatMap((each) => each.faults),
    ...circleFaults(read.flatMap((each) => each.links)),
  ].sort(byPlace);
  return faults.length > 0 ? { faults } : bankRead(read, compiled);
}

function bankRead(read: readonly CompletedFile[], compiled: CompiledBank | null): ReadBank {
  const places = new Map(read.map(({ written }) => [`${written.of} ${written.id}`, written]));
  return {
    placeOf: (of, id, path) => {
      const found = places.get(`${of} ${id}`);
      return found ? { file: found.file, level: found.level, line: found.lineOf(path) } : null;
    },
    bank: bankOf(
      [...(compiled?.questions ?? []), ...read.flatMap((each) => each.complete)],
      [...(compiled?.misconceptions ?? []), ...read.flatMap((each) => each.misconceptions)],
      [...(compiled?.templates ?? []), ...read.flatMap((each) => each.variants)],
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
  const faults = [...file.faults];
  const complete: Question[] = [];
  const variants: TemplateVariants[] = [];
  const run = async (request: GenerationRequest): Promise<readonly Question[]> => {
    const result = await generate(request);
    if (result.type === "generated") return result.questions;
    const problem: Problem =
      result.type === "rejected"
        ? rejectedProgramProblem(result.reason)
        : { path: ["program"], message: rejectedVariantMessage(result) };
    faults.push(faultOf(file.written, problem));
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
  return { ...file, faults, complete, variants };
}

function faultOf({ file, lineOf }: Written, { path, within, message }: Problem): Fault {
  return { file, line: lineOf(path, within), field: fieldName(path), message };
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

/** A file's name is its id, so what other files hold is known before any is opened. */
function parsersFor(files: readonly BankFile[]): (file: BankFile) => Parsers {
  const holdsQuestion = ({ holds }: BankFile) => holds !== "misconception" && holds !== "template";
  const idOf = (file: BankFile) => `${holdsQuestion(file) ? "question" : file.holds} ${file.name}`;
  const firstWithId = new Map<string, BankFile>();
  for (const file of files) if (!firstWithId.has(idOf(file))) firstWithId.set(idOf(file), file);
  const nameOf = (file: BankFile): FileName => {
    const first = firstWithId.get(idOf(file));
    return { name: file.name, takenBy: first && first !== file ? first.shown : null };
  };
  const known = { misconceptions: namesOf(files, "misconception"), templates: namesOf(files, "template") };
  const parsersAt = (level: BankFile["level"]): Parsers => {
    const context: BankContext = { level, ...known };
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

/** What a file states. */
interface ReadFile {
  readonly written: Written;
  readonly faults: readonly Fault[];
  readonly questions: readonly FileQuestion[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly Template[];
  /** Of its question or template. */
  readonly objectives: readonly (readonly [string, readonly LearningObjective[]])[];
  readonly links: readonly PrerequisiteLinks[];
}

const nothingIn = { questions: [], misconceptions: [], templates: [], objectives: [], links: [] };

async function readOne(file: BankFile, parsers: Parsers): Promise<ReadFile> {
  const { shown: name, level } = file;
  const of = file.holds === "misconception" || file.holds === "template" ? file.holds : "question";
  const written = { of, id: file.name, file: name, level, lineOf: () => 1 } as const;
  const unread: ReadFile = { written, faults: [], ...nothingIn };
  const content = await readText(file);
  if ("fault" in content) return { ...unread, faults: [content.fault] };
  const yaml = readYaml(content.text);
  const yamlFaults = yaml.faults.map((fault) => ({ file: file.shown, ...fault }));
  if (yaml.value === null) return { ...unread, faults: yamlFaults };
  const nothing: ReadFile = { ...unread, written: { ...written, lineOf: yaml.lineOf } };
  const faultsOf = (problems: readonly Problem[]): Fault[] => [
    ...yamlFaults,
    ...problems.map((problem) => faultOf(nothing.written, problem)),
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
    const objectives = [[file.name, parsed.objectives]] as const;
    return { ...nothing, faults: yamlFaults, templates: [parsed.value], objectives };
  }
  const parsed = parsers.question(yaml.value, file.holds, parsers.nameOf(file));
  if ("problems" in parsed) return { ...nothing, faults: faultsOf(parsed.problems) };
  const objectives = [[file.name, parsed.objectives]] as const;
  return { ...nothing, faults: yamlFaults, questions: [parsed.value], objectives };
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
