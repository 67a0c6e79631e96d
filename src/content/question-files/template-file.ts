import {
  type RejectedVariant,
  readySlots,
  slotPattern,
  type Template,
  variantLimits,
} from "../../engine/generation/template.ts";
import { positionOf, topics } from "../../engine/question/curriculum.ts";
import {
  at,
  checkedElsewhere,
  fields,
  linkedSlotFields,
  list,
  longest,
  oneOf,
  paragraph,
  slotFields,
  sourceFields,
  verbatim,
} from "../yaml/fields.ts";
import { deepestNesting, type Issue } from "../yaml/yaml-text.ts";
import { type FileName, type Parsed, parseFile } from "./file-parser.ts";
import { programKinds, rejectedProgramMessage } from "./program-file.ts";
import {
  type BankContext,
  difficultyField,
  misconceptionsField,
  moduleField,
  objectivesField,
} from "./question-fields.ts";

/** Parses the YAML value of a template. */
export type TemplateParser = (value: unknown, file: FileName) => Parsed<Template>;

const aboutAdvice = "name the misconceptions that its questions show, the main one first";

export function templateParser(context: BankContext): TemplateParser {
  const schema = templateSchema(context);
  return (value, file) =>
    parseFile({ value, file, schema }, slotIssues(value), (read) => {
      const cycles = cycleIssues(read);
      if (cycles.length > 0) return { issues: cycles };
      const { objectives = [], misconceptions, slots = {}, stories = [], cases = [], ...others } = read;
      const { mixed = [], module = "commonjs", ...rest } = others;
      const template: Template = {
        ...rest,
        id: file.name,
        module,
        about: misconceptions,
        slots: Object.entries(slots),
        stories: stories.map((story) => Object.entries(story)),
        cases: cases.map((one) => Object.entries(one)),
        mixed,
        position: positionOf(objectives),
      };
      return { value: template, objectives };
    });
}

export function templateSchema(context: BankContext) {
  const piece = verbatim("write a piece of the program", () => null);
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(programKinds),
      topic: oneOf(topics),
      difficulty: difficultyField(),
      misconceptions: misconceptionsField(context, aboutAdvice).min(1, `is empty; ${aboutAdvice}`),
      module: moduleField(),
      slots: slotFields().exactOptional(),
      stories: linkedSlotFields("list stories, each with the names and texts that belong together").exactOptional(),
      cases: linkedSlotFields("list shapes of the program, each with its own texts").exactOptional(),
      mixed: list(piece, "list the pieces that may appear in any order, or remove the field").exactOptional(),
      program: verbatim("write the program below program: |, with slots as {{word1}}", () => null),
      explanation: paragraph(longest.explanation, "say what holds for every question of the template"),
      source: sourceFields(),
      objectives: objectivesField(context),
    },
    "write the fields id, kind, topic, difficulty, misconceptions, program, explanation, source and objectives",
    { prompt: "is the same for every program; remove it", choices: "is computed from the program; remove it" },
  );
}

/** Why a variant is not usable as a question, with its program. */
export function rejectedVariantMessage({ program, reason }: RejectedVariant): string {
  return `does not make a usable question: it ${reasonText(reason)}. The variant was: ${JSON.stringify(program)}`;
}

function reasonText(reason: RejectedVariant["reason"]): string {
  switch (reason.type) {
    case "too-large":
      return `is larger than ${variantLimits.lines} lines of ${variantLimits.columns} columns`;
    case "not-about":
      return "shows none of the misconceptions that it names";
    default:
      return rejectedProgramMessage(reason);
  }
}

