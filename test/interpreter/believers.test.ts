import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";
import { predict } from "../../src/interpreter/analysis/diagnose.ts";
import { parseProgram } from "../../src/interpreter/compile/parse.ts";
import { misconceptionRules } from "../../src/interpreter/rules/misconceptions.ts";

const folder = new URL("believers/", import.meta.url).pathname;
const nodeLine = 20;

/** The printed lines, or `race` when the order is not guaranteed. */
const printed = z.union([z.array(z.string()), z.literal("race")]);
const duration = z.int().nonnegative();

const entry = z
  .strictObject({
    program: z.string().refine((text) => {
      const lines = text.trimEnd().split("\n").length;
      return lines >= 3 && lines <= 12;
    }, "a program has 3 to 12 lines"),
    module: z.enum(["commonjs", "module"]).default("commonjs"),
    /** What a believer of the misconception answers. Believers know everything else about JavaScript and Node.js. */
    output: printed,
    elapsedMs: duration.optional(),
    exitCode: z.int().default(0),
    /** What Node.js does. */
    node: printed,
    nodeElapsedMs: duration.optional(),
    nodeExitCode: z.int().default(0),
    why: z.string(),
  })
  .refine(({ elapsedMs, nodeElapsedMs }) => (elapsedMs === undefined) === (nodeElapsedMs === undefined), {
    error: "state both times or neither",
  });

const believers = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => {
    const programs = z
      .array(entry)
      .length(3)
      .parse(parse(readFileSync(join(folder, file), "utf8")));
    return { id: basename(file, ".yaml"), programs };
  });

type Entry = z.infer<typeof entry>;
type Answer = { readonly printed: Entry["output"]; readonly exitCode: number; readonly elapsedMs?: number | undefined };

const cases = believers.flatMap(({ id, programs }) =>
  programs.map((program, index) => ({ name: `${id} ${index + 1}`, id, program })),
);

/** Where Node's order is open, there is no exit code or time to compare. */
function answerOfNode({ node, nodeExitCode, nodeElapsedMs }: Entry): Answer {
  return node === "race" ? { printed: node, exitCode: 0 } : answer(node, nodeExitCode, nodeElapsedMs);
}

function answerOfBeliever({ output, exitCode, elapsedMs }: Entry): Answer {
  return output === "race" ? { printed: output, exitCode: 0 } : answer(output, exitCode, elapsedMs);
}

function answer(output: readonly string[], exitCode: number, elapsedMs: number | undefined): Answer {
  return { printed: [...output], exitCode, elapsedMs };
}

/** What the interpreter says Node.js does. */
function interpreted({ program, module, nodeElapsedMs }: Entry): Answer {
  const { guaranteed, output, exitCode, elapsedMs } = interpret(program, { module, nodeLine });
  if (!guaranteed) return { printed: "race", exitCode: 0 };
  return answer(output, exitCode, nodeElapsedMs === undefined ? undefined : elapsedMs);
}

/** What the interpreter says a believer answers. */
function predicted(id: string, { program, module, elapsedMs }: Entry): Answer | undefined {
  const rules = misconceptionRules.filter((rule) => rule.id === id);
  const [only] = predict(parseProgram(program, module), nodeLine, rules);
  return only && answer(only.output, only.exitCode, elapsedMs === undefined ? undefined : only.elapsedMs);
}

/** Misconceptions about whether there is an order at all. No rule of the interpreter models them. */
const withoutRule: readonly string[] = [
  "async-scrambles-order",
  "close-waits-keep-order",
  "timer-and-immediate-always-race",
];

/** Programs for which the interpreter does not yet do what Node.js does. */
const nodeNotYet: readonly string[] = [];

/** Programs for which the interpreter does not yet predict what a believer answers. */
const notYet: readonly string[] = [];

test("each misconception that the interpreter models has a file, and so has each about the existence of an order", () => {
  const expected = [...misconceptionRules.map(({ id }) => id), ...withoutRule].sort();
  expect(believers.map(({ id }) => id).sort()).toEqual(expected);
});

test("at least two of three programs show the misconception", () => {
  const few = believers.filter(({ programs }) => {
    const shows = programs.filter((one) => JSON.stringify(answerOfBeliever(one)) !== JSON.stringify(answerOfNode(one)));
    return shows.length < 2;
  });
  expect(few.map(({ id }) => id)).toEqual([]);
});

describe("the interpreter does what Node.js does", () => {
  test.each(cases.filter(({ name }) => !nodeNotYet.includes(name)))("$name", ({ program }) => {
    expect(interpreted(program)).toEqual(answerOfNode(program));
  });
});

describe("the interpreter predicts what a believer answers", () => {
  const modelled = cases.filter(({ id }) => !withoutRule.includes(id));
  test.each(modelled.filter(({ name }) => !notYet.includes(name)))("$name", ({ id, program }) => {
    expect(predicted(id, program)).toEqual(answerOfBeliever(program));
  });

  test("the list of exceptions holds nothing that the interpreter predicts", () => {
    const still = modelled.filter(({ id, program }) => {
      return !isSame(predicted(id, program), answerOfBeliever(program));
    });
    expect([...notYet].sort()).toEqual(still.map(({ name }) => name).sort());
  });

  test("the list of exceptions of Node.js holds nothing that the interpreter does right", () => {
    const still = cases.filter(({ program }) => !isSame(interpreted(program), answerOfNode(program)));
    expect([...nodeNotYet].sort()).toEqual(still.map(({ name }) => name).sort());
  });
});

function isSame(one: Answer | undefined, other: Answer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
