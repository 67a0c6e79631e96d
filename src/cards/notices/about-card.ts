import type { Button, Card } from "../card.ts";
import { instruction, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

/** What a person may want to know about this program. */
interface AboutView {
  readonly version: string;
  readonly questions: number;
  readonly templates: number;
  /** The web page of the source; null where there is none. */
  readonly repository: string | null;
  readonly buttons: readonly Button[];
}

export function aboutCard({ about }: Words, view: AboutView): Card {
  const { version, questions, templates, repository, buttons } = view;
  return {
    type: "card",
    tone: "neutral",
    title: about.title(version),
    blocks: [
      { type: "text", text: plain(about.bank(questions, templates)) },
      { type: "heading", text: plain(about.privacy) },
      { type: "text", text: plain(about.stored) },
      { type: "text", text: instruction(about.deleted) },
      ...(repository === null
        ? []
        : [{ type: "link", before: about.source, label: repository, url: repository } as const]),
    ],
    buttons: [buttons],
  };
}
