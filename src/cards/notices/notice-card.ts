import { longestNote, reportReasons } from "../../engine/community/report.ts";
import { topics } from "../../engine/question/curriculum.ts";
import type { Refusal } from "../../engine/question/refusal.ts";
import { shortened } from "../../text/shorten.ts";
import {
  type Block,
  type Button,
  type Card,
  type CardTone,
  card,
  type Form,
  heading,
  list,
  note,
  text,
} from "../card.ts";
import { codeSpan, commandSpan, instruction, joined, type Prose, plain, wordsOf } from "../prose.ts";
import { exampleSettings } from "../settings/settings-card.ts";
import type { Words } from "../words/words.ts";

/** A few sentences from the words. */
export function noticeCard(
  tone: CardTone,
  title: string,
  sentences: readonly string[],
  buttons: readonly Button[],
): Card {
  return card(
    tone,
    title,
    sentences.map((sentence) => text(instruction(sentence))),
    buttons,
  );
}

/** Says why something was not done, and what to do instead. */
export function refusalCard(words: Words, refusal: Refusal, buttons: readonly Button[]): Card {
  const instead = insteadOf(words, refusal);
  const blocks = [text(refusalProse(words, refusal)), ...(instead ? [text(instead)] : [])];
  return card("refused", words.refusalTitle, blocks, buttons);
}

/** Why something was declined, in one sentence. */
export function refusalSentence(words: Words, refusal: Refusal): string {
  return wordsOf(refusalProse(words, refusal));
}

/** What was typed is quoted only as far as it helps to recognise it. */
const longestQuote = 60;

function refusalProse({ refusals }: Words, refusal: Refusal): Prose {
  switch (refusal.code) {
    case "unknown-command":
    case "unknown-topic":
    case "unknown-window":
    case "bad-channel":
    case "bad-time":
    case "bad-zone":
    case "bad-days":
    case "bad-module":
      return plain(refusals[refusal.code](shortened(refusal.typed.replaceAll(/\s+/g, " "), longestQuote)));
    case "too-long":
      return plain(refusals[refusal.code](refusal.limit));
    default:
      return instruction(refusals[refusal.code]);
  }
}

function insteadOf({ didYouMean }: Words, refusal: Refusal): Prose | null {
  if (refusal.code === "settings-incomplete") return exampleSettings("#channel");
  if (!("nearest" in refusal) || refusal.nearest === null) return null;
  return joined(plain(didYouMean.before), nearestOf(refusal.code, refusal.nearest), plain(didYouMean.after));
}

function nearestOf(code: Refusal["code"], nearest: string): Prose {
  switch (code) {
    case "unknown-command":
      return commandSpan(nearest);
    case "unknown-topic":
      return commandSpan("play", nearest);
    case "unknown-window":
      return commandSpan("leaderboard", nearest);
    default:
      return codeSpan(nearest);
  }
}

/** One line of the help: how a command is typed, and what it does. */
export interface HelpLine {
  /** `settings daily` */
  readonly path: string;
  /** `CHANNEL TIME [ZONE] [DAYS]` */
  readonly arguments: string;
  readonly text: string;
  readonly adminsOnly: boolean;
}

export function helpCard(words: Words, lines: readonly HelpLine[], buttons: readonly Button[]): Card {
  const { help } = words;
  const names = topics.map((topic) => joined(codeSpan(topic), plain(` ${words.topicName(topic)}`)));
  const blocks = [
    text(help.intro),
    ...commandBlocks(words, lines),
    heading(help.topics),
    list(names),
    note(help.scoring),
  ];
  return card("neutral", help.title, blocks, buttons);
}

/** Adds all commands to the refusal of an unknown one. */
export function withCommands(words: Words, refused: Card, lines: readonly HelpLine[]): Card {
  return { ...refused, blocks: [...refused.blocks, ...commandBlocks(words, lines)] };
}

function commandBlocks({ help }: Words, lines: readonly HelpLine[]): readonly Block[] {
  const items = lines.map(({ path, arguments: given, text: description, adminsOnly }) => {
    const explained = ` ${description}${adminsOnly ? ` ${help.adminsOnly}` : ""}`;
    return joined(commandSpan(path, given), plain(explained));
  });
  return [heading(help.commands), list(items)];
}

/** The form on which a question is reported. No reason is preselected, or it would be sent unread. */
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

export function reportSavedCard(words: Words, buttons: readonly Button[]): Card {
  return noticeCard("neutral", words.report.thanksTitle, [words.report.thanks], buttons);
}
