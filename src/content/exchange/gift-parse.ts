import gift from "gift-pegjs";
import { z } from "zod";
import { isTopic, type Topic } from "../../engine/question/curriculum.ts";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { importDiagnostic } from "./question-draft.ts";

/** The text of one question of a GIFT file: the lines between two empty lines, without comments. */
export interface GiftBlock {
  /** The first line that is not a comment, from 1. */
  readonly line: number;
  readonly text: string;
  /** The line number in the file of each line of the text. */
  readonly lines: readonly number[];
  readonly id: string | null;
  readonly tags: readonly string[];
  /** From the category above it, if that is named after one of our topics. */
  readonly topic: Topic | null;
}

const tagLength = 200;
const idTag = new RegExp(`\\[id:([^\\]]{1,${tagLength}})\\]`);
const tag = new RegExp(`\\[tag:([^\\]]{1,${tagLength}})\\]`, "g");

/** Splits a file into questions. The parser stops at the first error, so it gets one question at a time. */
export function giftBlocks(text: string): GiftBlock[] {
  const blocks: GiftBlock[] = [];
  let topic: Topic | null = null;
  let open: { text: string[]; lines: number[]; id: string | null; tags: string[] } = nothing();
  const close = () => {
    const [line] = open.lines;
    if (line !== undefined) blocks.push({ ...open, line, topic, text: open.text.join("\n") });
    // A block of comments alone belongs to the next question.
    if (line !== undefined) open = nothing();
  };
  text.split("\n").forEach((content, index) => {
    const trimmed = content.trim();
    if (trimmed === "") close();
    else if (trimmed.startsWith("//")) {
      open.id = idTag.exec(trimmed)?.[1]?.trim() ?? open.id;
      open.tags.push(...[...trimmed.matchAll(tag)].flatMap(([, name]) => name?.trim() ?? []));
    } else if (trimmed.startsWith("$CATEGORY:")) {
      topic = topicIn(trimmed);
    } else {
      open.text.push(content);
      open.lines.push(index + 1);
    }
  });
  close();
  return blocks;
}

function nothing() {
  return { text: [], lines: [], id: null, tags: [] };
}

function topicIn(category: string): Topic | null {
  const names = category.slice("$CATEGORY:".length).split("/");
  return names.map((name) => name.trim()).find(isTopic) ?? null;
}

/**
 * In GIFT a backslash escapes special characters. The parser undoes that only in part: it leaves a semicolon after each
 * line break and turns `&&058;` into a colon. So escaped characters are hidden from it as Unicode noncharacters.
 */
const signs = ["\\", "~", "=", "#", "{", "}", ":", "n", "&"];
const firstHidden = 0xfdd0;
const hiddenSign = /[\ufdd0-\ufdd8]/g;

export function escapedGift(text: string): string {
  return text.replace(/[\\~=#{}:]/g, "\\$&").replaceAll("\n", "\\n");
}

/**
 * Hides escaped characters. Like Moodle, also accepts unescaped ones that cannot be syntax: all of them outside the
 * answers, and colons inside.
 */
function hideSigns(question: string): string {
  const text = question.replace(/\\([\\~=#{}:n])/g, (_, sign: string) => hidden(sign)).replace(/&(?=&\d{3};)/g, hidden);
  const title = /^\s*::[\s\S]*?::/.exec(text)?.[0] ?? "";
  const open = text.indexOf("{", title.length);
  const close = text.lastIndexOf("}");
  const outside = (part: string) => part.replace(/[:=~#]/g, hidden);
  if (open < 0 || close < open) return title + outside(text.slice(title.length));
  const answers = text.slice(open, close);
  // In a numerical answer, the tolerance follows a colon.
  const isNumber = /^\{\s*#(?!###)/.test(answers);
  const inside = isNumber ? answers : answers.replaceAll(":", hidden);
  return title + outside(text.slice(title.length, open)) + inside + outside(text.slice(close));
}

function hidden(sign: string): string {
  return String.fromCharCode(firstHidden + signs.indexOf(sign));
}

function showSigns(text: string): string {
  return text.replace(hiddenSign, (character) => {
    const sign = signs[character.charCodeAt(0) - firstHidden] ?? character;
    return sign === "n" ? "\n" : sign;
  });
}

const shownText = z.string().transform(showSigns);
const text = z.object({ format: z.enum(["moodle", "html", "markdown", "plain"]), text: shownText });
const stemFields = { title: shownText.nullable(), stem: text, globalFeedback: text.nullable() };

/** The parts of a parsed question that we use. */
const parsedQuestion = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("MC"),
    ...stemFields,
    choices: z.array(
      z.object({ isCorrect: z.boolean(), weight: z.number().nullable(), text, feedback: text.nullable() }),
    ),
  }),
  z.object({ type: z.literal("Matching"), ...stemFields }),
  z.object({ type: z.enum(["Description", "Essay", "Numerical", "Short", "TF"]) }),
]);

export type ParsedGift = z.infer<typeof parsedQuestion>;
export type GiftText = z.infer<typeof text>;

const notGift =
  "write a backslash before each of ~ = # { } : that is not syntax, close the answers with }, " +
  "and put empty lines between questions only";

export function parseGift(
  block: GiftBlock,
  file: string,
): { readonly question: ParsedGift } | { readonly diagnostic: Diagnostic } {
  const failure = (line: number, what: string) => ({ diagnostic: importDiagnostic(file, line, `${what}; ${notGift}`) });
  try {
    const parsed = z.tuple([parsedQuestion]).safeParse(gift.parse(hideSigns(block.text)));
    return parsed.success ? { question: parsed.data[0] } : failure(block.line, "is not a GIFT question");
  } catch (error) {
    const located = z.object({ location: z.object({ start: z.object({ line: z.number() }) }) }).safeParse(error);
    if (!located.success) throw error;
    const line = block.lines[located.data.location.start.line - 1] ?? block.lines.at(-1) ?? block.line;
    return failure(line, "is not GIFT from here on");
  }
}
