import { longestNote, reportReasons } from "../../engine/community/report.ts";
import type { Refusal } from "../../engine/question/refusal.ts";
import type { Block, Button, Card, CardTone, Form } from "../card.ts";
import { codeSpan, joined, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** A few plain sentences. */
export function noticeCard(
  tone: CardTone,
  title: string,
  sentences: readonly string[],
  buttons: readonly Button[],
): Card {
  return {
    type: "card",
    tone,
    title,
    blocks: sentences.map((sentence) => ({ type: "text", text: plain(sentence) })),
    buttons: buttons.length > 0 ? [buttons] : [],
  };
}

/** Why not, in one kind sentence, and what to do instead. */
export function refusalCard(words: Words, refusal: Refusal, buttons: readonly Button[]): Card {
  const instead = insteadOf(words, refusal);
  return {
    type: "card",
    tone: "refused",
    title: words.refusalTitle,
    blocks: [{ type: "text", text: plain(refusalSentence(words, refusal)) }, ...(instead ? [instead] : [])],
    buttons: buttons.length > 0 ? [buttons] : [],
  };
}

/** Why something was declined, in one sentence. */
export function refusalSentence(words: Words, refusal: Refusal): string {
  const { refusals } = words;
  switch (refusal.code) {
    case "unknown-command":
    case "unknown-topic":
    case "unknown-window":
    case "bad-channel":
    case "bad-time":
    case "bad-zone":
    case "bad-days":
    case "bad-module":
      return refusals[refusal.code](shortened(refusal.typed));
    case "too-long":
      return refusals[refusal.code](refusal.limit);
    default:
      return refusals[refusal.code];
  }
}

function insteadOf(words: Words, refusal: Refusal): Block | null {
  if (refusal.code === "settings-incomplete") {
    return { type: "text", text: codeSpan(words.daily.noneExample("#channel")) };
  }
  if (!("nearest" in refusal) || refusal.nearest === null) return null;
  const commands: Readonly<Record<string, string>> = {
    "unknown-command": `/async-quiz ${refusal.nearest}`,
    "unknown-topic": `/async-quiz play ${refusal.nearest}`,
    "unknown-window": `/async-quiz leaderboard ${refusal.nearest}`,
  };
  const [before, after = ""] = words.didYouMean("\n").split("\n");
  const command = commands[refusal.code] ?? refusal.nearest;
  return { type: "text", text: joined(plain(before ?? ""), codeSpan(command), plain(after)) };
}

/** What was typed is quoted only as far as it helps to recognise it. */
function shortened(typed: string): string {
  const characters = [...typed.replaceAll(/\s+/g, " ")];
  return characters.length <= 60 ? characters.join("") : `${characters.slice(0, 59).join("")}…`;
}

/** The form on which a question is reported. No reason is chosen before: it would be sent unread. */
export function reportForm(words: Words, id: string): Form {
  const { report } = words;
  const options = reportReasons.map((value) => ({ value, label: report.reasons[value] }));
  return {
    type: "form",
    id,
    title: report.formTitle,
    intro: plain(report.formIntro),
    fields: [
      { name: "reason", kind: "option", value: "", options, ...report.reason },
      { name: "note", kind: "paragraph", value: "", most: longestNote, ...report.note(longestNote) },
    ],
    submit: report.submit,
  };
}

export function reportKeptCard(words: Words, buttons: readonly Button[]): Card {
  return noticeCard("neutral", words.report.thanksTitle, [words.report.thanks], buttons);
}
