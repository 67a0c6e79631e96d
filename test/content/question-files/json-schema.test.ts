import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { containsQuestion, findBankFiles } from "../../../src/content/bank-files.ts";
import { jsonSchemaOf, type SchemaSubject } from "../../../src/content/question-files/json-schema.ts";

const { files } = await findBankFiles({ path: resolve("quizzes"), level: "built-in" });
const ajv = new Ajv({ allErrors: true, strict: false });

/** Reads a file as an editor does: numbers and booleans keep their types. */
const contentOf = async (path: string): Promise<Record<string, unknown>> => parse(await readFile(path, "utf8"));

describe.each<SchemaSubject>(["question", "misconception", "template"])("the schema of a %s", (holding) => {
  const validate = ajv.compile(jsonSchemaOf(holding, files));
  const some = files.filter((file) => (holding === "question" ? containsQuestion(file) : file.contents === holding));

  test("accepts every built-in file", async () => {
    expect(some.length).toBeGreaterThan(25);
    for (const { path } of some) {
      validate(await contentOf(path));
      expect(validate.errors ?? [], path).toEqual([]);
    }
  });

  test("rejects each of them with an extra field, without a required one, or with a list instead of a text", async () => {
    for (const { path } of some) {
      const content = await contentOf(path);
      const { explanation: _, truth: __, ...without } = content;
      expect(validate({ ...content, riddle: "x" }), path).toBe(false);
      expect(validate(without), path).toBe(false);
      expect(validate({ ...content, id: ["x"] }), path).toBe(false);
    }
  });

  test("describes each field", () => {
    const schema = jsonSchemaOf(holding, files);
    const shapes = schema.anyOf ?? [schema];
    for (const shape of shapes) {
      if (typeof shape !== "object") throw new Error("no shape");
      for (const [name, field] of Object.entries(shape.properties ?? {})) {
        expect((field as { description?: string }).description, name).toMatch(/\w/);
      }
    }
  });
});

test("lists existing names, so that an editor completes them", () => {
  const text = JSON.stringify(jsonSchemaOf("question", files));
  for (const word of ["async-means-faster", "choose-all", "timing", "A21"]) expect(text).toContain(`"${word}"`);
});
