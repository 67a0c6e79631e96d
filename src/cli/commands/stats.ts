import { Command } from "commander";
import { itemStatistics, type Statistics } from "../../engine/analytics/item-statistics.ts";
import { jsonOption } from "../command-line.ts";
import { environmentConfig } from "../config.ts";
import { allFirstAnswers, type BankAndStore, withReadOnlyStore } from "../read-only-store.ts";
import { statsText } from "../reports/stats-text.ts";

export function statsCommand(): Command {
  return new Command("stats")
    .description("show how questions perform on first answers, those that need attention first")
    .addOption(jsonOption())
    .action(async ({ json }: { readonly json?: boolean }) => {
      process.stdout.write(await statsOf(environmentConfig(), json === true));
    });
}

export function statsOf(sources: BankAndStore, json: boolean): Promise<string> {
  return withReadOnlyStore(sources, async (bank, store) => {
    const statistics = itemStatistics(bank, await allFirstAnswers(store));
    return json ? `${statsJson(statistics)}\n` : statsText(statistics, bank.curriculum.length);
  });
}

/** One line of JSON. */
function statsJson({ answers, items }: Statistics): string {
  return JSON.stringify({ answers, items });
}
