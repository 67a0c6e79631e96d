import type { Question } from "../question/question.ts";
import { type Diagnose, type Diagnostic, sourceSubject } from "./diagnostic.ts";

/** `300 + 500`, of at least two amounts. */
const sum = /\b\d+(?: \+ \d+)+/g;

/**
 * An explanation that adds up times must arrive at the right one. A template's texts fit most of its variants and can
 * still be wrong for one, where another wait is the longest. Of a template, only the first such variant is reported.
 */
export function wrongSums(questions: readonly Question[], diagnose: Diagnose): readonly Diagnostic[] {
  const reported = new Set<string>();
  return questions.flatMap((question) => {
    if (question.kind !== "timing") return [];
    const subject = sourceSubject(question);
    const stated = question.explanation.match(sum) ?? [];
    const { milliseconds } = question.right;
    const isRight = stated.length === 0 || stated.some((text) => totalIn(text) === milliseconds);
    if (isRight || reported.has(subject.id)) return [];
    reported.add(subject.id);
    const sums = stated.join(" and ");
    const message = `adds up ${sums}, but ${question.id} takes ${milliseconds} ms; state the sum of that`;
    return [diagnose("stated-sum", { ...subject, path: ["explanation"] }, message)];
  });
}

function totalIn(text: string): number {
  return text.split(" + ").reduce((total, amount) => total + Number(amount), 0);
}
