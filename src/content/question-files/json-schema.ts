import { z } from "zod";
import { misconceptionId } from "../../engine/question/ids.ts";
import { type BankFile, namesOf } from "../bank-files.ts";
import { checkedElsewhere, longest } from "../yaml/fields.ts";
import { chooseAllSchema } from "./choose-all-file.ts";
import { misconceptionSchema } from "./misconception-file.ts";
import { programSchema } from "./program-file.ts";
import type { BankContext } from "./question-fields.ts";
import { writtenSchema } from "./question-file.ts";
import { stepsSchema } from "./steps-file.ts";
import { templateSchema } from "./template-file.ts";

/** The kinds of file that have a schema. */
export const schemaSubjects = ["question", "misconception", "template"] as const;

export type SchemaSubject = (typeof schemaSubjects)[number];

type Json = z.core.JSONSchema.BaseSchema;

/**
 * A JSON Schema (draft 7, which editors support) for your own files, derived from the schemas that read them. It
 * covers fields, words, names, lengths and counts. What depends on several fields or on a run is checked on reading.
 *
 * @param files those of the bank, which a file may refer to by name
 */
export function jsonSchemaOf(subject: SchemaSubject, files: readonly BankFile[]): Json {
  const context: BankContext = {
    level: "own",
    misconceptions: namesOf(files, "misconception").map(misconceptionId),
    templates: namesOf(files, "template"),
  };
  switch (subject) {
    case "misconception":
      return { ...schemaOf(misconceptionSchema(context)), title: "A misconception" };
    case "template":
      return { ...schemaOf(templateSchema(context)), title: "A template of questions about programs" };
    case "question":
      return questionJsonSchema(context);
  }
}

function questionJsonSchema(context: BankContext): Json {
  const kinds: readonly (readonly [title: string, schema: z.ZodType])[] = [
    ["A question in words with one right choice", writtenSchema(context)],
    ["A question that states only its program", programSchema(context)],
    ["Steps in words that people put in order", stepsSchema(context)],
    ["A question in which everything that applies is chosen", chooseAllSchema(context)],
  ];
  const anyOf = kinds.map(([title, schema]) => {
    const { $schema: _, ...inner } = schemaOf(schema);
    return { title, ...inner };
  });
  return { $schema: draft7, title: "A question", anyOf };
}

const draft7 = "http://json-schema.org/draft-07/schema#";

function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === checkedElsewhere) replace(jsonSchema, idSchema);
      else if (jsonSchema.properties) addBetweenFields(jsonSchema);
      else if (jsonSchema.enum) allowNumbers(jsonSchema);
      else if (jsonSchema.type === "string") Object.assign(jsonSchema, { type: plainScalars });
    },
  });
}

const idSchema: Json = {
  description: "repeat the file's name, without .yaml",
  type: "string",
  pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
  maxLength: longest.id,
};

/** An editor may see a number or a boolean where a value is not quoted. We read all values as text. */
const plainScalars = ["string", "number", "boolean"];

function replace(one: object, other: object): void {
  for (const key of Object.keys(one)) Reflect.deleteProperty(one, key);
  Object.assign(one, other);
}

function addBetweenFields(schema: Json): void {
  const { properties = {}, required = [] } = schema;
  if ("id" in properties) schema.required = ["id", ...required];
  if ("code" in properties) schema.dependencies = { code: ["language"], language: ["code"] };
}

function allowNumbers(schema: Json): void {
  const words = (schema.enum ?? []).filter((word) => typeof word === "string");
  const numbers = words.filter((word) => /^\d+$/.test(String(word))).map(Number);
  schema.enum = [...new Set([...words, ...numbers])];
  delete schema.type;
  delete schema.minLength;
}
