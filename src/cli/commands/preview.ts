import { basename, dirname, resolve } from "node:path";
import { Command, Option } from "commander";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { plainText } from "../../cards/plain-text.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { type Bank, isQuestion } from "../../engine/bank/bank.ts";
import { questionId } from "../../engine/question/ids.ts";
import type { Question } from "../../engine/question/question.ts";
import { chatTexts } from "../chat-texts.ts";
import { bankError } from "../command-line.ts";
import { type ChatName, chatNames } from "../config.ts";
import { builtInFolder, readQuestionFiles } from "../open-bank.ts";
import { cardsOfQuestion } from "../question-cards.ts";

/** How many variants of a template to show. */
const shownVariants = 3;

export function previewCommand(): Command {
  return new Command("preview")
    .description("show a question file the way each chat shows it, or list its problems")
    .argument("<file>", "a question file in its folder of questions")
    .addOption(new Option("--chat <name>", "only as this chat shows it").choices(chatNames))
    .action(async (file: string, { chat }: { readonly chat?: ChatName }) => {
      process.stdout.write(await previewOf(file, chat === undefined ? chatNames : [chat]));
    });
}

/** @throws OperatorError if the file has problems or contains no question */
export async function previewOf(file: string, chats: readonly ChatName[]): Promise<string> {
  const path = resolve(file);
  const read = await readQuestionFiles(foldersOf(path), { variants: shownVariants });
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
    item.type === "template" && item.template.id === id ? item.variants.slice(0, shownVariants) : [],
  );
}

function shown(bank: Bank, question: Question, chats: readonly ChatName[]): string {
  const cards = cardsOfQuestion(wordsEn, bank, question, question);
  const verdicts = cards.filter(({ moment, card }) => moment === "answered" && card.tone === "wrong");
  const presented = cards.find(({ moment }) => moment === "presented");
  const title = `${question.id} (${question.kind})`;
  return [
    `${title}\n${"=".repeat(title.length)}`,
    ...chats.map((chat) => `--- ${chat} ---\n${presented ? chatTexts[chat](wordsEn, presented.card).trim() : ""}`),
    "--- feedback for wrong answers ---",
    ...verdicts.map(({ card }) => plainText(card)),
    "",
  ].join("\n\n");
}
