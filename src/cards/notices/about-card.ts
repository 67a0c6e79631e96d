import { type Block, type Button, type Card, card, heading, text } from "../card.ts";
import { instruction } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** What a person may want to know about this program. */
interface AboutView {
  readonly version: string;
  readonly questions: number;
  readonly templates: number;
  /** The web page of the source; null if there is none. */
  readonly repository: string | null;
  readonly buttons: readonly Button[];
}

export function aboutCard({ about }: Words, view: AboutView): Card {
  const { version, questions, templates, repository, buttons } = view;
  const source: readonly Block[] =
    repository === null ? [] : [{ type: "link", before: about.source, label: repository, url: repository }];
  const blocks = [
    text(about.bank(questions, templates)),
    heading(about.privacy),
    text(about.stored),
    text(instruction(about.deleted)),
    ...source,
  ];
  return card("neutral", about.title(version), blocks, buttons);
}
