import { type Block, type Card, card, code, list, note, text } from "../card.ts";
import { instruction, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** One of the accounts of a person, by its chat and the person's name there. */
interface ShownAccount {
  readonly chat: string;
  readonly name: string;
}

interface LinkCodeView {
  readonly code: string;
  /** How long the code can be used. */
  readonly minutes: number;
  /** The accounts that are linked already; one if none is. */
  readonly accounts: readonly ShownAccount[];
}

/** Shows a code, how to use it, and why to keep it secret. */
export function linkCodeCard(words: Words, view: LinkCodeView): Card {
  const { link } = words;
  const linked: readonly Block[] =
    view.accounts.length > 1 ? [text(link.linkedNow), accountList(words, view.accounts)] : [];
  const blocks = [
    text(instruction(link.howTo)),
    code(link.code, view.code),
    text(link.expires(view.minutes)),
    text(link.effect),
    ...linked,
    note(link.keepSecret),
  ];
  return card("neutral", link.title, blocks);
}

/** Says which accounts are one person now. */
export function linkedCard(words: Words, accounts: readonly ShownAccount[]): Card {
  const { link } = words;
  const blocks = [text(link.linked), accountList(words, accounts), text(instruction(link.undo))];
  return card("neutral", link.linkedTitle, blocks);
}

function accountList({ link }: Words, accounts: readonly ShownAccount[]): Block {
  return list(accounts.map(({ chat, name }) => plain(link.account(name, chat))));
}
