import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { ModuleKind, NodeLine } from "../interpreter/rules/semantics.ts";
import { withoutControls } from "../text/control-characters.ts";

const newestFirst: readonly NodeLine[] = [24, 22, 20];

/** The line whose rules a Node follows as far as they are known here: its own, else the nearest below. */
export function nodeLineOf(version: string): NodeLine {
  const major = Number.parseInt(version, 10);
  return newestFirst.find((line) => line <= major) ?? 20;
}

/** What the command line asks for cannot be done; the sentence says what to mend. Exit code 1. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

const moduleKinds: readonly ModuleKind[] = ["commonjs", "module"];

/**
 * How Node would load the file by its name: `.mjs` is a module, everything else is not, unless it is said otherwise.
 * @throws Unusable where what was said is no kind
 */
export function moduleKindOf(file: string, said: string | undefined): ModuleKind {
  if (said === undefined) return file.endsWith(".mjs") ? "module" : "commonjs";
  const kind = moduleKinds.find((known) => known === said);
  if (kind !== undefined) return kind;
  throw new Unusable(`--module knows no "${withoutControls(said)}": it is commonjs or module.`);
}

/**
 * The text of a program; `-` stands for standard input.
 * @throws Unusable where there is none to be read
 */
export async function readProgram(file: string, input: NodeJS.ReadableStream): Promise<string> {
  const name = file === "-" ? "Standard input" : withoutControls(file);
  const bytes = await (file === "-" ? buffer(input) : readFile(file).catch((error) => refuse(name, error)));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unusable(`${name} is not UTF-8 text. Save it as UTF-8 and try again.`);
  }
}

const causes: Readonly<Record<string, (name: string) => string>> = {
  ENOENT: (name) => `There is no file ${name}.`,
  ENOTDIR: (name) => `There is no file ${name}.`,
  EISDIR: (name) => `${name} is a folder. Name a file with a program.`,
  EACCES: (name) => `${name} may not be read by you. Change its permissions, or name another file.`,
  EPERM: (name) => `${name} may not be read by you. Change its permissions, or name another file.`,
};

function refuse(name: string, error: unknown): never {
  const code = codeOf(error);
  throw new Unusable(causes[code]?.(name) ?? `${name} cannot be read (${code}).`);
}

/** `ENOENT` and its like. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
