import { defineConfig, type Plugin } from "rolldown";
import { asciiOf } from "./src/text/ascii.ts";

/** Packages that are loaded from node_modules: native code, and packages that read files next to their own. */
const external = ["@resvg/resvg-js", "better-sqlite3", "dejavu-fonts-ttf", "tinypool"];

/** Optional parts of discord.js that are not installed. */
const missing = ["bufferutil", "utf-8-validate", "zlib-sync"];

/** Packages that Bolt loads at each start, for parts of it that few bots use. Here they load when they are used. */
const seldomUsed = ["express", "jsonwebtoken", "raw-body"];

const loadWhenUsed: Plugin = {
  name: "load-when-used",
  transform: {
    filter: { id: /@slack[\\/].*\.js$/ },
    handler: (code) => {
      const imports = new RegExp(`const (\\w+) = (.*require\\("(?:${seldomUsed.join("|")})"\\).*);`, "g");
      return [...code.matchAll(imports)].reduce(
        (changed, [text, name, value]) =>
          changed.replaceAll(`${name}.`, `${name}().`).replace(text, `const ${name} = () => ${value};`),
        code,
      );
    },
  },
};

/** The event emitter of discord.js brings a copy of Node's `inspect` for browsers, and sets it up at each start. */
const ownInspect: Plugin = {
  name: "own-inspect",
  transform: {
    filter: { id: /@vladfrangu[\\/]async_event_emitter[\\/].*\.cjs$/ },
    handler: (code) => code.replace("__toESM(require_inspect(), 1)", '({ default: require("node:util") })'),
  },
};

const asciiOnly: Plugin = {
  name: "ascii-only",
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) if (file.type === "chunk") file.code = asciiOf(file.code);
  },
};

/** The files are CommonJS, since Node lets a program keep the compiled code of scripts, but not that of modules. */
const scripts: Plugin = {
  name: "scripts",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
  },
};

/**
 * The program in few files: Node takes longer to find and read a thousand small ones than to run them. Files are
 * two folders below the package, like those in `src`, so that paths relative to them stay the same.
 */
export default defineConfig({
  input: {
    "cli/main": "src/cli/main.ts",
    "cli/program": "src/cli/program.ts",
    "cli/compile-bank": "src/cli/compile-bank.ts",
    "cli/compile-code": "src/cli/compile-code.ts",
    "sandbox/analysis-thread": "src/sandbox/analysis-thread.ts",
    "simulation/simulation-thread": "src/simulation/simulation-thread.ts",
    // Named here because `compile-code` loads them.
    "cli/start": "src/cli/commands/start.ts",
    "chats/discord": "src/adapters/discord/adapter.ts",
    "chats/slack": "src/adapters/slack/adapter.ts",
    "chats/web": "src/adapters/web/adapter.ts",
  },
  platform: "node",
  external: [...external, ...missing],
  // discord.js has an eval for those who split a bot over processes, which this bot does not use.
  checks: { eval: false },
  plugins: [loadWhenUsed, ownInspect, asciiOnly, scripts],
  output: {
    dir: "dist",
    format: "cjs",
    // Saved code cannot import modules.
    dynamicImportInCjs: false,
    comments: { legal: true, annotation: false, jsdoc: false },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
  },
});
