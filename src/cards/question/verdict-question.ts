import type { MisconceptionId } from "../../engine/question/ids.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import { type Block, type Button, type ButtonRows, button, heading, note, quote } from "../card.ts";
import { joined, plain, prose, strong } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** "Which of these did you think?" or, for one misconception, "Did you think this?". */
export interface VerdictQuestion {
  /** At most four. */
  readonly misconceptions: readonly Misconception[];
  /** The id of the button for this misconception, or for none of them. */
  readonly buttonId: (thought: MisconceptionId | null) => string;
}

/** Every chat shows this many characters of a button's label. */
const shownOfLabel = 75;

/** The beliefs are on the buttons if they fit there. Otherwise the card has them, with numbers for the buttons. */
export function askingBlocks({ verdict }: Words, { misconceptions }: VerdictQuestion): readonly Block[] {
  const beliefs = misconceptions.map(({ belief }) => prose(belief));
  const numbered = beliefs.map((belief, index) => quote(joined(strong(`${index + 1}.`), plain(" "), belief)));
  const isOne = misconceptions.length === 1;
  return [
    heading(isOne ? verdict.didYouThink : verdict.whichOfThese),
    ...(isOne ? beliefs.map(quote) : fitOnButtons(misconceptions) ? [] : numbered),
    note(verdict.replyCounts),
  ];
}

function fitOnButtons(misconceptions: readonly Misconception[]): boolean {
  return misconceptions.every(({ belief }) => labelOf(belief).length <= shownOfLabel);
}

/** A row for each belief, because it is a long label, and one for everything else: a card has at most five. */
export function replyRows(
  { verdict }: Words,
  { misconceptions, buttonId }: VerdictQuestion,
  others: readonly Button[],
): ButtonRows {
  const [only] = misconceptions;
  if (only && misconceptions.length === 1) {
    return [[button(buttonId(only.id), verdict.yes), button(buttonId(null), verdict.no)], others];
  }
  const none = button(buttonId(null), verdict.noneOfThese);
  if (fitOnButtons(misconceptions)) {
    return [...misconceptions.map(({ id, belief }) => [button(buttonId(id), labelOf(belief))]), [none, ...others]];
  }
  const numbers = misconceptions.map(({ id, belief }, index): Button => {
    const number = String(index + 1);
    return { id: buttonId(id), label: number, spoken: `${number}. ${labelOf(belief)}`, style: "plain" };
  });
  return [[...numbers, none], others];
}

/** A label has no code style. */
function labelOf(belief: string): string {
  return belief.replaceAll("`", "");
}
