import { builtinModules } from "node:module";
import { importsOf, type Source, type Violation } from "./source.ts";

const outerLayers = [
  ...["store", "clock", "content", "pictures", "oracle", "sandbox", "simulation"],
  ...["adapters/discord", "adapters/slack", "adapters/web", "adapters/terminal"],
];
/** A file imports its own layer, or one to the left. */
const layers: readonly (readonly string[])[] = [
  ...[["text"], ["random"], ["interpreter"], ["engine"], ["cards"], ["bot"], ["adapters/kit"], outerLayers, ["cli"]],
];

/** Folders of the interpreter, each built on those before it. */
const interpreterLadder = [
  ...["rules", "event-loop", "values", "promises", "execution", "builtins", "compile", "analysis"],
];

/** What people and builds run: the program's launcher, the program, and the last steps of its build. */
const entries = ["cli/main.ts", "cli/program.ts", "cli/compile-bank.ts", "cli/compile-code.ts"];

/** Packages that only one folder may import. A name that ends in a slash means the whole scope. */
const packageRooms: Readonly<Record<string, string>> = {
  kysely: "store",
  "better-sqlite3": "store",
  pg: "store",
  "discord.js": "adapters/discord",
  "@discordjs/": "adapters/discord",
  "@slack/": "adapters/slack",
  hono: "adapters/web",
  "@hono/": "adapters/web",
  "@resvg/": "pictures",
  commander: "cli",
  pino: "cli",
};

/** What the pure layers may import: packages that only compute. */
const purePackages: ReadonlySet<string> = new Set(["acorn", "temporal-polyfill", "ts-fsrs"]);

/** `adapters/web` of `adapters/web/html.ts`, `engine` of `engine/ids.ts`. */
export function roomOf(path: string): string {
  const parts = path.split("/").slice(0, -1);
  return parts.slice(0, parts[0] === "adapters" ? 2 : 1).join("/");
}

function layerOf(path: string): number {
  return layers.findIndex((folders) => folders.includes(roomOf(path)));
}

export function isPure(path: string): boolean {
  return ["text", "random", "interpreter", "engine", "cards"].includes(roomOf(path));
}

export function importDirection(sources: readonly Source[]): Violation[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources.flatMap((source) => {
    const { path } = source;
    if (layerOf(path) < 0) return [{ path, line: 1, message: "is in no layer; move it into one" }];
    return importsOf(source).flatMap(({ specifier, target, line }) => {
      const message = target === null ? null : directionMessage(path, specifier, target, paths);
      return message === null ? [] : [{ path, line, message }];
    });
  });
}

function directionMessage(path: string, specifier: string, target: string, paths: ReadonlySet<string>): string | null {
  if (!paths.has(target)) return `imports ${specifier}, which is no file of src; name one with its ending`;
  if (roomOf(path) === roomOf(target)) return ladderMessage(path, specifier, target);
  if (layerOf(target) < layerOf(path)) return null;
  const cure = "move what both need leftwards, or have cli pass it in";
  return `${roomOf(path)} imports ${roomOf(target)} (${specifier}); ${cure}`;
}

function ladderMessage(path: string, specifier: string, target: string): string | null {
  if (roomOf(path) !== "interpreter") return null;
  const stepOf = (file: string) => interpreterLadder.indexOf(file.split("/")[1] ?? "");
  if (stepOf(path) < 0) return "is in no folder of the interpreter's ladder; move it into one";
  return stepOf(target) <= stepOf(path)
    ? null
    : `climbs the interpreter's ladder (${specifier}); move what both need down`;
}

export function noCycles(sources: readonly Source[]): Violation[] {
  const imports = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const done = new Set<string>();
  const violations: Violation[] = [];
  const follow = (path: string, way: readonly string[]) => {
    const here = [...way, path];
    for (const { target, line } of imports.get(path) ?? []) {
      if (target === null || done.has(target)) continue;
      if (!here.includes(target)) follow(target, here);
      else {
        const circle = [...here.slice(here.indexOf(target)), target].join(" -> ");
        violations.push({ path, line, message: `closes a circle: ${circle}; move what both need into a third file` });
      }
    }
    done.add(path);
  };
  for (const { path } of sources) follow(path, []);
  return violations;
}

/** Also finds two files that import only each other. */
export function everyFileReached(sources: readonly Source[]): Violation[] {
  const imports = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const reached = new Set<string>();
  const reach = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { target } of imports.get(path) ?? []) if (target !== null) reach(target);
  };
  for (const entry of entries) reach(entry);
  return sources
    .filter(({ path }) => !reached.has(path))
    .map(({ path }) => ({ path, line: 1, message: `is not reached from ${entries[0]}; use it or delete it` }));
}

export function packagesInTheirRoom(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, target, line }) => {
      const message = target === null ? packageMessage(source.path, specifier) : null;
      return message === null ? [] : [{ path: source.path, line, message }];
    }),
  );
}

function packageMessage(path: string, specifier: string): string | null {
  const room = roomOf(path);
  const name = packageName(specifier);
  const own = Object.entries(packageRooms).find(([known]) =>
    known.endsWith("/") ? name.startsWith(known) : name === known,
  );
  if (own && own[1] !== room) return `imports ${specifier}, which only ${own[1]} may know; ask for it through a port`;
  if (isPure(path) && !purePackages.has(name)) {
    return `imports ${specifier}; a pure room computes alone: take the value as an argument`;
  }
  if (room === "bot" && isBuiltin(specifier)) return `imports ${specifier}; the bot reaches the world through ports`;
  if (name === "node:process" && room !== "cli") return "imports node:process; let cli read it and pass the value in";
  return null;
}

function packageName(specifier: string): string {
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/, "")}`;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}
