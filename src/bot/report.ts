import type { Button, Card, Form } from "../cards/card.ts";
import { refusalCard, reportForm, reportKeptCard } from "../cards/notices/notice-card.ts";
import { type PresentationId, reportId } from "../engine/question/ids.ts";
import { buttonId } from "./button-id.ts";
import type { Command } from "./command.ts";
import type { House } from "./house.ts";
import { nextButton } from "./next-button.ts";
import { reportFormId } from "./report-form.ts";
import { isPutTo, type Visit } from "./visit.ts";

/** Asks nothing of the store, so that it can be the very first response. */
export function openReportForm(house: House, presentation: PresentationId): Form {
  return reportForm(house.words, reportFormId(presentation));
}

/** Keeps what a person says is wrong, also with a question that has been changed or taken out since it was put. */
export async function takeReport(
  house: House,
  visit: Visit,
  said: Extract<Command, { type: "report-question" }>,
): Promise<Card> {
  const presentation = await house.store.presentations.find(said.presentation);
  if (!presentation) return refusalCard(house.words, { code: "unknown-button" }, []);
  if (!isPutTo(visit, presentation)) return refusalCard(house.words, { code: "not-yours" }, []);
  await house.store.reports.save({
    id: reportId(house.ids.next()),
    presentation: presentation.id,
    question: presentation.question,
    digest: presentation.digest,
    account: visit.account.id,
    reason: said.reason,
    note: said.note,
    reportedAt: visit.now,
  });
  return reportKeptCard(house.words, [nextButton(house, presentation.topic)]);
}

/** The way to say that something is wrong with what was asked. */
export function reportButton(house: House, presentation: PresentationId): Button {
  const label = house.words.report.button;
  return { id: buttonId({ type: "report", presentation }), label, spoken: label, look: "plain" };
}
