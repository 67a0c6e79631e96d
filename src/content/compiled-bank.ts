import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { type Bank, bankOf, type TemplateVariants } from "../engine/bank/bank.ts";
import type { ComputedQuestion } from "../engine/generation/computed-question.ts";
import { type LearningObjective, learningObjectives, topics } from "../engine/question/curriculum.ts";
import { misconceptionId, type QuestionId, questionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import type { Question } from "../engine/question/question.ts";
import { taskKinds, waitKinds } from "../interpreter/event-loop/job.ts";

/** The built-in bank as the build makes it: every question is complete, so that a start computes nothing. */
export interface CompiledBank {
  readonly questions: readonly Question[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly TemplateVariants[];
  /** The questions with which the topics begin. */
  readonly first: readonly QuestionId[];
  /** Which learning objectives each question and each template serves, by id. */
  readonly objectives: readonly (readonly [string, readonly LearningObjective[]])[];
}

const text = z.string();
const integer = z.int();
const misconceptions = z.array(text.transform(misconceptionId));
const choice = z.object({ text });
const refuted = { misconceptions, refutation: text };
const topic = z.enum(topics);
const difficulty = z.literal([1, 2, 3]);
const code = z.object({ language: text, text }).nullable();
const source = z.object({ title: text, url: text });
const module = z.enum(["commonjs", "module"]);

const task = z.object({ kind: z.enum(taskKinds), name: text.exactOptional() });
const queuedTask = z.object({ task, line: integer });
const race = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("callbacks"), first: queuedTask, second: queuedTask }),
  z.object({ kind: z.literal("clock"), reader: queuedTask.nullable() }),
]);
const timePart = z.object({
  what: z.enum(["wait", "worker", "calculation", "read"]),
  line: integer,
  milliseconds: integer,
});
const timeReason = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("overlap"),
    parts: z.tuple([timePart, timePart]),
    together: z.boolean(),
    areAllWaits: z.boolean(),
  }),
  z.object({ kind: z.literal("after"), part: timePart, after: timePart }),
  z.object({ kind: z.enum(["during", "ends-with"]), part: timePart }),
]);
const timeSum = z.object({ counted: z.array(timePart), reason: timeReason.nullable() });
const timeSpan = queuedTask.extend({ from: z.number(), until: z.number() });
const waitSpan = timeSpan.extend({ kind: z.enum(waitKinds), ran: z.number().nullable() });
const timedRun = z.object({ elapsedMs: z.number(), thread: z.array(timeSpan), waits: z.array(waitSpan) });
const misconceptionText = text.transform(misconceptionId);
const predicted = { misconceptions, pair: z.tuple([misconceptionText, misconceptionText]).nullable() };

const anyQuestion = {
  id: text.transform(questionId),
  topic,
  difficulty,
  explanation: text,
  source,
  position: integer,
  idea: text,
  about: misconceptions,
};
const written = (kind: "misconception" | "scenario") =>
  z.object({
    ...anyQuestion,
    kind: z.literal(kind),
    prompt: text,
    code,
    right: choice,
    wrong: z.array(z.object({ text, ...refuted })),
  });
const output = z.object({ output: z.array(text).nullable() });
const milliseconds = z.number();
const order = z.array(integer);
const stated = { module, program: text };

export const computedQuestion: z.ZodType<ComputedQuestion> = z.discriminatedUnion("kind", [
  z.object({
    ...anyQuestion,
    ...stated,
    kind: z.literal("output"),
    fails: z.boolean(),
    race: race.nullable(),
    right: output,
    wrong: z.array(output.extend(predicted)),
  }),
  z.object({
    ...anyQuestion,
    ...stated,
    kind: z.literal("timing"),
    right: z.object({ milliseconds }),
    wrong: z.array(z.object({ milliseconds, ...predicted, sums: z.array(timeSum.nullable()) })),
    parts: z.array(timePart),
    timeline: timedRun,
  }),
  z.object({
    ...anyQuestion,
    ...stated,
    kind: z.literal("ordering"),
    fails: z.boolean(),
    items: z.array(output),
    mistakes: z.array(z.object({ order, ...predicted })),
  }),
]);

