import { writeFile } from "node:fs/promises";
import { timelineOf } from "../../cards/timeline/timeline.ts";
import { timelineSvg } from "../../cards/timeline/timeline-svg.ts";
import { timelineDescription } from "../../cards/timeline/timeline-text.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import { type Analysis, analyse } from "../../interpreter/analysis/analyse.ts";
import { ProgramRefusal } from "../../interpreter/rules/program-refused.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { codeOf, moduleKindOf, nodeLineOf, readProgram, Unusable } from "../program-file.ts";
import { analysisJson, analysisText, refusalJson, refusalText } from "../reports/trace-report.ts";

interface TraceOptions {
  readonly json?: boolean | undefined;
  readonly module?: string | undefined;
  readonly picture?: string | undefined;
}

/** What the command says and ends with: 0 done, 1 there is no program to read, 2 the program is refused. */
export interface Told {
  readonly output: string;
  readonly error: string;
  readonly exitCode: 0 | 1 | 2;
}

/** Tells what a program prints and why. */
export async function printTrace(file: string, options: TraceOptions): Promise<void> {
  const { output, error, exitCode } = await trace(file, options, process.stdin);
  process.stdout.write(output);
  process.stderr.write(error);
  process.exitCode = exitCode;
}

/** The same as a value; `input` is what a file called `-` stands for. */
export async function trace(file: string, options: TraceOptions, input: NodeJS.ReadableStream): Promise<Told> {
  const json = options.json === true;
  try {
    const module = moduleKindOf(file, options.module);
    const source = await readProgram(file, input);
    const analysis = analyse(source, { module, nodeLine: nodeLineOf(process.versions.node) });
    const picture = options.picture === undefined ? "" : await draw(analysis, options.picture);
    const text = json ? analysisJson(analysis) : analysisText(wordsEn, analysis);
    // JSON stays alone on its stream.
    const [besides, error] = json ? ["", picture] : [picture, ""];
    return { output: `${text}\n${besides === "" ? "" : `\n${besides}`}`, error, exitCode: 0 };
  } catch (error) {
    if (error instanceof Unusable) return { output: "", error: `${error.message}\n`, exitCode: 1 };
    if (!(error instanceof ProgramRefusal)) throw error;
    if (json) return { output: `${refusalJson(error)}\n`, error: "", exitCode: 2 };
    return { output: "", error: `${refusalText(file, error)}\n`, exitCode: 2 };
  }
}

/** Writes the timeline as a picture and tells what it shows. */
async function draw(analysis: Analysis, file: string): Promise<string> {
  const timeline = timelineOf(wordsEn, analysis.trace);
  // Only who wants a picture needs what draws it.
  const { pictureOf } = await import("../../pictures/picture.ts");
  const { png } = await pictureOf(timelineSvg(wordsEn, timeline));
  const name = withoutControls(file);
  await writeFile(file, png).catch((error) => {
    throw new Unusable(`The picture cannot be written to ${name} (${codeOf(error)}).`);
  });
  return `The picture is written to ${name}. It shows:\n${timelineDescription(wordsEn, timeline)}\n`;
}
