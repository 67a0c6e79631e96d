import gift from "gift-pegjs";
import { z } from "zod";
import { isTopic, type Topic } from "../../../engine/question/topic.ts";
import type { Remark } from "../draft.ts";

/** One question of a GIFT file as text: what stands between two empty lines, without its comments. */
export interface GiftBlock {
  /** Of its first line that is no comment, from 1. */
  readonly line: number;
  readonly text: string;
  /** The file's line of each line of the text. */
  readonly lines: readonly number[];
  readonly id: string | null;
  readonly tags: readonly string[];
  /** Where the category above it is named after a topic of ours. */
  readonly topic: Topic | null;
}

const tagLength = 200;
const idTag = new RegExp(`\\[id:([^\\]]{1,${tagLength}})\\]`);
const tag = new RegExp(`\\[tag:([^\\]]{1,${tagLength}})\\]`, "g");

/** The parser knows no lines of the whole file, and stops at the first fault; so it is given one question at a time. */
export function giftBlocks(text: string): GiftBlock[] {
  const blocks: GiftBlock[] = [];
  let topic: Topic | null = null;
  let open: { text: string[]; lines: number[]; id: string | null; tags: string[] } = nothing();
  const close = () => {
    const [line] = open.lines;
    if (line !== undefined) blocks.push({ ...open, line, topic, text: open.text.join("\n") });
    // Comments of a block of their own belong to what follows.
    if (line !== undefined) open = nothing();
  };
  text.split("\n").forEach((content, index) => {
    const trimmed = content.trim();
    if (trimmed === "") close();
    else if (trimmed.startsWith("//")) {
      open.id = idTag.exec(trimmed)?.[1]?.trim() ?? open.id;
      open.tags.push(...[...trimmed.matchAll(tag)].map((found) => (found[1] as string).trim()));
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
 * GIFT puts a backslash before its own signs. The parser undoes that in part only (it leaves a semicolon behind each
 * line break, and takes `&&058;` for a colon), so signs that mean themselves are hidden from it behind characters that
 * no text may hold.
 */
const signs = ["\\", "~", "=", "#", "{", "}", ":", "n", "&"];
const firstHidden = 0xfdd0;
const hiddenSign = /[\ufdd0-\ufdd8]/g;
/** Characters that are no text in any language; a file that holds them is refused. */
export const nonCharacters = /[\ufdd0-\ufdef]/;

export function escapedGift(text: string): string {
  return text.replace(/[\\~=#{}:]/g, "\\$&").replaceAll("\n", "\\n");
}

/**
 * Hides what is escaped; and, as Moodle bears it, signs without a backslash that can mean nothing where they stand: all
 * outside of the answers, and colons within.
 */
function hideSigns(question: string): string {
  const text = question.replace(/\\([\\~=#{}:n])/g, (_, sign: string) => hidden(sign)).replace(/&(?=&\d{3};)/g, hidden);
  const title = /^\s*::[\s\S]*?::/.exec(text)?.[0] ?? "";
  const open = text.indexOf("{", title.length);
  const close = text.lastIndexOf("}");
  const outside = (part: string) => part.replace(/[:=~#]/g, hidden);
  if (open < 0 || close < open) return title + outside(text.slice(title.length));
  const answers = text.slice(open, close);
  // The error of a number stands behind a colon.
  const isNumber = /^\{\s*#(?!###)/.test(answers);
  const inside = isNumber ? answers : answers.replaceAll(":", hidden);
  return title + outside(text.slice(title.length, open)) + inside + outside(text.slice(close));
}

function hidden(sign: string): string {
  return String.fromCharCode(firstHidden + signs.indexOf(sign));
}

function showSigns(text: string): string {
  return text.replace(hiddenSign, (character) => {
    const sign = signs[character.charCodeAt(0) - firstHidden] as string;
    return sign === "n" ? "\n" : sign;
  });
}

const shownText = z.string().transform(showSigns);
const text = z.object({ format: z.enum(["moodle", "html", "markdown", "plain"]), text: shownText });
const presentation = { title: shownText.nullable(), stem: text, globalFeedback: text.nullable() };

/** What the parser makes of one question, as far as it is needed here. */
const parsedQuestion = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("MC"),
    ...presentation,
    choices: z.array(
      z.object({ isCorrect: z.boolean(), weight: z.number().nullable(), text, feedback: text.nullable() }),
    ),
  }),
  z.object({ type: z.literal("Matching"), ...presentation }),
  z.object({ type: z.enum(["Description", "Essay", "Numerical", "Short", "TF"]) }),
]);

export type ParsedGift = z.infer<typeof parsedQuestion>;
export type GiftText = z.infer<typeof text>;

const notGift =
  "write a backslash before each of ~ = # { } : that is meant as it stands, close the answers with }, " +
  "and let empty lines stand between questions and not within";

/** Never throws because of what stands in the block. */
export function parseGift(block: GiftBlock): { readonly question: ParsedGift } | { readonly fault: Remark } {
  const fault = (line: number, what: string) => ({ fault: { line, message: `${what}; ${notGift}` } });
  try {
    const parsed = z.tuple([parsedQuestion]).safeParse(gift.parse(hideSigns(block.text)));
    return parsed.success ? { question: parsed.data[0] } : fault(block.line, "is no question that GIFT knows");
  } catch (error) {
    const place = z.object({ location: z.object({ start: z.object({ line: z.number() }) }) }).safeParse(error);
    if (!place.success) throw error;
    const line = block.lines[place.data.location.start.line - 1] ?? block.lines.at(-1) ?? block.line;
    return fault(line, "is not GIFT from here on");
  }
}