const statedQuestion = z.discriminatedUnion("kind", [
  written("misconception"),
  written("scenario"),
  z.object({
    ...anyQuestion,
    kind: z.literal("choose-all"),
    prompt: text,
    code,
    options: z.array(z.object({ text, ...refuted, right: z.boolean() })),
  }),
  z.object({
    ...anyQuestion,
    kind: z.literal("ordering"),
    program: z.null(),
    prompt: text,
    items: z.array(choice),
    mistakes: z.array(z.object({ order, ...refuted })),
  }),
]);

const template = z.object({
  id: text,
  kind: z.enum(["output", "timing", "ordering"]),
  topic,
  difficulty,
  about: misconceptions,
  module,
  slots: z.array(z.tuple([text, z.array(text)])),
  mixed: z.array(text),
  program: text,
  explanation: text,
  source,
  position: integer,
});

const misconception = z.object({
  id: text.transform(misconceptionId),
  belief: text,
  tempting: text,
  truth: text,
  counterExample: z.object(stated).nullable(),
  topic,
  prerequisites: misconceptions,
  sources: z.array(source),
});

const objective = z.enum(learningObjectives);

const compiledBank: z.ZodType<CompiledBank> = z.object({
  questions: z.array(z.union([statedQuestion, computedQuestion])),
  misconceptions: z.array(misconception),
  templates: z.array(z.object({ template, variants: z.array(computedQuestion) })),
  first: z.array(text.transform(questionId)),
  objectives: z.array(z.tuple([text, z.array(objective)])),
});

/** The first line of the file; the bank is the second. */
const head = z.object({
  /** `hashOfFolders` of the question files that the build read. */
  sources: text,
  /** `hashOfFolders` of the program that computed the questions. */
  program: text,
  /** The digest of the bank's line. */
  digest: text,
});

export type CompiledFrom = Pick<z.infer<typeof head>, "sources" | "program">;

/** @throws z.ZodError if the bank would be different when it is read back */
export function compiledBankText(from: CompiledFrom, bank: Bank, objectives: CompiledBank["objectives"]): string {
  const { questions, misconceptions, curriculum, first } = bank;
  const templates = curriculum.flatMap((item) =>
    item.type === "template" ? [{ template: item.template, variants: item.variants }] : [],
  );
  const compiled: CompiledBank = { questions, misconceptions, templates, first, objectives };
  const body = asciiOf(JSON.stringify(compiled));
  compiledBank.parse(JSON.parse(body));
  return `${JSON.stringify({ ...from, digest: digestOf(body) } satisfies z.infer<typeof head>)}\n${body}\n`;
}

/** What a compiled bank was made from; null when there is none. */
export function compiledFrom(file: string): CompiledFrom | null {
  return existsSync(file) ? partsOf(readFileSync(file, "latin1")).head : null;
}

/**
 * Reads the compiled bank.
 * @returns null when there is none, when the question files have changed since the build, or when the file is damaged
 */
export function readCompiledBank(file: string, quizzesFolder: string): CompiledBank | null {
  if (!existsSync(file)) return null;
  const { head, body } = partsOf(readFileSync(file, "latin1"));
  if (head === null || head.sources !== hashOfFolders([quizzesFolder])) return null;
  // The build has read the same bytes by the schema, which takes five times as long as everything else here.
  return head.digest === digestOf(body) ? checkedByDigest.parse(JSON.parse(body)) : null;
}

/** JSON in ASCII. Node reads and parses it in half the time that any other text takes. */
function asciiOf(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const checkedByDigest = z.custom<CompiledBank>();

function partsOf(content: string): { readonly head: z.infer<typeof head> | null; readonly body: string } {
  const end = content.indexOf("\n");
  const read = end < 0 ? null : head.safeParse(JSON.parse(content.slice(0, end)));
  return { head: read?.data ?? null, body: content.slice(end + 1, -1) };
}

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("base64url");
}

export function bankOfCompiled({ questions, misconceptions, templates, first }: CompiledBank): Bank {
  return bankOf(questions, misconceptions, templates, first);
}

/** A digest of the names and contents of all question files or source files below some folders. */
export function hashOfFolders(folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter(({ name }) => /\.(yaml|ts)$/.test(name));
    for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
      const content = readFileSync(path);
      hash.update(`${relative(folder, path)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest("base64url");
}
