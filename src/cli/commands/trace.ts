import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Command, Option } from "commander";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { timelineOf } from "../../cards/timeline/timeline.ts";
import { timelineSvg } from "../../cards/timeline/timeline-svg.ts";
import { timelineDescription } from "../../cards/timeline/timeline-text.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import { type Analysis, analyse } from "../../interpreter/analysis/analyse.ts";
import { ProgramRefusal } from "../../interpreter/rules/program-refusal.ts";
import { type ModuleKind, moduleKinds } from "../../interpreter/rules/semantics.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { type CommandResult, fileError, jsonOption, printResult } from "../command-line.ts";
import { nodeLineOf } from "../config.ts";
import { analysisJson, analysisText, refusalJson, refusalText } from "../reports/trace-report.ts";

interface TraceOptions {
  readonly json?: boolean | undefined;
  readonly module?: ModuleKind | undefined;
  readonly picture?: string | undefined;
}

export function traceCommand(): Command {
  return new Command("trace")
    .description("show what a program prints, how long it takes, and what each misconception predicts")
    .argument("<file>", "a JavaScript file, or - for standard input")
    .addOption(jsonOption())
    .addOption(
      new Option("--module <kind>", "how Node loads the file (default: module for .mjs, else commonjs)").choices(
        moduleKinds,
      ),
    )
    .option("--picture <file.png>", "also draw the timeline to this file")
    .action(async (file: string, options: TraceOptions) => printResult(await trace(file, options, process.stdin)));
}

/**
 * @param input what to read for the file name `-`
 * @returns exit code 0, or 2 if the interpreter does not run the program
 * @throws OperatorError if a file cannot be read or written
 */
export async function trace(file: string, options: TraceOptions, input: NodeJS.ReadableStream): Promise<CommandResult> {
  const json = options.json === true;
  const source = await readProgram(file, input);
  try {
    const module = options.module ?? (file.endsWith(".mjs") ? "module" : "commonjs");
    const analysis = analyse(source, { module, nodeLine: nodeLineOf(process.versions.node) });
    const picture = options.picture === undefined ? "" : await writePicture(analysis, options.picture);
    const text = json ? analysisJson(analysis) : analysisText(wordsEn, analysis);
    // Standard output contains nothing but the JSON.
    const [more, error] = json ? ["", picture] : [picture, ""];
    return { output: `${text}\n${more === "" ? "" : `\n${more}`}`, error, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ProgramRefusal)) throw error;
    if (json) return { output: `${refusalJson(error)}\n`, error: "", exitCode: 2 };
    return { output: "", error: `${refusalText(file, error)}\n`, exitCode: 2 };
  }
}

async function readProgram(file: string, input: NodeJS.ReadableStream): Promise<string> {
  const read = file === "-" ? buffer(input) : readFile(file);
  const bytes = await read.catch((error) => {
    throw fileError("read", file, error);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const name = file === "-" ? "Standard input" : withoutControls(file);
    throw new OperatorError(`${name} is not UTF-8 text. Save it as UTF-8 and try again.`, { exitCode: 1 });
  }
}

/** Writes the timeline as a picture, and returns its description. */
async function writePicture(analysis: Analysis, file: string): Promise<string> {
  const timeline = timelineOf(wordsEn, analysis.trace);
  // Loaded only when needed, since it is large.
  const { pictureOf } = await import("../../pictures/picture.ts");
  const { png } = await pictureOf(timelineSvg(wordsEn, timeline));
  await writeFile(file, png).catch((error) => {
    throw fileError("write", file, error);
  });
  const description = timelineDescription(wordsEn, timeline);
  return `Wrote the picture to ${withoutControls(file)}. It shows:\n${description}\n`;
}
