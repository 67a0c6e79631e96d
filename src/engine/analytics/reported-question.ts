import { type Bank, itemIdOf } from "../bank/bank.ts";
import { type Report, reportReasons } from "../community/report.ts";
import type { QuestionId } from "../question/ids.ts";
import { digestOf } from "../question/question.ts";
import type { Topic } from "../question/topic.ts";
import type { Attempts } from "./first-answers.ts";
import { standingOf } from "./item-statistics.ts";

/** All that was reported about one question. */
export interface ReportedQuestion {
  readonly question: QuestionId;
  /** The folder its file stands in; null where the bank holds it no more. */
  readonly topic: Topic | null;
  readonly reports: number;
  /** Reports of the question as it was before a change. */
  readonly earlier: number;
  /** How often each reason was given; those that nobody gave are left out. */
  readonly reasons: Readonly<Partial<Record<Report["reason"], number>>>;
  /** The latest first. */
  readonly notes: readonly Pick<Report, "reason" | "note" | "reportedAt">[];
  /** First attempts at the question, or at its template, and the part that is right. */
  readonly answers: { readonly n: number; readonly right: number | null };
}

/** Reports by question, in the order of each question's latest report. */
export function reportedQuestions(
  bank: Bank,
  latestFirst: readonly Report[],
  byItem: Attempts["byItem"],
): readonly ReportedQuestion[] {
  const groups = new Map<QuestionId, Report[]>();
  for (const report of latestFirst) {
    const group = groups.get(report.question) ?? [];
    group.push(report);
    groups.set(report.question, group);
  }
  return [...groups].map(([id, reports]) => reportedQuestion(bank, id, reports, byItem));
}

function reportedQuestion(
  bank: Bank,
  id: QuestionId,
  reports: readonly Report[],
  byItem: Attempts["byItem"],
): ReportedQuestion {
  const question = bank.question(id);
  const digest = question && digestOf(question);
  const counts = reportReasons.map(
    (reason) => [reason, reports.filter((one) => one.reason === reason).length] as const,
  );
  return {
    question: id,
    topic: question?.topic ?? bank.templates.find((template) => template.id === itemIdOf(id))?.topic ?? null,
    reports: reports.length,
    earlier: reports.filter((report) => report.digest !== digest).length,
    reasons: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    notes: reports.filter(({ note }) => note !== ""),
    answers: standingOf(byItem, id),
  };
}
