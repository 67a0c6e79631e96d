import type { Words } from "../../cards/words/words.ts";
import type { ReportedQuestion } from "../../engine/analytics/reported-question.ts";
import { reportReasons } from "../../engine/community/report.ts";
import { withoutControls } from "../../text/control-characters.ts";

/** One paragraph for each reported question. */
export function reportsText(words: Words, questions: readonly ReportedQuestion[]): string {
  if (questions.length === 0) return "There are no reports.\n";
  return `${questions.map((one) => partOf(words, one)).join("\n\n")}\n`;
}

function partOf(words: Words, one: ReportedQuestion): string {
  const reasons = reportReasons.flatMap((reason) => {
    const count = one.reasons[reason] ?? 0;
    return count > 0 ? [`  ${count} x ${words.report.reasons[reason]}`] : [];
  });
  const notes = one.notes.flatMap(({ note, reason, reportedAt }) => [
    `  ${new Date(reportedAt).toISOString().slice(0, 10)}, ${reason}:`,
    ...withoutControls(note)
      .split("\n")
      .map((line) => `    ${line}`.trimEnd()),
  ]);
  return [headOf(one), `  ${answersOf(one)}`, ...reasons, ...notes].join("\n");
}

function headOf({ question, topic, reports, earlier }: ReportedQuestion): string {
  const where = topic === null ? `${question} (no longer in the bank)` : `${topic}/${question}`;
  const before = topic !== null && earlier > 0 ? `, ${earlier} of them before it was changed` : "";
  return withoutControls(`${where}: ${reports === 1 ? "1 report" : `${reports} reports`}${before}`);
}

function answersOf({ answers: { n, right } }: ReportedQuestion): string {
  if (right === null) return "It has no first answers yet.";
  return `${n} first ${n === 1 ? "answer" : "answers"}, ${Math.round(100 * right)} % correct.`;
}
