import type { Button, Card } from "../cards/card.ts";
import { refusalCard } from "../cards/notices/notice-card.ts";
import { closedCard, verdictCard } from "../cards/question/verdict-card.ts";
import { isQuestion } from "../engine/bank/bank.ts";
import { defaultZone, type Instant, localDateOf, localMinuteOf } from "../engine/community/calendar.ts";
import { type Answer, type Choice, grade, type Presentation } from "../engine/question/answer.ts";
import type { PresentationId } from "../engine/question/ids.ts";
import { digestOf, isComposed, type Question } from "../engine/question/question.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import { buttonId } from "./button-id.ts";
import type { Pick } from "./command.ts";
import { recordPressed, showCount } from "./daily-post.ts";
import type { House } from "./house.ts";
import { nextButton } from "./next-button.ts";
import { reportButton } from "./report.ts";
import { isPutTo, type Visit } from "./visit.ts";

/** Takes a press on a choice: decides, keeps it once, and only then speaks. */
export async function answer(
  house: House,
  visit: Visit,
  press: { presentation: PresentationId; pick: Pick },
): Promise<Card> {
  const found = await findQuestion(house, visit, press.presentation);
  if ("code" in found) return refusalCard(house.words, found, []);
  const { presentation, question } = found;
  const choice: Choice | undefined = press.pick === "unknown" ? "unknown" : presentation.shown[press.pick];
  const isUnknown = choice === undefined || (choice !== "unknown" && isComposed(question));
  if (isUnknown) return refusalCard(house.words, { code: "unknown-button" }, []);
  return keep(house, visit, found, choice);
}

/** Keeps an answer once, and tells what it is worth. */
export async function keep(house: House, visit: Visit, found: FoundQuestion, choice: Choice): Promise<Card> {
  const { presentation, question } = found;
  await recordPressed(house, presentation, visit.from);
  const kept = await house.store.answers.save({
    presentation: presentation.id,
    account: visit.account.id,
    question: question.id,
    choice,
    grade: grade(question, choice),
    difficulty: question.difficulty,
    now: visit.now,
    localDate: visit.today,
  });
  if (kept.type === "closed") return closed(house, visit, found, kept.at);
  if (kept.type === "saved" && presentation.account === null) showCount(house, presentation);
  return verdict(house, presentation, question, kept.answer, kept.type === "already-answered");
}

export interface FoundQuestion {
  readonly presentation: Presentation;
  readonly question: Question;
}

/** What was asked, where this person may answer it and the bank still holds it. */
export async function findQuestion(house: House, visit: Visit, id: PresentationId): Promise<FoundQuestion | Refusal> {
  const presentation = await house.store.presentations.find(id);
  if (!presentation) return { code: "unknown-button" };
  if (!isPutTo(visit, presentation)) return { code: "not-yours" };
  const question = house.bank.question(presentation.question);
  if (!isQuestion(question)) return question;
  if (digestOf(question) !== presentation.digest) return { code: "question-changed" };
  return { presentation, question };
}

/** The verdict on a kept answer, also when it is shown once more. */
export async function verdict(
  house: House,
  presentation: Presentation,
  question: Question,
  given: Answer,
  again: boolean,
): Promise<Card> {
  const { words, bank } = house;
  const tally = presentation.account === null ? await house.store.answers.tally(presentation.id) : null;
  return verdictCard(words, {
    question,
    presentation,
    choice: given.choice,
    right: given.right,
    points: given.points,
    answeredBefore: given.right && given.points === 0,
    beliefs: given.misconceptions.map(bank.misconception).filter((belief) => belief !== null),
    remarks: [
      ...(again ? [words.verdict.firstAnswerStands] : []),
      ...(tally ? [words.daily.answered(tally.answered)] : []),
    ],
    buttons: [nextButton(house, presentation.topic), reportButton(house, presentation.id)],
  });
}

/** What the answer would have been, and the way to practise it. */
export function closed(house: House, visit: Visit, { presentation, question }: FoundQuestion, at: Instant): Card {
  const { words } = house;
  const zone = visit.community?.zone ?? defaultZone;
  const practise: Button = {
    id: buttonId({ type: "practice", presentation: presentation.id }),
    label: words.verdict.practise,
    spoken: words.verdict.practise,
    look: "primary",
  };
  return closedCard(words, {
    question,
    presentation,
    closed: words.verdict.closed(words.date(localDateOf(at, zone)), words.time(localMinuteOf(at, zone)), zone),
    buttons: [practise, nextButton(house, presentation.topic)],
  });
}
