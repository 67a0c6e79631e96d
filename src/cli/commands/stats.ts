import { itemStatistics, type Statistics } from "../../engine/analytics/item-statistics.ts";
import { allFirstAnswers, type Sources, sourcesOfEnvironment, withReadOnlyStore } from "../read-only-store.ts";
import { statsText } from "../reports/stats-text.ts";

export async function printStats(options: { readonly json?: boolean | undefined }): Promise<void> {
  process.stdout.write(await tellStats(sourcesOfEnvironment(), options.json === true));
}

/** The same as a text. */
export function tellStats(sources: Sources, json: boolean): Promise<string> {
  return withReadOnlyStore(sources, async (bank, store) => {
    const statistics = itemStatistics(bank, await allFirstAnswers(store));
    return json ? `${statsJson(statistics)}\n` : statsText(statistics, bank.curriculum.length);
  });
}

/** One line of JSON for other programs. */
function statsJson({ answers, items }: Statistics): string {
  return JSON.stringify({ answers, items });
}
