import type { Prose } from "../../cards/prose.ts";

/** Stands between a letter and a sign that Slack would take for formatting; nobody sees it. */
const invisible = "\u200b";
const ellipsis = "…";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** The three characters with which every ping and link of Slack's begins or hides. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => entities[character] as string);
}

/** What a slash command's text was before Slack escaped it. */
export function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">" })[name] as string);
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** At most so many characters after `write` has made it longer; cut between characters as people see them. */
export function fitted(text: string, most: number, write: (text: string) => string): string {
  const whole = write(text);
  if (whole.length <= most) return whole;
  const ends = [...characters.segment(text)].map(({ index }) => index);
  const cut = (place: number) => write(text.slice(0, ends[place]) + ellipsis);
  let [fits, tooLong] = [0, ends.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (cut(middle).length <= most) fits = middle;
    else tooLong = middle;
  }
  return cut(fits);
}

/** For fields that Slack never formats. */
export function plainFitted(text: string, most: number): string {
  return fitted(text, most, (same) => same);
}

/** Text as it was written: signs that would make it bold, struck, quoted or an emoji stay signs. */
function literal(text: string): string {
  return escaped(
    text
      .replaceAll(/(?<![\p{L}\p{N}])([*_~`])(?=\S)|(?<=\S)([*_~`])(?![\p{L}\p{N}])/gu, `${invisible}$&${invisible}`)
      .replaceAll(/:(?=[\w+'-]*[a-z][\w+'-]*:)/gi, `:${invisible}`)
      .replaceAll(/^(?=>)/gm, invisible),
  );
}

/** Code in a line: no backtick and no line break can stand in it. */
function code(text: string): string {
  const inside = escaped(text.replaceAll("`", "ˋ").replaceAll(/\s*\n\s*/g, " "));
  return inside.trim() === "" ? inside : `\`${inside}\``;
}

/** A block of code; three backticks would end it. */
export function codeBlock(text: string): string {
  return `\`\`\`\n${escaped(text.replaceAll("```", "ˋˋˋ"))}\n\`\`\``;
}

/** Prose in Slack's own marks. Names and texts in it neither ping nor link. */
export function mrkdwn(text: Prose): string {
  return merged(text).reduce((before, span) => before + apart(before, written(span)), "");
}

/** Neighbours in one manner are one run: two marks that touch would undo each other. */
function merged(text: Prose): Prose {
  const runs: Prose[number][] = [];
  for (const span of text) {
    const last = runs.at(-1);
    const goesOn = last?.type === span.type && span.type !== "channel" && span.type !== "command";
    if (last && goesOn) runs[runs.length - 1] = { ...last, text: last.text + span.text };
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

/** Slack reads a mark only beside something that is no letter, so letters that touch one are set apart. */
function apart(before: string, next: string): string {
  const marked = /^[`*]/.test(next) || /[`*]$/.test(before);
  return marked && /[\p{L}\p{N}`*]$/u.test(before) && /^[\p{L}\p{N}`*]/u.test(next) ? invisible + next : next;
}

/** Prose within a limit; what does not fit is cut by character, and no mark is left open. */
export function mrkdwnFitted(text: Prose, most: number): string {
  let kept = merged(text);
  while (mrkdwn(kept).length > most && kept.length > 0) {
    const last = kept.at(-1) as Prose[number];
    const head = kept.slice(0, -1);
    const room = most - mrkdwn(head).length - 3;
    const cut = room > 0 ? fitted(last.text, room, (part) => written({ ...last, text: part })) : "";
    if (cut !== "" && cut !== ellipsis) return mrkdwn(head) + apart(mrkdwn(head), cut);
    kept = head;
  }
  return mrkdwn(kept);
}
