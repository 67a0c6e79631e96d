import type { Button, Card } from "../../../cards/card.ts";
import { streakSentences } from "../../../cards/learner/progress-card.ts";
import {
  type AnsweredView,
  type Correction,
  closedCard,
  type VerdictView,
  verdictCard,
} from "../../../cards/question/verdict-card.ts";
import { defaultZone, type Instant, localDateOf, localMinuteOf } from "../../../engine/community/calendar.ts";
import type { CorrectedMisconception } from "../../../engine/learner/learner-record.ts";
import { type Streak, streakOf } from "../../../engine/learner/streak.ts";
import { type Answer, type Choice, type Presentation, shownBy } from "../../../engine/question/answer.ts";
import { grade } from "../../../engine/question/diagnosis.ts";
import { isComposed } from "../../../engine/question/question.ts";
import type { BotContext, RequestContext } from "../../context.ts";
import { recordPressed, showCount } from "../../daily/daily-post.ts";
import type { PresentedQuestion } from "../../presentation.ts";
import { nextButton, requestButton } from "../buttons.ts";
import type { QuestionOnCard } from "./question-card.ts";

/** Saves an answer once, and only then says what it is worth. */
export async function saveAnswer(context: RequestContext, presented: PresentedQuestion, choice: Choice): Promise<Card> {
  const { presentation, question } = presented;
  const { bank } = context;
  await recordPressed(context, presented);
  const submission = {
    presentation: presentation.id,
    account: context.account.id,
    choice,
    grade: grade(question, choice, bank.topicOf),
    difficulty: question.difficulty,
    now: context.now,
    localDate: context.today,
  };
  const outcome = await context.store.answers.save(submission, context.model);
  if (outcome.type === "closed") return closedVerdict(context, presented, outcome.at);
  if (outcome.type === "saved" && presentation.account === null) showCount(context, presentation.id);
  if (outcome.type === "already-answered") return verdict(context, presented, outcome.answer, { again: true });
  const { answer, correction, isFirstOfDay } = outcome;
  const { account, store, today } = context;
  const streak = isFirstOfDay ? streakOf(await store.days.ofLearner(account.learner), today) : null;
  return verdict(context, presented, answer, { again: false, correction, streak });
}

interface VerdictOptions {
  readonly again: boolean;
  readonly correction?: CorrectedMisconception | null;
  readonly streak?: Streak | null;
}

/**
 * The verdict on a saved answer.
 * @param again whether the person has tried to answer a second time
 * @param correction what the answer has corrected just now
 * @param streak shown with the first answer of a day
 */
export async function verdict(
  context: RequestContext,
  { presentation, question }: QuestionOnCard,
  answer: Answer,
  { again, correction = null, streak = null }: VerdictOptions,
): Promise<Card> {
  const { words, store } = context;
  const isShared = presentation.account === null;
  const answered = isShared ? (await store.answers.tally(presentation.id)).answered : 0;
  const asking = askingAfter(context, answer);
  return verdictCard(words, {
    ...answeredView(context, { presentation, question }, answer),
    points: answer.points,
    answeredBefore: answer.answeredBefore,
    asking,
    replied: answer.reply !== null,
    correction: correctionView(context, correction),
    // A choice on a channel's post is answered beside it. Answers of several presses are composed on a private card.
    replacesQuestion: !isShared || isComposed(question),
    notes: [
      ...(again ? [words.verdict.firstAnswerStands] : []),
      ...(isShared ? [words.daily.answered(answered)] : []),
      // One day is no streak yet.
      ...(streak && streak.days > 1 ? streakSentences(words, streak) : []),
    ],
    buttons: verdictButtons(context, presentation, { asks: asking !== null, right: answer.right }),
  });
}

/** The part of a saved answer that the verdict and its details share. */
export function answeredView(
  { bank }: RequestContext,
  { presentation, question }: QuestionOnCard,
  answer: Answer,
): AnsweredView {
  const shown = shownBy(answer);
  const { choice, right } = answer;
  return { question, presentation, choice, right, shown: shown && bank.misconception(shown) };
}

/** While a verdict asks, nothing is explained yet. After a right answer, another question like it is of no use. */
export function verdictButtons(
  context: Pick<BotContext, "buttonId" | "words">,
  { id, topic }: Pick<Presentation, "id" | "topic">,
  { asks, right }: { asks: boolean; right: boolean },
): readonly Button[] {
  const { next, similar, more } = context.words.verdict;
  const nextButton = requestButton(context, { type: "play", topic }, next, "primary");
  if (asks) return [nextButton];
  const moreButton = requestButton(context, { type: "more", presentation: id }, more);
  if (right) return [nextButton, moreButton];
  return [nextButton, requestButton(context, { type: "similar", presentation: id }, similar), moreButton];
}

function correctionView({ bank }: RequestContext, correction: CorrectedMisconception | null): Correction | null {
  const misconception = correction && bank.misconception(correction.misconception);
  return correction && misconception && { ...correction, misconception };
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
export function closedVerdict(context: RequestContext, { presentation, question }: QuestionOnCard, at: Instant): Card {
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
