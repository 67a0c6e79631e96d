import { programKinds } from "../../question-files/program-file.ts";
import { largestFile } from "../../yaml/limits.ts";
import {
  type Draft,
  type DraftChoice,
  type DraftFields,
  listOrNone,
  type ReadExchange,
  type Remark,
  textOrNone,
} from "../draft.ts";
import { readExplanation, readMarked } from "../html/html-read.ts";
import { type ReadTags, readTags } from "../question-tags.ts";
import { type GiftBlock, type GiftText, giftBlocks, type ParsedGift, parseGift } from "./gift-parse.ts";

type MultipleChoice = Extract<ParsedGift, { readonly type: "MC" }>;
type ParsedChoice = MultipleChoice["choices"][number];

/** Reads the multiple-choice questions of a GIFT file; each of the others is told. */
export function readGift(text: string): ReadExchange {
  const drafts: Draft[] = [];
  const leftOut: Remark[] = [];
  const faults: Remark[] = [];
  for (const block of giftBlocks(text)) {
    if (block.text.length > largestFile) {
      faults.push({ line: block.line, message: "is too long for a question; set questions apart by an empty line" });
      continue;
    }
    const parsed = parseGift(block);
    if ("fault" in parsed) {
      faults.push(parsed.fault);
      continue;
    }
    const read = draftOf(block, parsed.question);
    if ("leftOut" in read) leftOut.push({ line: block.line, message: read.leftOut });
    else {
      faults.push(...read.faults.map((message) => ({ line: block.line, message })));
      leftOut.push(...read.lost.map((message) => ({ line: block.line, message })));
      drafts.push(read.draft);
    }
  }
  return { drafts, leftOut, faults };
}

const otherKinds: Readonly<Record<Exclude<ParsedGift["type"], "MC">, string>> = {
  Description: "a text without answers",
  Essay: "an essay question",
  Matching: "a matching question",
  Numerical: "a numerical question",
  Short: "a short-answer question",
  TF: "a true-false question (three choices are the fewest here)",
};

type Read =
  | { readonly leftOut: string }
  | { readonly draft: Draft; readonly faults: readonly string[]; readonly lost: readonly string[] };

function draftOf(block: GiftBlock, question: ParsedGift): Read {
  const tags = readTags(block.tags);
  const isProgram = programKinds.some((kind) => kind === tags.kind) && tags.module !== null;
  if (question.type === "Matching" && isProgram) return programDraft(block, question, tags);
  if (question.type !== "MC") return { leftOut: otherKinds[question.type] };
  return isProgram ? programDraft(block, question, tags) : choiceDraft(block, question, tags);
}

/** A question that was computed from its program is computed again, whatever its choices say. */
function programDraft(
  block: GiftBlock,
  question: Extract<ParsedGift, { readonly stem: unknown }>,
  tags: ReadTags,
): Read {
  const { code } = readMarked(question.stem);
  const fields: DraftFields = {
    kind: tags.kind ?? "output",
    module: tags.module ?? undefined,
    difficulty: tags.difficulty ?? undefined,
    program: code?.text,
    ...endFields(question.globalFeedback, tags),
  };
  const name = nameOf(block, question) ?? "program";
  return { draft: { line: block.line, name, topic: tags.topic ?? block.topic, fields }, faults: [], lost: [] };
}

function choiceDraft(block: GiftBlock, question: MultipleChoice, tags: ReadTags): Read {
  const presentation = readMarked(question.stem);
  const sorted = sortChoices(question.choices, tags.kind === "choose-all");
  const texts = [question.stem, ...question.choices.flatMap((choice) => [choice.text, choice.feedback])];
  const fields: DraftFields = {
    kind: sorted.all ? "choose-all" : tags.kind === "misconception" ? "misconception" : "scenario",
    difficulty: tags.difficulty ?? undefined,
    prompt: textOrNone(presentation.text),
    code: presentation.code?.text,
    language: presentation.code ? (presentation.code.language ?? "text") : undefined,
    choices: sorted.choices,
    ...endFields(question.globalFeedback, tags),
  };
  return {
    draft: {
      line: block.line,
      name: nameOf(block, question) ?? presentation.text,
      topic: tags.topic ?? block.topic,
      fields,
    },
    faults: [...sorted.faults, ...unshownFaults([...texts, question.globalFeedback])],
    lost: sorted.lost,
  };
}

/** The title stands where its author sees it. */
function nameOf(block: GiftBlock, { title }: { readonly title: string | null }): string | undefined {
  return textOrNone(title) ?? textOrNone(block.id);
}

interface Sorted {
  readonly all: boolean;
  readonly choices: readonly DraftChoice[];
  readonly faults: readonly string[];
  readonly lost: readonly string[];
}

/** One choice with full marks is the right one; without such, all that are worth something are to be chosen. */
function sortChoices(choices: readonly ParsedChoice[], saysAll: boolean): Sorted {
  const worth = ({ isCorrect, weight }: ParsedChoice) => weight ?? (isCorrect ? 100 : 0);
  const full = choices.filter((choice) => worth(choice) === 100);
  const all = saysAll || full.length === 0;
  const isRight = (choice: ParsedChoice) => (all ? worth(choice) > 0 : choice === full[0]);
  const drafts = choices.map((choice) => draftChoice(choice, isRight(choice), all));
  const partial = all ? 0 : choices.filter((choice) => worth(choice) > 0 && worth(choice) < 100).length;
  const several = !all && full.length > 1;
  return {
    all,
    // The right one first, as our files have it.
    choices: all ? drafts : [...drafts.filter(({ right }) => right), ...drafts.filter(({ right }) => !right)],
    faults: several ? ["marks several choices as right with =; write ~%50% before each of two that apply"] : [],
    lost: partial > 0 ? [`the part marks of ${partial} wrong choice${partial === 1 ? "" : "s"}`] : [],
  };
}

function draftChoice({ text, feedback }: ParsedChoice, right: boolean, all: boolean): DraftChoice {
  const said = feedback === null ? undefined : textOrNone(readMarked(feedback).text);
  return { text: readMarked(text).text, right, refutation: right && !all ? undefined : said };
}

function endFields(feedback: GiftText | null, tags: ReadTags): Partial<DraftFields> {
  const told = feedback === null ? null : readExplanation(feedback);
  return {
    explanation: told?.explanation,
    source: told?.source,
    objectives: listOrNone(tags.objectives),
    idea: tags.idea ?? undefined,
  };
}

function unshownFaults(texts: readonly (GiftText | null)[]): string[] {
  const unshown = new Set(texts.flatMap((text) => (text === null ? [] : readMarked(text).unshown)));
  return [...unshown].map((name) =>
    name === "pre"
      ? "holds two pieces of code, and one fits; put them together"
      : `holds <${name}>, which a chat cannot show; say it in words`,
  );
}
