import { positionOf } from "../../engine/bank/learning-objective.ts";
import { type RejectedVariant, readySlots, slotPattern, type Template } from "../../engine/generation/template.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import { codeLimits, type Difficulty } from "../../engine/question/question.ts";
import { topics } from "../../engine/question/topic.ts";
import type { Problem } from "../yaml/fault.ts";
import {
  at,
  checkedElsewhere,
  fields,
  list,
  oneOf,
  paragraph,
  problemsOf,
  slotFields,
  sourceFields,
  verbatim,
} from "../yaml/fields.ts";
import { deepestNesting, longest } from "../yaml/limits.ts";
import { type BankContext, beliefs, objectivesField, type Parsed } from "./bank-context.ts";
import { type FileName, idProblems } from "./file-id.ts";
import { programKinds, rejectedProgramMessage } from "./program-file.ts";
import { difficultyField } from "./question-fields.ts";

/** Takes what the YAML of a template holds. */
export type TemplateParser = (value: unknown, file: FileName) => Parsed<Template>;

const sayAbout = "name the beliefs that its questions show, the main one first";

export function templateParser(context: BankContext): TemplateParser {
  const schema = templateSchema(context);
  return (value, file) => {
    const read = schema.safeParse(value);
    const problems = [
      ...idProblems(value, file),
      ...(read.success ? [] : problemsOf(read.error)),
      ...slotProblems(value),
    ];
    if (!read.success || problems.length > 0) return { problems };
    const circle = circleProblems(read.data);
    if (circle.length > 0) return { problems: circle };
    const {
      objectives = [],
      misconceptions,
      slots = {},
      mixed = [],
      module = "commonjs",
      difficulty,
      ...rest
    } = read.data;
    const template: Template = {
      ...rest,
      id: file.name,
      module,
      difficulty: Number(difficulty) as Difficulty,
      about: misconceptions as MisconceptionId[],
      slots: Object.entries(slots),
      mixed,
      position: positionOf(objectives),
    };
    return { value: template, objectives };
  };
}

export function templateSchema(context: BankContext) {
  const piece = verbatim("write a piece of the program", () => null);
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(programKinds),
      topic: oneOf(topics),
      difficulty: difficultyField(),
      misconceptions: beliefs(context, sayAbout).min(1, `is empty; ${sayAbout}`),
      module: oneOf(["commonjs", "module"]).exactOptional(),
      slots: slotFields().exactOptional(),
      mixed: list(piece, "list the pieces that may stand in any order, or remove the field").exactOptional(),
      program: verbatim("write the program below program: |, with slots as {{word1}}", () => null),
      explanation: paragraph(longest.explanation, "say what holds for every question of the template"),
      source: sourceFields(),
      objectives: objectivesField(context),
    },
    "write the fields id, kind, topic, difficulty, misconceptions, program, explanation, source and objectives",
    { prompt: "is the same for every program; remove it", choices: "is computed from the program; remove it" },
  );
}

/** Why a draw makes no question, with the program that it drew. */
export function rejectedVariantMessage({ program, reason }: RejectedVariant): string {
  return `does not make a usable question: it ${reasonText(reason)}. The variant was: ${JSON.stringify(program)}`;
}

function reasonText(reason: RejectedVariant["reason"]): string {
  switch (reason.type) {
    case "too-large":
      return `is larger than ${codeLimits.lines} lines of ${codeLimits.columns} columns`;
    case "not-about":
      return "shows none of the misconceptions that it names";
    default:
      return rejectedProgramMessage(reason);
  }
}

/** Every slot that a text names exists, and every slot that stands in the file is named. */
function slotProblems(value: unknown): Problem[] {
  const slots = at(value, "slots");
  const own = typeof slots === "object" && slots !== null && !Array.isArray(slots) ? Object.keys(slots) : [];
  const texts = textsIn([slots, at(value, "mixed"), at(value, "program")]);
  const named = new Set(texts.flatMap((text) => [...text.matchAll(slotPattern)].map((match) => match[1] as string)));
  const told = textsIn([at(value, "explanation")]);
  const toldNames = told.flatMap((text) => [...text.matchAll(slotPattern)].map((match) => match[1] as string));
  const unknown = [...named, ...toldNames].filter((name) => !own.includes(name) && !readySlots.includes(name));
  const problems: Problem[] = [...new Set(unknown)].map((name) => ({
    path: ["program"],
    message: `uses an unknown slot: {{${name}}}; write it below slots:, or use ${readySlots.slice(0, 3).join(", ")}`,
  }));
  for (const name of own) {
    if (readySlots.includes(name)) problems.push({ path: ["slots", name], message: "is a ready-made slot; rename it" });
    else if (!named.has(name)) problems.push({ path: ["slots", name], message: "is never used; remove it" });
  }
  if (at(value, "mixed") !== undefined && !named.has("mixed")) {
    problems.push({ path: ["mixed"], message: "is never used; write {{mixed}} into the program" });
  }
  return problems;
}

interface Slotted {
  readonly slots?: Readonly<Record<string, readonly string[]>>;
  readonly mixed?: readonly string[];
}

/** A slot whose texts lead back to it could never be filled, and one whose texts lead too far not by our stack. */
function circleProblems({ slots = {}, mixed = [] }: Slotted): Problem[] {
  const texts = new Map(Object.entries(slots)).set("mixed", mixed);
  const inner = (name: string) =>
    (texts.get(name) ?? []).flatMap((text) => [...text.matchAll(slotPattern)].map((match) => match[1] as string));
  const settled = new Set<string>();
  const problems: Problem[] = [];
  const follow = (name: string, way: readonly string[]) => {
    for (const next of settled.has(name) ? [] : new Set(inner(name))) {
      const here = [...way, name];
      if (here.length > deepestNesting) {
        const message = `leads through more than ${deepestNesting} other slots; write the texts out`;
        problems.push({ path: ["slots", way[0] ?? name], message });
      } else if (!here.includes(next)) follow(next, here);
      else {
        const circle = [...here.slice(here.indexOf(next)), next].join(" -> ");
        const message = `leads back to itself: ${circle}; take one of these slots out of the other's texts`;
        problems.push({ path: next === "mixed" ? ["mixed"] : ["slots", next], message });
      }
    }
    settled.add(name);
  };
  for (const name of texts.keys()) follow(name, []);
  return problems;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
