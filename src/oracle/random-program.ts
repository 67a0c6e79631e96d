import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import { randomFrom } from "../random/seed.ts";
import { Draft, type Place, type StatementForm } from "./programs/draft.ts";
import { importLines, libraryForms } from "./programs/library-statements.ts";
import { plainForms } from "./programs/plain-statements.ts";
import { waitingForms } from "./programs/waiting-statements.ts";

const generatorVersion = 1;

const mostLines = 34;

/**
 * A program of JavaScript that ends by itself and prints short lines, the same for the same seed and module kind.
 * The asynchronous parts of the language are the likeliest; each program prefers some of them.
 */
export function randomProgram(seed: number, module: ModuleKind): string {
  const random = randomFrom(seed * 2 + 1 + generatorVersion * 1_000_003);
  for (;;) {
    const source = writeProgram(random, module);
    if (source.includes("console.log") && source.split("\n").length <= mostLines) return source;
  }
}

function writeProgram(random: () => number, module: ModuleKind): string {
  const draft = new Draft(random, module === "module", preferred(random));
  const place: Place = { variables: [], depth: 0, mayAwait: module === "module", caught: false };
  const statements = importLines(draft);
  while (draft.linesLeft > 0) statements.push(draft.statement(place));
  if (draft.chance(0.15)) statements.splice(draft.between(0, statements.length), 0, "// what comes next?");
  if (draft.chance(0.05)) statements.push("/* the\n   end */");
  if (draft.chance(0.08)) statements.unshift(`${draft.quoted("use strict")};`);
  const source = `${statements.join("\n")}\n`;
  return draft.habits.semicolons ? source : withoutSemicolons(source);
}

/** The families beyond the core of the language are left out of most programs. */
const extra = new Set(["classes", "generators", "maps"]);

/** Each family of statements is left out, rare, ordinary or frequent in a program. */
function preferred(random: () => number): StatementForm[] {
  const shares = new Map<string, number>();
  const shareOf = (family: string) => {
    const drawn = [0, 0.4, 1, 1, 2.5][Math.floor(random() * 5)] as number;
    const share = family === "log" ? 1 : extra.has(family) && random() < 0.7 ? 0 : drawn;
    shares.set(family, shares.get(family) ?? share);
    return shares.get(family) as number;
  };
  return [...plainForms, ...waitingForms, ...libraryForms].map((form) => ({
    ...form,
    weight: form.weight * shareOf(form.family),
  }));
}

/** A line that ends a statement needs no semicolon, unless the next begins with what would go on with it. */
function withoutSemicolons(source: string): string {
  return source.replaceAll(/;\n(?!\s*[([`/+-])/g, "\n");
}
