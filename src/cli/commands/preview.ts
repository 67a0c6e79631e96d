import { basename, dirname, resolve } from "node:path";
import type { Card } from "../../cards/card.ts";
import { plainText } from "../../cards/plain-text.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { faultText } from "../../content/yaml/fault.ts";
import { type Bank, isQuestion } from "../../engine/bank/bank.ts";
import { questionId } from "../../engine/question/ids.ts";
import type { Question } from "../../engine/question/question.ts";
import { type ChatName, chatNames } from "../config.ts";
import { builtInFolder, readQuestionFiles } from "../open-bank.ts";
import { Refused } from "../refused.ts";
import { chatTexts } from "../reports/chat-limit-faults.ts";
import { cardsOfQuestion } from "../reports/question-cards.ts";

interface PreviewOptions {
  readonly chat?: string | undefined;
}

/** Of a template so many questions are shown. */
const draws = 3;

/**
 * Shows a question as each chat will show it, and what each wrong answer is told.
 * @throws Refused where the file has faults
 */
export async function printPreview(file: string, options: PreviewOptions): Promise<void> {
  process.stdout.write(await previewOf(file, chatsOf(options.chat)));
}

function chatsOf(chat: string | undefined): readonly ChatName[] {
  if (chat === undefined) return chatNames;
  const found = chatNames.find((one) => one === chat);
  if (found === undefined)
    throw new Refused([`--chat knows no ${JSON.stringify(chat)}: it is one of ${chatNames.join(", ")}.`]);
  return [found];
}

/** The same as a text. */
export async function previewOf(file: string, chats: readonly ChatName[]): Promise<string> {
  const path = resolve(file);
  const read = await readQuestionFiles(foldersOf(path), { variants: draws });
  if ("faults" in read) {
    const own = read.faults.filter((fault) => resolve(fault.file) === path);
    throw new Refused((own.length > 0 ? own : read.faults).map(faultText));
  }
  const { bank } = read;
  const questions = questionsIn(bank, path);
  if (questions.length === 0) throw new Refused([`${file} reads without a fault, and holds no question to look at.`]);
  return questions.map((question) => shown(bank, question, chats)).join("\n");
}

/** The folder of the file, and the questions that ship beside it. */
function foldersOf(path: string): readonly BankFolder[] {
  const folder = dirname(dirname(path));
  return resolve(builtInFolder.path) === folder ? [builtInFolder] : [builtInFolder, { path: folder, level: "own" }];
}

function questionsIn(bank: Bank, path: string): readonly Question[] {
  const id = basename(path, ".yaml");
  if (basename(dirname(path)) !== "templates") {
    const question = bank.question(questionId(id));
    return isQuestion(question) ? [question] : [];
  }
  return bank.curriculum.flatMap((item) =>
    item.type === "template" && item.template.id === id ? item.variants.slice(0, draws) : [],
  );
}

function shown(bank: Bank, question: Question, chats: readonly ChatName[]): string {
  const cards = cardsOfQuestion(wordsEn, bank, question, question);
  const presentation = cards.find(({ name }) => name.endsWith("asked (new)"));
  const verdicts = cards.filter(({ name, card }) => name.includes(" answered ") && card.tone === "wrong");
  const title = `${question.id} (${question.kind})`;
  return [
    `${title}\n${"=".repeat(title.length)}`,
    ...chats.map(
      (chat) => `--- ${chat} ---\n${presentation ? chatTexts[chat](wordsEn, presentation.card).trim() : ""}`,
    ),
    "--- what a wrong answer is told ---",
    ...verdicts.map(({ card }) => verdictText(card)),
    "",
  ].join("\n\n");
}

/** The title, and what stands between the choices and why the right answer is right. */
function verdictText(card: Card): string {
  const from = card.blocks.findIndex(({ type }) => type === "choices") + 1;
  const last = card.blocks.findLastIndex(({ type }) => type === "heading");
  return plainText({ ...card, blocks: card.blocks.slice(from, last < from ? undefined : last) });
}
