import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { withoutControls } from "../text/control-characters.ts";

/** A file to write, by its path below a common folder. */
export interface NewFile {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** Staging folders begin with a dot, so that a bank ignores them. */
const stagingPrefix = ".async-quiz-staging-";
/** The name of a staging folder with all its files written, whose files are being moved out. */
const readyPrefix = ".async-quiz-ready-";

/**
 * Writes all files below `into`, or none. Existing files are never overwritten. The files are first written to a
 * staging folder and then moved into place. If the process is killed in between, `finishNewFiles` completes the moves.
 *
 * @throws OperatorError if a file cannot be written
 */
export function writeNewFiles(into: string, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  try {
    makeFolders(into, undo);
    finishNewFiles(into);
    const staging = mkdtempSync(join(into, stagingPrefix));
    undo.push(() => rmSync(staging, { recursive: true, force: true }));
    for (const { folder, name, text } of files) {
      mkdirSync(join(staging, folder), { recursive: true });
      writeFileSync(join(staging, folder, name), text, { flag: "wx" });
    }
    const paths = files.map(({ folder, name }) => join(folder, name));
    for (const path of paths) requireFree(join(into, path));
    const ready = staging.replace(stagingPrefix, readyPrefix);
    renameSync(staging, ready);
    undo.push(() => rmSync(ready, { recursive: true, force: true }));
    for (const path of paths) {
      makeFolders(dirname(join(into, path)), undo);
      move(join(ready, path), join(into, path));
      undo.push(() => unlinkSync(join(into, path)));
    }
    rmSync(ready, { recursive: true, force: true });
  } catch (error) {
    for (const step of undo.reverse()) ignoreErrors(step);
    throw operatorError(error, into);
  }
}

/** Cleans up after a killed process: moves the files of a complete staging folder, and deletes an incomplete one. */
export function finishNewFiles(into: string): void {
  if (!existsSync(into)) return;
  for (const name of readdirSync(into)) {
    const folder = join(into, name);
    if (name.startsWith(readyPrefix)) moveRemaining(folder, into);
    if (name.startsWith(readyPrefix) || name.startsWith(stagingPrefix))
      rmSync(folder, { recursive: true, force: true });
  }
}

function moveRemaining(ready: string, into: string): void {
  for (const entry of readdirSync(ready, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(into, from.slice(ready.length));
    mkdirSync(dirname(to), { recursive: true });
    if (!existsSync(to)) renameSync(from, to);
  }
}

/** `rename` would replace an existing file. */
function move(from: string, to: string): void {
  requireFree(to);
  renameSync(from, to);
}

function requireFree(file: string): void {
  if (!existsSync(file)) return;
  throw new OperatorError(`${withoutControls(file)} already exists. Nothing was written.`, { exitCode: 1 });
}

/** Creates a folder and its parents, and remembers how to remove those that are new. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

/** A step that cannot be undone, such as removing a folder in use, must not hide the first error. */
function ignoreErrors(step: () => void): void {
  try {
    step();
  } catch {
    // The error that led here is thrown.
  }
}

function operatorError(error: unknown, into: string): unknown {
  if (error instanceof OperatorError || !(error instanceof Error) || !("code" in error)) return error;
  const where = `${withoutControls(into)} (${String(error.code)})`;
  const message = `Cannot write the questions to ${where}. Nothing was written.`;
  return new OperatorError(message, { exitCode: 1, cause: error });
}
