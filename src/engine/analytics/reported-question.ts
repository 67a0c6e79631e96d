import { type Bank, isQuestion, itemIdOf } from "../bank/bank.ts";
import { type QuestionReport, reportReasons } from "../community/report.ts";
import type { Topic } from "../question/curriculum.ts";
import type { QuestionId } from "../question/ids.ts";
import { digestOf } from "../question/question.ts";
import type { Attempts } from "./first-answers.ts";
import { standingOf } from "./item-statistics.ts";

/** Everything that was reported about one question. */
export interface ReportedQuestion {
  readonly question: QuestionId;
  /** Null when the bank no longer has the question. */
  readonly topic: Topic | null;
  readonly reports: number;
  /** Reports about an earlier version of the question. */
  readonly earlier: number;
  /** How often each reason was given, without reasons that were never given. */
  readonly reasons: Readonly<Partial<Record<QuestionReport["reason"], number>>>;
  /** The latest first. */
  readonly notes: readonly Pick<QuestionReport, "reason" | "note" | "reportedAt">[];
  /** First attempts at the question or its template, and the share that is right. */
  readonly answers: { readonly n: number; readonly right: number | null };
}

/** Reports by question, in the order of each question's latest report. */
export function reportedQuestions(
  bank: Bank,
  latestFirst: readonly QuestionReport[],
  byItem: Attempts["byItem"],
): readonly ReportedQuestion[] {
  const groups = new Map<QuestionId, QuestionReport[]>();
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
  reports: readonly QuestionReport[],
  byItem: Attempts["byItem"],
): ReportedQuestion {
  const found = bank.question(id);
  const question = isQuestion(found) ? found : null;
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
