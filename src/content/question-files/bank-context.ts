import { type LearningObjective, learningObjectives } from "../../engine/bank/learning-objective.ts";
import type { StatedQuestion } from "../../engine/generation/computed-question.ts";
import { probedBy, type Question } from "../../engine/question/question.ts";
import type { Topic } from "../../engine/question/topic.ts";
import type { Problem } from "../yaml/fault.ts";
import { reference, references } from "../yaml/fields.ts";
import type { FileName } from "./file-id.ts";

/** Whose files are read, and what they can refer to. */
export interface BankContext {
  readonly level: "built-in" | "own";
  /** Every misconception that has a file. */
  readonly misconceptions: readonly string[];
  /** Every template that has a template's file. */
  readonly templates: readonly string[];
}

/** A question as its file states it: complete, or without the choices that are computed from its program. */
export type FileQuestion =
  | { readonly type: "complete"; readonly question: Question }
  | { readonly type: "stated"; readonly question: StatedQuestion };

export type Parsed<Value> =
  | { readonly value: Value; readonly objectives: readonly LearningObjective[] }
  | { readonly problems: readonly Problem[] };

/** Takes what the YAML of a question holds: texts, lists and maps. */
export type Parser<Value> = (value: unknown, topic: Topic, file: FileName) => Parsed<Value>;

const sayObjectives = "name the learning objectives it serves, as [A2, A5]";

/** The objectives that a question serves; a teacher's own may leave them out. */
export function objectivesField({ level }: BankContext) {
  const served = references({
    known: learningObjectives,
    thing: "learning objective",
    say: sayObjectives,
    instead: "they are A1 to A21",
  });
  return level === "own" ? served.exactOptional() : served.min(1, `is empty; ${sayObjectives}`);
}

const sayBelief = "name the false belief that leads to this answer";

/** The beliefs that lead to a wrong answer; a teacher's own may leave them out. */
export function leadingBeliefs(context: BankContext) {
  const named = beliefs(context, sayBelief);
  return context.level === "own" ? named.exactOptional() : named.min(1, `is empty; ${sayBelief}`);
}

/** A list of beliefs that have a file. */
export function beliefs({ misconceptions }: BankContext, say: string) {
  return references({
    known: misconceptions,
    thing: "misconception",
    say,
    instead: "use one that has a file in misconceptions/",
  });
}

/** Which questions ask for the same: a template's or a misconception's id. */
export function ideaField({ misconceptions, templates }: BankContext) {
  return reference({
    known: [...templates, ...misconceptions],
    thing: "template or misconception",
    say: "name a template or a misconception, or remove the field",
    instead: "use one that has a file in templates/ or misconceptions/, or remove the field",
  }).exactOptional();
}

/** A question without a template of its own belongs to its main misconception: the first that it asks about. */
export function withIdea<Asked extends Question>(idea: string | undefined, question: Omit<Asked, "idea">): Asked {
  const id = (question as Asked).id;
  const whole = { ...question, idea: idea ?? id } as Asked;
  return idea === undefined ? { ...whole, idea: probedBy(whole)[0] ?? id } : whole;
}
