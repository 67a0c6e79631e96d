import { basename, dirname, resolve } from "node:path";
import { Command, Option } from "commander";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import type { Card } from "../../cards/card.ts";
import { plainText } from "../../cards/plain-text.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { readBank } from "../../content/read-bank.ts";
import type { Bank } from "../../engine/bank/bank.ts";
import { variantId } from "../../engine/generation/template.ts";
import { questionId } from "../../engine/question/ids.ts";
import type { Question } from "../../engine/question/question.ts";
import { chatTexts } from "../chat-texts.ts";
import { bankError } from "../command-line.ts";
import { type ChatName, chatNames, inPackage } from "../config.ts";
import { cardsOfQuestion } from "../question-cards.ts";

/** The variants of a template that are shown. */
const shownVariants = 3;

export function previewCommand(): Command {
  return new Command("preview")
    .description("show a question file as each chat shows it, or its problems")
    .argument("<file>", "a file in a folder of questions")
    .addOption(new Option("--chat <name>", "only as this chat shows it").choices(chatNames))
    .action(async (file: string, { chat }: { readonly chat?: ChatName }) => {
      process.stdout.write(await previewOf(file, chat === undefined ? chatNames : [chat]));
    });
}

/** @throws OperatorError if the file has problems or contains no question */
export async function previewOf(file: string, chats: readonly ChatName[]): Promise<string> {
  const path = resolve(file);
  const read = await readBank(foldersOf(path));
  if ("diagnostics" in read) {
    const own = read.diagnostics.filter((one) => resolve(one.file) === path);
    throw bankError(own.length > 0 ? own : read.diagnostics);
  }
  const questions = questionsIn(read.bank, path);
  if (questions.length === 0) throw new OperatorError(`${file} has no problems, but contains no question to show.`);
  return questions.map((question) => shown(read.bank, question, chats)).join("\n");
}

/** The folder of the file, and the built-in questions. */
function foldersOf(path: string): readonly BankFolder[] {
  const shipped: BankFolder = { path: inPackage("quizzes"), level: "built-in" };
  const folder = dirname(dirname(path));
  return resolve(shipped.path) === folder ? [shipped] : [shipped, { path: folder, level: "own" }];
}

function questionsIn(bank: Bank, path: string): readonly Question[] {
  const id = basename(path, ".yaml");
  const isTemplate = basename(dirname(path)) === "templates";
  const ids = isTemplate
    ? Array.from({ length: shownVariants }, (_, index) => variantId(id, index + 1))
    : [questionId(id)];
  return ids.map(bank.question).filter((question) => question !== null);
}

function shown(bank: Bank, question: Question, chats: readonly ChatName[]): string {
  const cards = cardsOfQuestion(wordsEn, bank, question, question);
  const verdicts = cards.filter(({ moment, card }) => moment === "answered" && card.tone === "wrong");
  const asked = cards.find(({ moment }) => moment === "asked");
  const title = `${question.id} (${question.kind})`;
  return [
    `${title}\n${"=".repeat(title.length)}`,
    ...chats.map((chat) => `--- ${chat} ---\n${asked ? chatTexts[chat](wordsEn, asked.card).trim() : ""}`),
    "--- feedback for wrong answers ---",
    ...verdicts.map(({ card }) => verdictText(card)),
    "",
  ].join("\n\n");
}

/** The title and the feedback, without the choices before it and the explanation after it. */
function verdictText(card: Card): string {
  const from = card.blocks.findIndex(({ type }) => type === "choices") + 1;
  const last = card.blocks.findLastIndex(({ type }) => type === "heading");
  return plainText({ ...card, blocks: card.blocks.slice(from, last < from ? undefined : last) });
}
