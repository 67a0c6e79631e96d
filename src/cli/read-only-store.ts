import { existsSync } from "node:fs";
import type { FirstAnswer } from "../engine/analytics/first-answers.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { openReadOnly, type ReadOnlyStore } from "../store/sqlite/open-read-only.ts";
import { type Config, readConfig } from "./config.ts";
import { openBank } from "./open-bank.ts";
import { inPackage } from "./package-root.ts";
import { Refused } from "./refused.ts";

/** Where questions and answers are. */
export type Sources = Pick<Config, "databaseUrl" | "quizzesFolder">;

/** Answers that are read at once. */
const pageSize = 5000;

/**
 * Where the environment says they are.
 * @throws Refused where it is not understood
 */
export function sourcesOfEnvironment(): Sources {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const read = readConfig(process.env, {});
  if (read.type === "faults") throw new Refused(read.faults);
  return read.config;
}

/**
 * Reads in the store, and closes it.
 * @throws OperatorError, Refused where there is nothing to read
 */
export async function withReadOnlyStore<Value>(
  { databaseUrl, quizzesFolder }: Sources,
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
