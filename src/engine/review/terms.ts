import type { Bank } from "../bank/bank.ts";
import type { Misconception } from "../question/misconception.ts";
import { choicesOf, type Question } from "../question/question.ts";
import type { Finding } from "./finding.ts";

/** How the bank writes its terms, outside code. */
const terms: readonly { readonly wrong: RegExp; readonly right: string }[] = [
  { wrong: /\bmicro[ -]tasks?\b/i, right: "microtask" },
  { wrong: /\bmacro[ -]?tasks?\b/i, right: "task, timer or callback, as it is" },
  { wrong: /\bcall[ -]backs?\b(?! (?:a|an|the|his|her|their|later|when|at|on|in|from|and)\b)/, right: "callback" },
  { wrong: /\bevent-loop\b/i, right: "event loop" },
  { wrong: /\bnode\.?js\b/, right: "Node.js" },
  { wrong: /\bjavascript\b/, right: "JavaScript" },
  { wrong: /\bnon blocking\b/i, right: "non-blocking" },
  { wrong: /\bmulti[ -]threaded\b/i, right: "multithreaded" },
  { wrong: /\bsingle threaded\b/i, right: "single-threaded" },
  { wrong: /\basynchronicity\b/i, right: "asynchrony" },
];

/** Texts that name a thing otherwise than the rest of the bank does. */
export function termFaults({ questions, templates, misconceptions }: Bank): readonly Finding[] {
  return [
    ...questions.flatMap((question) => faultsIn("question", question.id, textsOf(question))),
    ...templates.flatMap(({ id, explanation }) => faultsIn("template", id, [["explanation", explanation]])),
    ...misconceptions.flatMap((one) => faultsIn("misconception", one.id, beliefTexts(one))),
  ];
}

type Text = readonly [field: string, text: string];

function textsOf(question: Question): readonly Text[] {
  const presentation: Text[] = "prompt" in question ? [["prompt", question.prompt]] : [];
  const field = question.kind === "ordering" ? "steps" : "choices";
  const choices = choicesOf(question).map((choice): Text => [field, "text" in choice ? choice.text : ""]);
  return [...presentation, ...choices, ...refutations(question), ["explanation", question.explanation]];
}

function refutations(question: Question): readonly Text[] {
  const wrong = "wrong" in question ? question.wrong : "options" in question ? question.options : question.mistakes;
  return wrong.map((one): Text => ["choices", "refutation" in one ? one.refutation : ""]);
}

function beliefTexts({ belief, tempting, truth }: Misconception): readonly Text[] {
  return [
    ["belief", belief],
    ["tempting", tempting],
    ["truth", truth],
  ];
}

function faultsIn(of: Finding["of"], id: string, texts: readonly Text[]): readonly Finding[] {
  return texts.flatMap(([field, text]) => {
    const prose = text.replaceAll(/`[^`]*`/g, "");
    return terms.flatMap(({ wrong, right }): Finding[] => {
      const found = wrong.exec(prose)?.[0];
      if (found === undefined) return [];
      return [{ rule: "terms", of, id, path: [field], message: `says "${found}"; the bank says ${right}` }];
    });
  });
}
