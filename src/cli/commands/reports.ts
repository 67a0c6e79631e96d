import { Command } from "commander";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import { firstAttempts } from "../../engine/analytics/first-answers.ts";
import { type ReportedQuestion, reportedQuestions } from "../../engine/analytics/reported-question.ts";
import { jsonOption } from "../command-line.ts";
import { environmentConfig } from "../config.ts";
import { allFirstAnswers, type BankAndStore, withReadOnlyStore } from "../read-only-store.ts";
import { reportsText } from "../reports/reports-text.ts";

export function reportsCommand(): Command {
  return new Command("reports")
    .description("list what people reported about questions, latest first; the bot may be running")
    .addOption(jsonOption())
    .action(async ({ json }: { readonly json?: boolean }) => {
      process.stdout.write(await listReports(environmentConfig(), json === true));
    });
}

export function listReports(sources: BankAndStore, json: boolean): Promise<string> {
  return withReadOnlyStore(sources, async (bank, store) => {
    const reports = await store.reports.list();
    const { byItem } = firstAttempts(bank, reports.length > 0 ? await allFirstAnswers(store) : []);
    const questions = reportedQuestions(bank, reports, byItem);
    return json ? `${reportsJson(questions)}\n` : reportsText(wordsEn, questions);
  });
}

/** One line of JSON, with times in ISO 8601. It does not contain who reported. */
function reportsJson(questions: readonly ReportedQuestion[]): string {
  return JSON.stringify({
    reports: questions.reduce((sum, { reports }) => sum + reports, 0),
    questions: questions.map((one) => ({
      ...one,
      notes: one.notes.map(({ reason, note, reportedAt }) => ({
        reason,
        note,
        reportedAt: new Date(reportedAt).toISOString(),
      })),
    })),
  });
}
