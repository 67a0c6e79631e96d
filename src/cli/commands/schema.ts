import { Command, Option } from "commander";
import { findBankFiles } from "../../content/bank-files.ts";
import { jsonSchemaOf, type SchemaSubject, schemaSubjects } from "../../content/question-files/json-schema.ts";
import { bankFolders } from "../open-bank.ts";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("print a JSON Schema of question files, for completion and checks in an editor")
    .addOption(new Option("--of <subject>", "the kind of file").choices(schemaSubjects).default("question"))
    .action(async ({ of }: { readonly of: SchemaSubject }) => {
      const found = await Promise.all(bankFolders().map(findBankFiles));
      const schema = jsonSchemaOf(
        of,
        found.flatMap(({ files }) => files),
      );
      process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    });
}
