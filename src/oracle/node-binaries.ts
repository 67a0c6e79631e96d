import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { type NodeLine, nodeLines } from "../interpreter/rules/semantics.ts";
import type { NodeBinary } from "./run-on-node.ts";

const run = promisify(execFile);

/** The Node that runs this program. */
export function runningNode(): NodeBinary {
  return { path: process.execPath, version: process.versions.node };
}

/** The release line of a Node; null if it is not supported. */
export function lineOf(node: NodeBinary): NodeLine | null {
  return nodeLines.find((line) => node.version.startsWith(`${line}.`)) ?? null;
}

/**
 * A Node of that line: the running one or, if that is of another line, one from npm, which is kept in the cache folder.
 * @throws OperatorError if npm has none for this platform or cannot be reached
 */
export async function nodeOfLine(
  line: NodeLine,
  log: (message: string) => void,
  cacheFolder: string = ownCacheFolder(),
): Promise<NodeBinary> {
  const running = runningNode();
  if (lineOf(running) === line) return running;
  const folder = join(cacheFolder, `node-${line}-${process.platform}-${process.arch}`);
  if (!(await exists(executableIn(folder)))) await fetchNode(line, folder, log);
  const path = executableIn(folder);
  const { stdout } = await run(path, ["--version"]);
  return { path, version: stdout.trim().replace(/^v/, "") };
}

/** npm has a package for each platform that contains only the executable. */
function packageName(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return `node-${platform}-${process.arch}`;
}

function executableIn(folder: string): string {
  return join(folder, "node_modules", packageName(), "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Moves the folder into place with one rename, so that an interrupted download leaves no incomplete Node. */
async function fetchNode(line: NodeLine, folder: string, log: (message: string) => void): Promise<void> {
  const cacheFolder = join(folder, "..");
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  log(`Fetching Node ${line} (${packageName()}@${line}, about 45 MB) from npm ...`);
  try {
    const wanted = `${packageName()}@${line}`;
    const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];
    await run("npm", ["install", "--prefix", unfinished, ...quiet, wanted], { shell: process.platform === "win32" });
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`npm cannot install Node ${line} for ${process.platform} ${process.arch}: ${reason}`);
  }
  log(`Node ${line} is in ${folder}.`);
}

function ownCacheFolder(): string {
  const caches: Partial<Record<NodeJS.Platform, string>> = { darwin: "Library/Caches", win32: "AppData/Local" };
  return join(homedir(), caches[process.platform] ?? ".cache", "async-quiz");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
