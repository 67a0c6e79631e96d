import type { Card } from "../../../cards/card.ts";
import { closedCard, type VerdictView, verdictCard } from "../../../cards/question/verdict-card.ts";
import { defaultZone, type Instant, localDateOf, localMinuteOf } from "../../../engine/community/calendar.ts";
import { type Answer, type Choice, shownBy } from "../../../engine/question/answer.ts";
import { grade } from "../../../engine/question/diagnosis.ts";
import type { RequestContext } from "../../context.ts";
import { recordPressed, showCount } from "../../daily/daily-post.ts";
import type { PresentedQuestion } from "../../presentation.ts";
import { nextButton, reportButton, requestButton } from "../buttons.ts";

type Presented = Pick<PresentedQuestion, "presentation" | "question">;

/** Saves an answer once, and only then says what it is worth. */
export async function saveAnswer(context: RequestContext, presented: PresentedQuestion, choice: Choice): Promise<Card> {
  const { presentation, question } = presented;
  const { bank } = context;
  await recordPressed(context, presented);
  const outcome = await context.store.answers.save({
    presentation: presentation.id,
    account: context.account.id,
    choice,
    grade: grade(question, choice, bank.topicOf),
    difficulty: question.difficulty,
    now: context.now,
    localDate: context.today,
  });
  if (outcome.type === "closed") return closedVerdict(context, presented, outcome.at);
  if (outcome.type === "saved" && presentation.account === null) showCount(context, presentation.id);
  return verdict(context, presented, outcome.answer, { again: outcome.type === "already-answered" });
}

/**
 * The verdict on a saved answer.
 * @param again whether the person has tried to answer a second time
 */
export async function verdict(
  context: RequestContext,
  { presentation, question }: Presented,
  answer: Answer,
  { again }: { again: boolean },
): Promise<Card> {
  const { words, bank } = context;
  const shown = shownBy(answer);
  const isShared = presentation.account === null;
  const answered = isShared ? (await context.store.answers.tally(presentation.id)).answered : 0;
  return verdictCard(words, {
    question,
    presentation,
    choice: answer.choice,
    right: answer.right,
    points: answer.points,
    answeredBefore: answer.answeredBefore,
    shown: shown && bank.misconception(shown),
    asking: askingAfter(context, answer),
    replied: answer.reply !== null,
    notes: [...(again ? [words.verdict.firstAnswerStands] : []), ...(isShared ? [words.daily.answered(answered)] : [])],
    buttons: [nextButton(context, presentation.topic), reportButton(context, presentation.id)],
  });
}

/** What the verdict on this answer asks; null when it asks nothing, or the person has replied. */
function askingAfter({ bank, buttonId }: RequestContext, answer: Answer): VerdictView["asking"] {
  const { presentation, diagnosis, reply } = answer;
  const misconceptions = diagnosis.asked.map(bank.misconception).filter((misconception) => misconception !== null);
  if (reply !== null || misconceptions.length === 0) return null;
  return {
    misconceptions,
    // The indexes are those of the saved answer, since the bank may have lost a misconception since.
    buttonId: (thought) =>
      buttonId({ type: "thought", presentation, thought: thought && diagnosis.asked.indexOf(thought) }),
  };
}

/** The right answer, and a button to practise the question. */
export function closedVerdict(context: RequestContext, { presentation, question }: Presented, at: Instant): Card {
  const { words } = context;
  const zone = context.community?.zone ?? defaultZone;
  const practice = { type: "practice", presentation: presentation.id } as const;
  return closedCard(words, {
    question,
    presentation,
    closed: words.verdict.closed(words.date(localDateOf(at, zone)), words.time(localMinuteOf(at, zone)), zone),
    buttons: [
      requestButton(context, practice, words.verdict.practise, "primary"),
      nextButton(context, presentation.topic),
    ],
  });
}
