import type { Bank } from "../bank/bank.ts";
import { choicesOf, type Question } from "../question/question.ts";
import type { Diagnose, Diagnostic, Subject } from "./diagnostic.ts";

/** The spelling of technical terms in prose. Code between backticks is exempt. */
const terms: readonly { readonly wrong: RegExp; readonly right: string }[] = [
  { wrong: /\bmicro[ -]tasks?\b/i, right: "microtask" },
  { wrong: /\bmacro[ -]?tasks?\b/i, right: "task, timer or callback, whichever it is" },
  { wrong: /\bcall[ -]backs?\b(?! (?:a|an|the|his|her|their|later|when|at|on|in|from|and)\b)/, right: "callback" },
  { wrong: /\bevent-loop\b/i, right: "event loop" },
  { wrong: /\bnode\.?js\b/, right: "Node.js" },
  { wrong: /\bjavascript\b/, right: "JavaScript" },
  { wrong: /\bnon blocking\b/i, right: "non-blocking" },
  { wrong: /\bmulti[ -]threaded\b/i, right: "multithreaded" },
  { wrong: /\bsingle threaded\b/i, right: "single-threaded" },
  { wrong: /\basynchronicity\b/i, right: "asynchrony" },
];

/** Texts that spell a term differently from the rest of the bank. */
export function termDiagnostics(
  { questions, templates, misconceptions }: Bank,
  diagnose: Diagnose,
): readonly Diagnostic[] {
  const texts: readonly (readonly [Subject, string])[] = [
    ...questions.flatMap((question) =>
      textsOf(question).map(([field, text]) => located("question", question.id, field, text)),
    ),
    ...templates.map(({ id, explanation }) => located("template", id, "explanation", explanation)),
    ...misconceptions.flatMap(({ id, belief, tempting, truth }) =>
      Object.entries({ belief, tempting, truth }).map(([field, text]) => located("misconception", id, field, text)),
    ),
  ];
  return texts.flatMap(([subject, text]) => termMessages(text).map((message) => diagnose("terms", subject, message)));
}

function located(of: Subject["of"], id: string, field: string, text: string): readonly [Subject, string] {
  return [{ of, id, path: [field] }, text];
}

type FieldText = readonly [field: string, text: string];

function textsOf(question: Question): readonly FieldText[] {
  const prompt: FieldText[] = "prompt" in question ? [["prompt", question.prompt]] : [];
  const field = question.kind === "ordering" ? "steps" : "choices";
  const choices = choicesOf(question).map((choice): FieldText => [field, "text" in choice ? choice.text : ""]);
  return [...prompt, ...choices, ...refutations(question), ["explanation", question.explanation]];
}

function refutations(question: Question): readonly FieldText[] {
  const wrong = "wrong" in question ? question.wrong : "options" in question ? question.options : question.mistakes;
  return wrong.map((one): FieldText => ["choices", "refutation" in one ? one.refutation : ""]);
}

function termMessages(text: string): readonly string[] {
  const prose = text.replaceAll(/`[^`]*`/g, "");
  return terms.flatMap(({ wrong, right }) => {
    const found = wrong.exec(prose)?.[0];
    return found === undefined ? [] : [`says "${found}"; write ${right}`];
  });
}
