import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { systemClock } from "../clock/clock.ts";
import { compiledBankText, compiledFrom, confirmedBankText, hashOfFolders } from "../content/compiled-bank.ts";
import { openGenerationCache } from "../content/generation-cache.ts";
import { readBank } from "../content/read-bank.ts";
import { diagnosticText } from "../engine/review/diagnostic.ts";
import { openSandbox } from "../sandbox/program-analyzer.ts";
import { builtInFolder, compiledBankFile } from "./open-bank.ts";
import { analysisThread, inPackage } from "./package-root.ts";

// The last step of the build: computes the built-in questions and writes them next to the compiled program.

/** The folders whose code decides what the generator computes. */
const generatorFolders = ["random", "interpreter", "engine/question", "engine/generation"];

const cacheFolder = inPackage(".cache/generated");

async function compileBank(): Promise<void> {
  const readAt = systemClock.now();
  const sources = hashOfFolders([builtInFolder.path]);
  const program = hashOfSources(["."]);
  const last = compiledFrom(compiledBankFile);
  if (last?.sources === sources && last.program === program) {
    writeFileSync(compiledBankFile, confirmedBankText(compiledBankFile, readAt));
    return;
  }
  const sandbox = openSandbox({ thread: analysisThread, nodeLine: 20, threads: availableParallelism() });
  const progress = showProgress(process.stderr);
  const cache = openGenerationCache(cacheFolder, hashOfSources(generatorFolders), async (request) => {
    const result = await sandbox.generate(request);
    progress.step();
    return result;
  });
  try {
    const read = await readBank([builtInFolder], { generate: cache.generate });
    if ("diagnostics" in read) {
      process.stderr.write(read.diagnostics.map((one) => `${diagnosticText(one)}\n`).join(""));
      process.exitCode = 1;
      return;
    }
    writeFileSync(compiledBankFile, compiledBankText({ sources, program, readAt }, read.bank, [...read.objectives]));
  } finally {
    progress.end();
    cache.save();
    await sandbox.close();
  }
}

/** Says what takes so long, and on a terminal how far it is. Says nothing if the cache has every result. */
function showProgress(output: NodeJS.WriteStream): { step(): void; end(): void } {
  let computed = 0;
  return {
    step() {
      computed++;
      if (computed === 1)
        output.write("Computing the built-in questions. Later builds only compute what has changed.\n");
      if (output.isTTY) output.write(`\r${computed} programs and templates done`);
    },
    end() {
      if (computed > 0 && output.isTTY) output.write("\n");
    },
  };
}

function hashOfSources(folders: readonly string[]): string {
  return hashOfFolders(folders.map((folder) => inPackage(`src/${folder}`)));
}

void compileBank();
