import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Generate, GenerationRequest } from "../engine/generation/generate.ts";
import { computedQuestion } from "./compiled-bank.ts";

/** Results of the generator from earlier builds, so that a build computes only what has changed. */
export interface GenerationCache {
  readonly generate: Generate;
  readonly save: () => void;
}

/** Results of older generators are kept for this many versions: switching back to a branch then computes nothing. */
const maxVersions = 4;

const cachedResults = z.record(z.string(), z.array(computedQuestion));

/**
 * @param version a hash of the generator's own source: another generator may compute something else
 * @param generate computes what the cache does not have
 */
export function openGenerationCache(folder: string, version: string, generate: Generate): GenerationCache {
  const file = join(folder, `generated-${version}.json`);
  const results = new Map(Object.entries(readCache(file)));
  let isChanged = false;
  return {
    generate: async (request) => {
      const key = keyOf(request);
      const questions = results.get(key);
      if (questions) return { type: "generated", questions };
      const result = await generate(request);
      if (result.type === "generated") {
        results.set(key, [...result.questions]);
        isChanged = true;
      }
      return result;
    },
    save: () => {
      if (!isChanged) return;
      mkdirSync(folder, { recursive: true });
      // Written under another name first, so that a build beside this one never reads half a file.
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(Object.fromEntries(results)));
      renameSync(draft, file);
      removeOldVersions(folder);
    },
  };
}

function keyOf(request: GenerationRequest): string {
  const parts = JSON.stringify(request, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  return createHash("sha256").update(parts).digest("base64url");
}

/** A cache that cannot be read is an empty one. */
function readCache(file: string): z.infer<typeof cachedResults> {
  try {
    return cachedResults.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}

function removeOldVersions(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => /^generated-.+\.json$/.test(name))
    .map((name) => join(folder, name));
  const newestFirst = files.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const file of newestFirst.slice(maxVersions)) rmSync(file, { force: true });
}
