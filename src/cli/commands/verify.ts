import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import { diagnosticText } from "../../engine/review/diagnostic.ts";
import type { GuessedPart } from "../../engine/review/guessing.ts";
import { integerIn, jsonOption, printResult } from "../command-line.ts";
import { bankFolders } from "../open-bank.ts";
import type { Verification } from "../verification.ts";

interface VerifyOptions {
  readonly json?: boolean;
  readonly seeds: number;
  readonly jobs: number;
}

/** Most programs spend most of their time waiting, so more can run than there are processors. */
const defaultJobs = 3 * availableParallelism();

/** Variants of each template that a guesser who knows nothing is shown. */
const guesses = 40;

export function verifyCommand(): Command {
  return new Command("verify")
    .description("check every question, and run every program on this Node")
    .addOption(jsonOption())
    .addOption(new Option("--seeds <count>", "variants of each template").argParser(integerIn(1, 9999)).default(5))
    .addOption(
      new Option("--jobs <count>", "processes at the same time").argParser(integerIn(1, 9999)).default(defaultJobs),
    )
    .action(async ({ json, seeds, jobs }: VerifyOptions) => {
      // The running bot never loads the oracle.
      const { verify } = await import("../verification.ts");
      const { readBank } = await import("../../content/read-bank.ts");
      const { progressBar } = await import("../../oracle/campaign.ts");
      const plan = {
        words: wordsEn,
        read: await readBank(bankFolders(), { variants: 1 }),
        seeds,
        guesses,
        jobs,
        proofs: "all",
      } as const;
      const verification = await verify({ ...plan, progress: progressBar });
      const output = json ? `${JSON.stringify(verification)}\n` : verificationText(verification);
      printResult({ output, error: "", exitCode: verification.diagnostics.length > 0 ? 1 : 0 });
    });
}

function verificationText(verification: Verification): string {
  const { questions, templates, misconceptions, programs, guessed, diagnostics } = verification;
  const lines = [...guessed.map(guessedText), ...diagnostics.map(diagnosticText)].map((line) => `${line}\n`).join("");
  const counts = `${questions} questions, ${templates} templates, ${misconceptions} misconceptions`;
  const outcome = diagnostics.length === 1 ? "1 problem" : `${diagnostics.length || "no"} problems`;
  return `${lines}${counts}; ${programs} programs run on Node: ${outcome}.\n`;
}

function guessedText({ part, questions, strategy, rate, unseenRate, chance, leastGain }: GuessedPart): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const best = `best strategy: ${strategy}, ${percent(rate)}; on unseen questions ${percent(unseenRate)}`;
  return `Guesser, ${questions} ${part}: ${best}; by chance ${percent(chance)}; gain at least ${percent(leastGain)}`;
}
