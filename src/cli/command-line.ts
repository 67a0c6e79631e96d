import { InvalidArgumentError, Option } from "commander";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { topics } from "../engine/question/curriculum.ts";
import { type Diagnostic, diagnosticText } from "../engine/review/diagnostic.ts";
import { withoutControls } from "../text/control-characters.ts";

/** What a command prints and how it ends. */
export interface CommandResult {
  readonly output: string;
  readonly error: string;
  readonly exitCode: number;
}

export function printResult({ output, error, exitCode }: CommandResult): void {
  process.stdout.write(output);
  process.stderr.write(error);
  process.exitCode = exitCode;
}

/** The result of a command that failed in a way the operator can fix. */
export function errorResult({ sentences, exitCode }: OperatorError): CommandResult {
  return { output: "", error: sentences.map((sentence) => `${sentence}\n`).join(""), exitCode };
}

/** The questions cannot be used: lists each problem, and how many there are. */
export function bankError(diagnostics: readonly Diagnostic[]): OperatorError {
  const [count, them] = diagnostics.length === 1 ? ["1 problem", "it"] : [`${diagnostics.length} problems`, "them"];
  return new OperatorError([...diagnostics.map(diagnosticText), `${count} found. Fix ${them}, then try again.`]);
}

/** An error of the file system as a sentence for the operator, such as "Cannot read x: there is no such file." */
export function fileError(action: "read" | "write", file: string, error: unknown): OperatorError {
  const code = errorCode(error);
  const name = file === "-" ? "standard input" : withoutControls(file);
  return new OperatorError(`Cannot ${action} ${name}: ${causes[code] ?? code}.`, { exitCode: 1, cause: error });
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "part of its path is not a folder",
  EISDIR: "it is a folder",
  EEXIST: "it already exists, and is not overwritten",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/** `ENOENT` and the like. */
function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

export function jsonOption(): Option {
  return new Option("--json", "print JSON for other programs");
}

export function topicOption(description: string): Option {
  return new Option("--topic <topic>", description).choices(topics);
}

/** For `argParser`: a whole number in a range. */
export function integerIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
