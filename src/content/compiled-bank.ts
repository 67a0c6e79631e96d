import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Bank, TemplateVariants } from "../engine/bank/bank.ts";
import { type LearningObjective, learningObjectives } from "../engine/bank/learning-objective.ts";
import { misconceptionId, questionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import { type Question, questionKinds } from "../engine/question/question.ts";
import { topics } from "../engine/question/topic.ts";

/** The built-in bank as the build makes it: every question is complete, so that a start computes nothing. */
export interface CompiledBank {
  readonly questions: readonly Question[];
  readonly misconceptions: readonly Misconception[];
  readonly templates: readonly TemplateVariants[];
  /** Which learning objectives each question and each template serves, by id. */
  readonly objectives: readonly (readonly [string, readonly LearningObjective[]])[];
}

const difficulty = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const module = z.enum(["commonjs", "module"]);
const source = z.object({ title: z.string(), url: z.string() });
const misconceptions = z.array(z.string().transform(misconceptionId));
const text = z.string();
const choice = z.object({ text });
const refuted = { misconceptions, refutation: text };
const task = z.object({ kind: z.custom<TaskKind>(isText), name: z.string().exactOptional() });
const queuedTask = z.object({ task, line: z.int() });
const race = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("callbacks"), first: queuedTask, second: queuedTask }),
  z.object({ kind: z.literal("clock"), reader: queuedTask.nullable() }),
]);
