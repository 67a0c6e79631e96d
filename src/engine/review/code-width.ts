import { codeOf, phoneColumns, programOf, type Question } from "../question/question.ts";
import { type Diagnose, type Diagnostic, sourceSubject } from "./diagnostic.ts";

/** Code that a phone would break. Of a template, only the first such variant is reported. */
export function wideCode(questions: readonly Question[], diagnose: Diagnose): readonly Diagnostic[] {
  const reported = new Set<string>();
  return questions.flatMap((question) => {
    const subject = sourceSubject(question);
    const wide = codeOf(question)
      ?.text.split("\n")
      .find((line) => [...line].length > phoneColumns);
    if (wide === undefined || reported.has(subject.id)) return [];
    reported.add(subject.id);
    const path = [programOf(question) === null ? "code" : "program"];
    const width = [...wide].length;
    const message = `has ${width} columns, and a phone shows ${phoneColumns}; break the line: ${wide.trim()}`;
    return [diagnose("code-width", { ...subject, path }, message)];
  });
}
