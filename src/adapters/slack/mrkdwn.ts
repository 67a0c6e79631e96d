import type { Prose } from "../../cards/prose.ts";

/** A zero-width space. Next to it, Slack does not read a character as formatting. */
const invisible = "\u200b";
const ellipsis = "…";

/** Escapes the three characters with which Slack's mentions and links start and end. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Undoes Slack's escaping of a typed command. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Shortens a text so that it fits after `write` has escaped it. Cuts between graphemes. */
export function fitted(text: string, most: number, write: (text: string) => string): string {
  const converted = write(text);
  if (converted.length <= most) return converted;
  // The first one takes 10 ms, which a start has no time for. Few texts are too long.
  const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
  const ends = [...characters.segment(text)].map(({ index }) => index);
  const cut = (count: number) => write(text.slice(0, ends[count]) + ellipsis);
  let [fits, tooLong] = [0, ends.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (cut(middle).length <= most) fits = middle;
    else tooLong = middle;
  }
  return cut(fits);
}

/** Shortens a text for a field without formatting. */
export function plainFitted(text: string, most: number): string {
  return fitted(text, most, (same) => same);
}

/** Text that Slack shows as it is: nothing becomes bold, struck, a quote or an emoji. */
function literal(text: string): string {
  return escaped(
    text
      .replaceAll(/(?<![\p{L}\p{N}])([*_~`])(?=\S)|(?<=\S)([*_~`])(?![\p{L}\p{N}])/gu, `${invisible}$&${invisible}`)
      .replaceAll(/:(?=[\w+'-]*[a-z][\w+'-]*:)/gi, `:${invisible}`)
      .replaceAll(/^(?=>)/gm, invisible),
  );
}

/** Code in a line. It cannot contain backticks or line breaks. */
function code(text: string): string {
  const inside = escaped(text.replaceAll("`", "ˋ").replaceAll(/\s*\n\s*/g, " "));
  return inside.trim() === "" ? inside : `\`${inside}\``;
}

/** A block of code. Three backticks would end it, so they are replaced. */
export function codeBlock(text: string): string {
  return `\`\`\`\n${escaped(text.replaceAll("```", "ˋˋˋ"))}\n\`\`\``;
}

/** Prose in Slack's markup. Names and texts cannot mention or link. */
export function mrkdwn(text: Prose): string {
  return merged(text).reduce((before, span) => before + apart(before, written(span)), "");
}

/** Joins neighbouring spans of one type, because adjacent marks would cancel each other. */
function merged(text: Prose): Prose {
  const runs: Prose[number][] = [];
  for (const span of text) {
    const last = runs.at(-1);
    const isSame = last?.type === span.type && span.type !== "channel" && span.type !== "command";
    if (last && isSame) runs[runs.length - 1] = { ...last, text: last.text + span.text };
    else runs.push(span);
  }
  return runs;
}

function written(span: Prose[number]): string {
  switch (span.type) {
    case "code":
    case "command":
      return code(span.text);
    case "strong":
      return span.text.trim() === "" ? span.text : `*${literal(span.text)}*`;
    case "channel":
      return /^[CG][A-Z0-9]+$/.test(span.text) ? `<#${span.text}>` : literal(`#${span.text}`);
    default:
      return literal(span.text);
  }
}

/** Slack ignores a mark next to a letter, so a zero-width space separates them. */
function apart(before: string, next: string): string {
  const marked = /^[`*]/.test(next) || /[`*]$/.test(before);
  return marked && /[\p{L}\p{N}`*]$/u.test(before) && /^[\p{L}\p{N}`*]/u.test(next) ? invisible + next : next;
}

/** Prose within a limit. The last span that fits partly is shortened, and every mark is closed. */
export function mrkdwnFitted(text: Prose, most: number): string {
  const spans = [...merged(text)];
  while (mrkdwn(spans).length > most) {
    const last = spans.pop();
    if (!last) break;
    const before = mrkdwn(spans);
    const room = most - before.length - 3;
    const cut = room > 0 ? fitted(last.text, room, (part) => written({ ...last, text: part })) : "";
    if (cut !== "" && cut !== ellipsis) return before + apart(before, cut);
  }
  return mrkdwn(spans);
}
