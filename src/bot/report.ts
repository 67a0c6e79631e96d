import type { Button, Card, Form } from "../cards/card.ts";
import { refusalCard, reportForm, reportKeptCard } from "../cards/notices/notice-card.ts";
import type { AskedId, ReportId } from "../engine/question/ids.ts";
import { buttonId } from "./button-id.ts";
import type { Command } from "./command.ts";
import type { House } from "./house.ts";
import { nextButton } from "./next-button.ts";
import { reportFormId } from "./report-form.ts";
import { isPutTo, type Visit } from "./visit.ts";

/** Asks nothing of the store, so that it can be the very first response. */
export function openReportForm(house: House, asked: AskedId): Form {
  return reportForm(house.words, reportFormId(asked));
}

/** Keeps what a person says is wrong, also with a question that has been changed or taken out since it was put. */
export async function takeReport(
  house: House,
  visit: Visit,
  said: Extract<Command, { type: "report-question" }>,
): Promise<Card> {
  const asked = await house.store.asked(said.asked);
  if (!asked) return refusalCard(house.words, { code: "unknown-button" }, []);
  if (!isPutTo(visit, asked)) return refusalCard(house.words, { code: "not-yours" }, []);
  await house.store.keepReport({
    id: house.dice.id() as ReportId,
    asked: asked.id,
    question: asked.question,
    digest: asked.digest,
    account: visit.account.id,
    reason: said.reason,
    note: said.note,
    reportedAt: visit.now,
  });
  return reportKeptCard(house.words, [nextButton(house, asked.topic)]);
}

/** The way to say that something is wrong with what was asked. */
export function reportButton(house: House, asked: AskedId): Button {
  const label = house.words.report.button;
  return { id: buttonId({ type: "report", asked }), label, spoken: label, look: "plain" };
}
