import { existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withoutControls } from "../text/control-characters.ts";
import { codeOf, Unusable } from "./program-file.ts";

/** A file to write, by its path below the folder. */
export interface NewFile {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/**
 * Writes all files below `into`, or none; a file that is there already stays. They are written whole in a hidden folder
 * beside their places, and then each gets its name there. What a killed run began is undone by the next one.
 * @throws Unusable where one of them cannot be written
 */
export function placeFiles(into: string, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  const release = holdSignals();
  try {
    makeFolders(into, undo);
    undoKilledRuns(into);
    const waiting = mkdtempSync(join(into, `${waitingPrefix}${process.pid}-`));
    undo.push(() => rmSync(waiting, { recursive: true, force: true }));
    for (const file of files) {
      mkdirSync(join(waiting, file.folder), { recursive: true });
      writeFileSync(join(waiting, file.folder, file.name), file.text, { flag: "wx" });
    }
    for (const { folder, name } of files) {
      makeFolders(join(into, folder), undo);
      const place = join(into, folder, name);
      put(join(waiting, folder, name), place);
      undo.push(() => unlinkSync(place));
    }
    // From here on the next run has nothing to undo.
    const done = join(into, `${donePrefix}${process.pid}`);
    renameSync(waiting, done);
    rmSync(done, { recursive: true, force: true });
  } catch (error) {
    for (const step of undo.reverse()) attempt(step);
    throw unusable(error, into);
  } finally {
    release();
  }
}

const waitingPrefix = ".import-";
const donePrefix = ".imported-";

/** A signal that asks to stop is heeded after the last file: what follows takes no breath in between. */
function holdSignals(): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const wait = () => {};
  for (const signal of signals) process.on(signal, wait);
  return () => {
    for (const signal of signals) process.off(signal, wait);
  };
}

/** Makes a folder and those above it; only those that were made go again. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

/** What cannot be undone, as a folder in which somebody has put something meanwhile, keeps nothing else from it. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The fault that led here is the one that is told.
  }
}

/** A second name for the same file, which never takes another file's place. */
function put(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!withoutLinks.includes(codeOf(error))) throw error;
    if (existsSync(to)) throw Object.assign(new Error("exists"), { code: "EEXIST", dest: to });
    renameSync(from, to);
  }
}

/** What file systems say that know no second names. */
const withoutLinks: readonly string[] = ["EPERM", "ENOTSUP", "ENOSYS", "EMLINK"];

/** A run that is no more has left its hidden folder; what it had put in place is the same file there. */
function undoKilledRuns(into: string): void {
  for (const name of readdirSync(into)) {
    if (name.startsWith(donePrefix)) rmSync(join(into, name), { recursive: true, force: true });
    const pid = name.startsWith(waitingPrefix) ? Number.parseInt(name.slice(waitingPrefix.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    const waiting = join(into, name);
    for (const file of readdirSync(waiting, { recursive: true, encoding: "utf8" })) {
      if (isSameFile(join(waiting, file), join(into, file))) unlinkSync(join(into, file));
    }
    rmSync(waiting, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => lstatSync(path, { bigint: true, throwIfNoEntry: false }));
  return a?.isFile() === true && b?.isFile() === true && a.ino === b.ino && a.dev === b.dev;
}

function unusable(error: unknown, into: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const nothing = "Nothing was written.";
  if (error.code === "EEXIST" && "dest" in error) {
    return new Unusable(`There is a file ${withoutControls(String(error.dest))} already. ${nothing}`);
  }
  return new Unusable(`The questions cannot be written to ${withoutControls(into)} (${codeOf(error)}). ${nothing}`);
}