/** Every slot that a text uses exists, and every slot of the file is used. */
function slotIssues(value: unknown): Issue[] {
  const linked = [...linkedIssues(value, "stories"), ...linkedIssues(value, "cases")];
  if (linked.length > 0) return linked;
  const fieldOf = new Map([
    ...namesIn(at(at(value, "stories"), 0)).map((name) => [name, "stories"] as const),
    ...namesIn(at(at(value, "cases"), 0)).map((name) => [name, "cases"] as const),
    ...namesIn(at(value, "slots")).map((name) => [name, "slots"] as const),
  ]);
  const filled = slotFieldNames.map((field) => at(value, field));
  const explained = textsIn([at(value, "explanation")]).flatMap(slotsIn);
  const used = new Set(textsIn([...filled, at(value, "mixed"), at(value, "program")]).flatMap(slotsIn));
  const unknown = [...used, ...explained].filter((name) => !fieldOf.has(name) && !readySlots.includes(name));
  const issues: Issue[] = [...new Set(unknown)].map((name) => ({
    path: ["program"],
    message: `uses an unknown slot: {{${name}}}; write it below slots:, or use ${readySlots.slice(0, 3).join(", ")}`,
  }));
  for (const [name, field] of fieldOf) {
    const isUsed = used.has(name) || (field !== "slots" && explained.includes(name));
    const path = field === "slots" ? [field, name] : [field, 0, name];
    if (readySlots.includes(name)) issues.push({ path, message: "is a ready-made slot; rename it" });
    else if (!isUsed) issues.push({ path, message: "is never used; remove it" });
  }
  if (at(value, "mixed") !== undefined && !used.has("mixed")) {
    issues.push({ path: ["mixed"], message: "is never used; write {{mixed}} into the program" });
  }
  return issues;
}

const slotFieldNames = ["slots", "stories", "cases"] as const;

/** All stories, and all cases, fill the same slots, which no other field fills. */
function linkedIssues(value: unknown, field: "stories" | "cases"): Issue[] {
  const all = at(value, field);
  if (!Array.isArray(all)) return [];
  const others = slotFieldNames.slice(0, slotFieldNames.indexOf(field)).map((name) => at(value, name));
  const taken = others.flatMap((other) => namesIn(Array.isArray(other) ? other[0] : other));
  const names = namesIn(all[0]);
  const repeated = names.filter((name) => taken.includes(name));
  if (repeated.length > 0) return [{ path: [field], message: `fills {{${repeated[0]}}}, as another field does` }];
  const index = all.findIndex((one) => namesIn(one).toSorted().join() !== names.toSorted().join());
  if (index < 0) return [];
  return [{ path: [field, index], message: `does not fill the same slots as the first one: ${names.join(", ")}` }];
}

function namesIn(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function slotsIn(text: string): readonly string[] {
  return [...text.matchAll(slotPattern)].flatMap(([, name]) => name ?? []);
}

interface SlotTexts {
  readonly slots?: Readonly<Record<string, readonly string[]>>;
  readonly stories?: readonly Readonly<Record<string, string>>[];
  readonly cases?: readonly Readonly<Record<string, string>>[];
  readonly mixed?: readonly string[];
}

/** A slot must not lead back to itself, nor through so many others that filling it would overflow the stack. */
function cycleIssues({ slots = {}, stories = [], cases = [], mixed = [] }: SlotTexts): Issue[] {
  const texts = new Map(Object.entries(slots)).set("mixed", mixed);
  for (const [name, text] of [...stories, ...cases].flatMap(Object.entries<string>)) {
    texts.set(name, [...(texts.get(name) ?? []), text]);
  }
  const inner = (name: string) => (texts.get(name) ?? []).flatMap(slotsIn);
  const visited = new Set<string>();
  const issues: Issue[] = [];
  const follow = (name: string, way: readonly string[]) => {
    for (const next of visited.has(name) ? [] : new Set(inner(name))) {
      const here = [...way, name];
      if (here.length > deepestNesting) {
        const message = `leads through more than ${deepestNesting} other slots; write the texts out`;
        issues.push({ path: ["slots", way[0] ?? name], message });
      } else if (!here.includes(next)) follow(next, here);
      else {
        const cycle = [...here.slice(here.indexOf(next)), next].join(" -> ");
        const message = `leads back to itself: ${cycle}; take one of these slots out of the other's texts`;
        issues.push({ path: next === "mixed" ? ["mixed"] : ["slots", next], message });
      }
    }
    visited.add(name);
  };
  for (const name of texts.keys()) follow(name, []);
  return issues;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
