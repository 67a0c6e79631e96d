import { findBankFiles } from "../../content/bank-files.ts";
import { jsonSchemaOf, schemaHoldings } from "../../content/question-files/json-schema.ts";
import { bankFolders } from "../open-bank.ts";
import { Refused } from "../refused.ts";

/**
 * Prints the JSON Schema by which an editor completes and checks a file of questions.
 * @throws Refused where there is no schema of that
 */
export async function printSchema({ of }: { readonly of: string }): Promise<void> {
  const holding = schemaHoldings.find((one) => one === of);
  if (holding === undefined) {
    throw new Refused([`--of knows no ${JSON.stringify(of)}: it is one of ${schemaHoldings.join(", ")}.`]);
  }
  const found = await Promise.all(bankFolders().map(findBankFiles));
  const schema = jsonSchemaOf(
    holding,
    found.flatMap(({ files }) => files),
  );
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
}
