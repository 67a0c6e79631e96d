import { isTopic, type Topic } from "../../engine/topic.ts";

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
