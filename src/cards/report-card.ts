import { longestNote, reportReasons } from "../engine/report.ts";
import type { Button, Card, Form } from "./card.ts";
import { noticeCard } from "./notice-card.ts";
import { plain } from "./prose.ts";
import type { Words } from "./words.ts";

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
