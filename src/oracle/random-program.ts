import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import { randomFrom } from "../random/seed.ts";
import { importLines, libraryForms } from "./programs/library-statements.ts";
import { plainForms } from "./programs/plain-statements.ts";
import { type ProgramScope, ProgramWriter, type StatementForm } from "./programs/program-writer.ts";
import { waitingForms } from "./programs/waiting-statements.ts";

const generatorVersion = 1;

const mostLines = 34;

/**
 * A JavaScript program that ends by itself and prints short lines. The same seed and module kind give the same program.
 * Asynchronous statements are the most frequent; each program prefers some of them.
 */
export function randomProgram(seed: number, module: ModuleKind): string {
  const random = randomFrom(seed * 2 + 1 + generatorVersion * 1_000_003);
  for (;;) {
    const source = writeProgram(random, module);
    if (source.includes("console.log") && source.split("\n").length <= mostLines) return source;
  }
}

function writeProgram(random: () => number, module: ModuleKind): string {
  const writer = new ProgramWriter(random, module === "module", preferred(random));
  const scope: ProgramScope = { variables: [], depth: 0, mayAwait: module === "module", caught: false };
  const statements = importLines(writer);
  while (writer.linesLeft > 0) statements.push(writer.statement(scope));
  if (writer.chance(0.15)) statements.splice(writer.between(0, statements.length), 0, "// what comes next?");
  if (writer.chance(0.05)) statements.push("/* the\n   end */");
  if (writer.chance(0.08)) statements.unshift(`${writer.quoted("use strict")};`);
  const source = `${statements.join("\n")}\n`;
  return writer.habits.semicolons ? source : withoutSemicolons(source);
}

/** Groups beyond the core of the language, left out of most programs. */
const extra = new Set(["classes", "generators", "maps"]);

/** In each program, a group of statements is absent, rare, ordinary or frequent. */
function preferred(random: () => number): StatementForm[] {
  const shares = new Map<string, number>();
  const shareOf = (group: string) => {
    const timerDelay = [0, 0.4, 1, 1, 2.5].at(Math.floor(random() * 5)) ?? 1;
    const share = group === "log" ? 1 : extra.has(group) && random() < 0.7 ? 0 : timerDelay;
    const first = shares.get(group) ?? share;
    shares.set(group, first);
    return first;
  };
  return [...plainForms, ...waitingForms, ...libraryForms].map((form) => ({
    ...form,
    weight: form.weight * shareOf(form.group),
  }));
}

/** Removes semicolons at line ends, unless the next line begins with a character that would continue the statement. */
function withoutSemicolons(source: string): string {
  return source.replaceAll(/;\n(?!\s*[([`/+-])/g, "\n");
}
