import { resolve } from "node:path";
import { bankOfCompiled, compiledFrom, hashOfFolders, readCompiledBank } from "../src/content/compiled-bank.ts";
import { openGenerationCache } from "../src/content/generation-cache.ts";
import { type LoadedBank, readBank } from "../src/content/read-bank.ts";
import type { Bank } from "../src/engine/bank/bank.ts";
import { generated } from "../src/engine/generation/generate.ts";

let bank: Promise<Bank> | null = null;

/** The shipped bank, read once by each test file. */
export function shippedBank(): Promise<Bank> {
  bank ??= readShipped();
  return bank;
}

/** Uses the compiled bank if the last build had the same sources; otherwise computes it here. */
async function readShipped(): Promise<Bank> {
  const folder = resolve("quizzes");
  const file = resolve("dist/bank.json");
  const compiled = readCompiledBank(file, folder);
  if (compiled && compiledFrom(file)?.program === hashOfFolders([resolve("src")])) return bankOfCompiled(compiled);
  return (await readShippedFiles()).bank;
}

/** Reads the question files. What their programs decide comes from a cache, if the generator has not changed. */
export async function readShippedFiles(): Promise<LoadedBank> {
  const folder = resolve("quizzes");
  const sources = ["random", "interpreter", "engine/question", "engine/generation"];
  const generator = hashOfFolders(sources.map((source) => resolve("src", source)));
  const inThisThread = async (request: Parameters<typeof generated>[0]) => generated(request);
  const cache = openGenerationCache(resolve(".cache/generated"), generator, inThisThread);
  const read = await readBank([{ path: folder, level: "built-in" }], { generate: cache.generate });
  cache.save();
  if ("diagnostics" in read) throw new Error(`the bank has ${read.diagnostics.length} problems`);
  return read;
}
