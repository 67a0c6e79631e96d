import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { programKinds } from "../question-files/program-file.ts";
import { largestFile } from "../yaml/yaml-text.ts";
import { type GiftBlock, type GiftText, giftBlocks, type ParsedGift, parseGift } from "./gift-parse.ts";
import { readExplanation, readMarked } from "./html-read.ts";
import {
  type DraftChoice,
  type DraftFields,
  importDiagnostic,
  listOrNone,
  type QuestionDraft,
  type ReadExchange,
  textOrNone,
} from "./question-draft.ts";
import { type ReadTags, readTags } from "./question-tags.ts";

type MultipleChoice = Extract<ParsedGift, { readonly type: "MC" }>;
type ParsedChoice = MultipleChoice["choices"][number];

/** Reads the multiple-choice questions of a GIFT file. Questions of other types are reported as skipped. */
export function readGift(text: string, file: string): ReadExchange {
  const drafts: QuestionDraft[] = [];
  const skipped: Diagnostic[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const block of giftBlocks(text)) {
    const failure = (message: string) => importDiagnostic(file, block.line, message);
    if (block.text.length > largestFile) {
      diagnostics.push(failure("is too long for a question; separate questions by empty lines"));
      continue;
    }
    const parsed = parseGift(block, file);
    if ("diagnostic" in parsed) {
      diagnostics.push(parsed.diagnostic);
      continue;
    }
    const read = draftOf(block, parsed.question);
    if ("skipped" in read) skipped.push(failure(read.skipped));
    else {
      diagnostics.push(...read.messages.map(failure));
      skipped.push(...read.dropped.map(failure));
      drafts.push(read.draft);
    }
  }
  return { drafts, skipped, diagnostics };
}

const otherKinds: Readonly<Record<Exclude<ParsedGift["type"], "MC">, string>> = {
  Description: "a text without answers",
  Essay: "an essay question",
  Matching: "a matching question",
  Numerical: "a numerical question",
  Short: "a short-answer question",
  TF: "a true-false question (questions here have at least three choices)",
};

type ReadBlock =
  | { readonly skipped: string }
  | { readonly draft: QuestionDraft; readonly messages: readonly string[]; readonly dropped: readonly string[] };

function draftOf(block: GiftBlock, question: ParsedGift): ReadBlock {
  const tags = readTags(block.tags);
  const isProgram = programKinds.some((kind) => kind === tags.kind) && tags.module !== null;
  if (question.type === "Matching" && isProgram) return programDraft(block, question, tags);
  if (question.type !== "MC") return { skipped: otherKinds[question.type] };
  return isProgram ? programDraft(block, question, tags) : choiceDraft(block, question, tags);
}

/** Our program questions are computed from their program again. Their choices in the file are ignored. */
function programDraft(
  block: GiftBlock,
  question: Extract<ParsedGift, { readonly stem: unknown }>,
  tags: ReadTags,
): ReadBlock {
  const { code } = readMarked(question.stem);
  const fields: DraftFields = {
    kind: tags.kind ?? "output",
    module: tags.module ?? undefined,
    difficulty: tags.difficulty ?? undefined,
    program: code?.text,
    ...endFields(question.globalFeedback, tags),
  };
  const name = nameOf(block, question) ?? "program";
  return { draft: { line: block.line, name, topic: tags.topic ?? block.topic, fields }, messages: [], dropped: [] };
}

function choiceDraft(block: GiftBlock, question: MultipleChoice, tags: ReadTags): ReadBlock {
  const stem = readMarked(question.stem);
  const sorted = sortChoices(question.choices, tags.kind === "choose-all");
  const texts = [question.stem, ...question.choices.flatMap((choice) => [choice.text, choice.feedback])];
  const fields: DraftFields = {
    kind: sorted.all ? "choose-all" : tags.kind === "misconception" ? "misconception" : "scenario",
    difficulty: tags.difficulty ?? undefined,
    prompt: textOrNone(stem.text),
    code: stem.code?.text,
    language: stem.code ? (stem.code.language ?? "text") : undefined,
    choices: sorted.choices,
    ...endFields(question.globalFeedback, tags),
  };
  return {
    draft: {
      line: block.line,
      name: nameOf(block, question) ?? stem.text,
      topic: tags.topic ?? block.topic,
      fields,
    },
    messages: [...sorted.messages, ...unsupportedMarkupMessages([...texts, question.globalFeedback])],
    dropped: sorted.dropped,
  };
}

/** The title comes first, since authors see it. */
function nameOf(block: GiftBlock, { title }: { readonly title: string | null }): string | undefined {
  return textOrNone(title) ?? textOrNone(block.id);
}

interface SortedChoices {
  readonly all: boolean;
  readonly choices: readonly DraftChoice[];
  readonly messages: readonly string[];
  readonly dropped: readonly string[];
}

/** A choice with full marks is the correct one. Without one, all choices with some marks are to be chosen. */
function sortChoices(choices: readonly ParsedChoice[], isChooseAll: boolean): SortedChoices {
  const worth = ({ isCorrect, weight }: ParsedChoice) => weight ?? (isCorrect ? 100 : 0);
  const full = choices.filter((choice) => worth(choice) === 100);
  const all = isChooseAll || full.length === 0;
  const isRight = (choice: ParsedChoice) => (all ? worth(choice) > 0 : choice === full[0]);
  const drafts = choices.map((choice) => draftChoice(choice, isRight(choice), all));
  const partial = all ? 0 : choices.filter((choice) => worth(choice) > 0 && worth(choice) < 100).length;
  const several = !all && full.length > 1;
  return {
    all,
    // In our files the correct choice comes first.
    choices: all ? drafts : [...drafts.filter(({ right }) => right), ...drafts.filter(({ right }) => !right)],
    messages: several ? ["marks several choices as correct with =; write ~%50% before each of two that apply"] : [],
    dropped: partial > 0 ? [`the part marks of ${partial} wrong choice${partial === 1 ? "" : "s"}`] : [],
  };
}

function draftChoice({ text, feedback }: ParsedChoice, right: boolean, all: boolean): DraftChoice {
  const refutation = feedback === null ? undefined : textOrNone(readMarked(feedback).text);
  return { text: readMarked(text).text, right, refutation: right && !all ? undefined : refutation };
}

function endFields(feedback: GiftText | null, tags: ReadTags): Partial<DraftFields> {
  const read = feedback === null ? null : readExplanation(feedback);
  return {
    explanation: read?.explanation,
    source: read?.source,
    objectives: listOrNone(tags.objectives),
    idea: tags.idea ?? undefined,
  };
}

function unsupportedMarkupMessages(texts: readonly (GiftText | null)[]): string[] {
  const unshown = new Set(texts.flatMap((text) => (text === null ? [] : readMarked(text).unshown)));
  return [...unshown].map((name) =>
    name === "pre"
      ? "contains two pieces of code, and the limit is one; put them together"
      : `contains <${name}>, which a chat cannot show; say it in words`,
  );
}
