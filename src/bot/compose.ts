import type { Card } from "../cards/card.ts";
import { refusalCard } from "../cards/notices/notice-card.ts";
import type { QuestionNote } from "../cards/question/question-card.ts";
import { latestByItem } from "../engine/learner/learner.ts";
import { isComplete, type Move, type Presentation, pressedAfter } from "../engine/question/answer.ts";
import type { PresentationId } from "../engine/question/ids.ts";
import { type ComposedQuestion, isComposed } from "../engine/question/question.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import { recordPressed } from "./daily/daily-post.ts";
import type { House } from "./house.ts";
import { privateQuestion } from "./play.ts";
import { closed, type FoundQuestion, findQuestion, keep, verdict } from "./press.ts";
import type { Visit } from "./visit.ts";

/** A question whose answer is put together, and that this person may still answer. */
interface Open extends FoundQuestion {
  readonly question: ComposedQuestion;
}

/** Shows a channel's question to one person alone, with what they have pressed so far. */
export function openAnswer(house: House, visit: Visit, id: PresentationId): Promise<Card> {
  return whereOpen(house, visit, id, async (open) => {
    await recordPressed(house, open, visit);
    return composingCard(house, visit, open);
  });
}

/** Takes a press on a letter: what stands is kept as a row, so that a restart loses nothing. */
export function press(
  house: House,
  visit: Visit,
  pressed: { presentation: PresentationId; place: number },
): Promise<Card> {
  return whereOpen(house, visit, pressed.presentation, (open) => {
    const choice = open.presentation.shown[pressed.place];
    return choice === undefined ? refused(house) : move(house, visit, open, { type: "press", choice });
  });
}

export function undo(house: House, visit: Visit, id: PresentationId): Promise<Card> {
  return whereOpen(house, visit, id, (open) => move(house, visit, open, { type: "undo" }));
}

/** Answers with what has been pressed; where something is missing, asks for it. */
export function send(house: House, visit: Visit, id: PresentationId): Promise<Card> {
  return whereOpen(house, visit, id, async (open) => {
    const { question, picks } = open;
    return isComplete(question, picks) ? keep(house, visit, open, picks) : composingCard(house, visit, open);
  });
}

async function whereOpen(
  house: House,
  visit: Visit,
  id: PresentationId,
  then: (open: Open) => Promise<Card>,
): Promise<Card> {
  const found = await findQuestion(house, visit, id);
  if ("code" in found) return refused(house, found);
  const { presentation, question } = found;
  if (!isComposed(question)) return refused(house);
  if (found.answer) return verdict(house, found, found.answer, true);
  if (presentation.closedAt !== null) return closed(house, visit, found, presentation.closedAt);
  return then({ ...found, question });
}

async function refused(house: House, refusal: Refusal = { code: "unknown-button" }): Promise<Card> {
  return refusalCard(house.words, refusal, []);
}

async function move(house: House, visit: Visit, open: Open, made: Move): Promise<Card> {
  const change = (pressed: readonly number[]) => pressedAfter(open.question, pressed, made);
  const key = { presentation: open.presentation.id, account: visit.account.id };
  const picks = await house.store.partialAnswers.change(key, open.picks, change);
  return composingCard(house, visit, { ...open, picks });
}

async function composingCard(house: House, visit: Visit, open: Open): Promise<Card> {
  return privateQuestion(house, open.question, open, await noteOf(house, visit, open.presentation));
}

/** Why it was put, as when it was shown first. */
async function noteOf(house: House, visit: Visit, presentation: Presentation): Promise<QuestionNote> {
  if (presentation.reason === "practice") return "practice";
  const answers = await house.store.answers.ofLearner(visit.account.learner);
  const before = latestByItem(answers).get(presentation.question);
  if (!before) return "new";
  return before.right ? "again" : "missed";
}
