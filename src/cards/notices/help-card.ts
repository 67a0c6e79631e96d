import { topics } from "../../engine/question/topic.ts";
import type { Button, Card } from "../card.ts";
import { codeSpan, joined, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** One line of the help: what people type, and what it does. */
export interface HelpLine {
  readonly usage: string;
  readonly text: string;
  readonly adminsOnly: boolean;
}

export function helpCard(words: Words, lines: readonly HelpLine[], buttons: readonly Button[]): Card {
  return {
    type: "card",
    tone: "neutral",
    title: words.help.title,
    blocks: [
      { type: "text", text: plain(words.help.intro) },
      { type: "heading", text: plain(words.help.commands) },
      { type: "list", items: lines.map((line) => helpItem(words, line)) },
      { type: "heading", text: plain(words.help.topics) },
      {
        type: "list",
        items: topics.map((topic) => joined(codeSpan(topic), plain(` ${words.topicName(topic)}`))),
      },
      { type: "note", text: plain(words.help.scoring) },
    ],
    buttons: [buttons],
  };
}

/** An unknown command's refusal, with everything that could have been meant below it. */
export function withCommands(words: Words, refused: Card, lines: readonly HelpLine[]): Card {
  return {
    ...refused,
    blocks: [
      ...refused.blocks,
      { type: "heading", text: plain(words.help.commands) },
      { type: "list", items: lines.map((line) => helpItem(words, line)) },
    ],
  };
}

function helpItem(words: Words, line: HelpLine) {
  const explained = ` ${line.text}`;
  return joined(codeSpan(line.usage), plain(line.adminsOnly ? `${explained} ${words.help.adminsOnly}` : explained));
}
