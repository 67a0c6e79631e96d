import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { Script } from "node:vm";

export interface BuiltProgram {
  /** Runs a file of the folder, unless it has already run. */
  readonly load: (file: string) => void;
  /** Saves how V8 has compiled all files that were loaded, for the next start. */
  readonly saveCode: () => void;
}

type ModuleCode = (exports: unknown, require: unknown, module: unknown, file: string, folder: string) => void;

const [before, after] = ["(function (exports, require, module, __filename, __dirname) { ", "\n})"];

/**
 * Loads the built program as `require` does, but with the code that V8 compiled during the build: compiling the
 * libraries of Discord and Slack takes longer than everything else at the start. Where V8 cannot use that code, for
 * example in another version of Node, it compiles the file as usual.
 */
export function openBuiltProgram(folder: string): BuiltProgram {
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();

  function load(file: string): unknown {
    const loaded = modules.get(file);
    if (loaded) return loaded.exports;
    const [module, script, requireOther] = [{ exports: {} }, compile(file, codeFileOf(file)), createRequire(file)];
    modules.set(file, module);
    scripts.set(file, script);
    const requireAny = (id: string): unknown => (id.startsWith(".") ? load(join(dirname(file), id)) : requireOther(id));
    const run: ModuleCode = script.runInThisContext();
    run(module.exports, Object.assign(requireAny, requireOther), module, file, dirname(file));
    return module.exports;
  }

  function codeFileOf(file: string): string {
    return join(folder, "code", `${relative(folder, file).replaceAll(/[\\/]/g, "-")}.v8`);
  }

  return {
    load: (file) => void load(join(folder, file)),
    saveCode: () => {
      mkdirSync(join(folder, "code"), { recursive: true });
      for (const [file, script] of scripts) writeFileSync(codeFileOf(file), script.createCachedData());
    },
  };
}

function compile(file: string, code: string): Script {
  // The build writes ASCII.
  const source = before + readFileSync(file, "latin1") + after;
  // V8 compares only the lengths of sources, so code that is older than its file must not reach it.
  const savedAt = statSync(code, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return new Script(source, {
    filename: file,
    columnOffset: -before.length,
    ...(savedAt >= statSync(file).mtimeMs ? { cachedData: readFileSync(code) } : {}),
  });
}
