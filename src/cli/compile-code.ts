import { dirname } from "node:path";
import { openBuiltProgram } from "./built-program.ts";

// The last step of the build: loads what `start` loads, and saves how V8 has compiled it.

const { load, saveCode } = openBuiltProgram(dirname(import.meta.dirname));
for (const file of ["cli/start.js", "chats/discord.js", "chats/slack.js", "chats/web.js"]) load(file);
saveCode();
