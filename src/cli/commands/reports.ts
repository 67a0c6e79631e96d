import { wordsEn } from "../../cards/words/en/words-en.ts";
import { firstAttempts } from "../../engine/analytics/first-answers.ts";
import { type ReportedQuestion, reportedQuestions } from "../../engine/analytics/reported-question.ts";
import { allFirstAnswers, type Sources, sourcesOfEnvironment, withReadOnlyStore } from "../read-only-store.ts";
import { reportsText } from "../reports/reports-text.ts";

export async function printReports(options: { readonly json?: boolean | undefined }): Promise<void> {
  process.stdout.write(await listReports(sourcesOfEnvironment(), options.json === true));
}

/** The same as a text. */
export function listReports(sources: Sources, json: boolean): Promise<string> {
  return withReadOnlyStore(sources, async (bank, store) => {
    const reports = await store.reports.list();
    const { byItem } = firstAttempts(bank, reports.length > 0 ? await allFirstAnswers(store) : []);
    const questions = reportedQuestions(bank, reports, byItem);
    return json ? `${reportsJson(questions)}\n` : reportsText(wordsEn, questions);
  });
}

/** One line of JSON for other programs; times as ISO 8601. Who reported stays untold. */
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
