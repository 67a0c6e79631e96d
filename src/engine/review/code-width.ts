import { codeOf, programOf, type Question } from "../question/question.ts";
import { type Diagnose, type Diagnostic, sourceSubject } from "./diagnostic.ts";

/** The most columns of code that a phone shows without breaking lines. */
const mostColumns = 44;

/** Code that a phone would break. Of a template, only the first such variant is reported. */
export function wideCode(questions: readonly Question[], diagnose: Diagnose): readonly Diagnostic[] {
  const reported = new Set<string>();
  return questions.flatMap((question) => {
    const subject = sourceSubject(question);
    const wide = codeOf(question)
      ?.text.split("\n")
      .find((line) => [...line].length > mostColumns);
    if (wide === undefined || reported.has(subject.id)) return [];
    reported.add(subject.id);
    const path = [programOf(question) === null ? "code" : "program"];
    const width = [...wide].length;
    const message = `has ${width} columns, and a phone shows ${mostColumns}; break the line: ${wide.trim()}`;
    return [diagnose("code-width", { ...subject, path }, message)];
  });
}
