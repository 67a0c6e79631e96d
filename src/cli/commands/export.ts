import { writeFile } from "node:fs/promises";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { ankiOf } from "../../content/exchange/anki-write.ts";
import { csvOf } from "../../content/exchange/csv-write.ts";
import { type ExportFormat, exportFormats, type ExportLimitation, exportLimitations } from "../../content/exchange/export-limitations.ts";
import { type ExportQuestion, exportQuestion } from "../../content/exchange/export-question.ts";
import { giftOf } from "../../content/exchange/gift-write.ts";
import { readBank } from "../../content/read-bank.ts";
import { faultText } from "../../content/yaml/fault.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { bankFolders } from "../open-bank.ts";
import { codeOf, Unusable } from "../program-file.ts";
import { topicOf } from "./import.ts";
import type { Told } from "./trace.ts";

export interface ExportOptions {
  readonly format?: string | undefined;
  readonly out?: string | undefined;
  readonly topic?: string | undefined;
}

/** Writes the questions for another program. */
export async function printExport(options: ExportOptions): Promise<void> {
  const { output, error, exitCode } = await exportQuestions(options, bankFolders());
  process.stdout.write(output);
  process.stderr.write(error);
  process.exitCode = exitCode;
}

/** The same as a value: 0 done, 1 it cannot be tried, 2 the bank in these folders has faults. */
export async function exportQuestions(options: ExportOptions, folders: readonly BankFolder[]): Promise<Told> {
  try {
    const format = formatOf(options.format);
    const topic = options.topic === undefined ? null : topicOf(options.topic);
    const read = await readBank(folders);
    if ("faults" in read)
      return { output: "", error: read.faults.map((one) => `${faultText(one)}\n`).join(""), exitCode: 2 };
    const isAsked = (one: { readonly topic: string }) => topic === null || one.topic === topic;
    const questions = read.bank.questions.filter(isAsked);
    const told = questions.map((one) => exportQuestion(wordsEn, one, read.objectives.get(one.id) ?? []));
    const templates = read.bank.templates.filter(isAsked).length;
    const losses = exportLimitations({ format, questions, told, templates }).map(limitationLine).join("");
    const text = textOf(format, told);
    if (options.out === undefined) return { output: text, error: losses, exitCode: 0 };
    await writeNew(options.out, text);
    const count = `${told.length} question${told.length === 1 ? "" : "s"}`;
    return { output: `${count} written to ${withoutControls(options.out)}.\n`, error: losses, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { output: "", error: `${error.message}\n`, exitCode: 1 };
  }
}

function formatOf(said: string | undefined): ExportFormat {
  const format = exportFormats.find((known) => known === said);
  if (format !== undefined) return format;
  const named = said === undefined ? "Say the format" : `--format knows no "${withoutControls(said)}"`;
  throw new Unusable(`${named}: --format gift, csv or anki.`);
}

function textOf(format: ExportFormat, told: readonly ExportQuestion[]): string {
  switch (format) {
    case "gift":
      return giftOf(told);
    case "csv":
      return csvOf(told);
    case "anki":
      return ankiOf(wordsEn, told);
  }
}

function limitationLine({ count, what: [one, many], instead }: ExportLimitation): string {
  return `left out: ${count} ${count === 1 ? one : many} (${instead})\n`;
}

async function writeNew(file: string, text: string): Promise<void> {
  const name = withoutControls(file);
  await writeFile(file, text, { flag: "wx" }).catch((error) => {
    const code = codeOf(error);
    if (code === "EEXIST") throw new Unusable(`There is a file ${name} already. Name another one, or delete it first.`);
    throw new Unusable(`The questions cannot be written to ${name} (${code}).`);
  });
}
