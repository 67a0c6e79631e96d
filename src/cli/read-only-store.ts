import type { FirstAnswer } from "../engine/analytics/first-answers.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { openReadOnly, type ReadOnlyStore } from "../store/sqlite/open-read-only.ts";
import type { Config } from "./config.ts";
import { openBank } from "./open-bank.ts";
import { inPackage } from "./package-root.ts";

/** Where the questions and the answers are. */
export type BankAndStore = Pick<Config, "databaseUrl" | "quizzesFolder">;

/** The answers that are read at once. */
const pageSize = 5000;

/**
 * Opens the store for reading, and closes it afterwards.
 * @throws OperatorError if the questions or the store cannot be opened
 */
export async function withReadOnlyStore<Value>(
  { databaseUrl, quizzesFolder }: BankAndStore,
  read: (bank: Bank, store: ReadOnlyStore) => Promise<Value>,
): Promise<Value> {
  const store = await openReadOnly(databaseUrl, inPackage("migrations"));
  try {
    const { bank } = await openBank(quizzesFolder);
    return await read(bank, store);
  } finally {
    await store.close();
  }
}

export async function allFirstAnswers(store: ReadOnlyStore): Promise<readonly FirstAnswer[]> {
  const answers: FirstAnswer[] = [];
  let page = await store.answers.page(null, pageSize);
  while (page.length > 0) {
    for (const answer of page) answers.push(answer);
    page = page.length < pageSize ? [] : await store.answers.page(page.at(-1) ?? null, pageSize);
  }
  return answers;
}
