import { buttonId } from "../bot/requests/catalogue.ts";
import { answerIds } from "../bot/requests/question/question-card.ts";
import { verdictButtons } from "../bot/requests/question/verdict.ts";
import { type Button, button, type Card } from "../cards/card.ts";
import { dailyPostCard } from "../cards/daily/daily-card.ts";
import { moreCard } from "../cards/question/more-card.ts";
import { type QuestionNote, questionCard } from "../cards/question/question-card.ts";
import { closedCard, verdictCard } from "../cards/question/verdict-card.ts";
import type { Words } from "../cards/words/words.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { type Answer, type Choice, confidences, type Presentation, shownBy } from "../engine/question/answer.ts";
import { shownOrder } from "../engine/question/choice-order.ts";
import { grade } from "../engine/question/diagnosis.ts";
import { type MisconceptionId, presentationId } from "../engine/question/ids.ts";
import { choicesOf, digestOf, isComposed, type Question } from "../engine/question/question.ts";

/** A card and what it shows. */
export interface NamedCard {
  readonly name: string;
  readonly card: Card;
}

/** A card of a question, with the moment at which people see it. */
interface QuestionCard extends NamedCard {
  readonly moment: "presented" | "answered" | "details" | "closed" | "daily";
}

/** As long as the ids that the bot generates. */
const samplePresentation = presentationId("askedaskedaskedasked00");

function nextButton(words: Words): Button {
  return button(buttonId({ type: "play", topic: null }), words.verdict.next, "primary");
}

function confidenceButtons({ more }: Words): readonly Button[] {
  return confidences.map((one) =>
    button(buttonId({ type: "confidence", presentation: samplePresentation, confidence: one }), more[one]),
  );
}

function reportButton(words: Words): Button {
  return button(buttonId({ type: "report", presentation: samplePresentation }), words.report.button, "quiet");
}

function practiseButton(words: Words): Button {
  return button(buttonId({ type: "practice", presentation: samplePresentation }), words.verdict.practise, "primary");
}

/**
 * Every card that people can see of a question: asked, answered in each way, closed, and posted to a channel.
 *
 * @param revealed the question whose answer the daily post reveals
 */
export function cardsOfQuestion(
  words: Words,
  bank: Bank,
  question: Question,
  revealed: Question,
): readonly QuestionCard[] {
  const presentation = presentationOf(question);
  const notes: readonly QuestionNote[] = ["new", "missed", "again", "practice"];
  const ids = answerIds({ buttonId }, samplePresentation, "answer");
  return [
    ...notes.flatMap((note) =>
      pressedStates(question).map(
        (pressed): QuestionCard => ({
          moment: "presented",
          name: `${question.id} asked (${note})${pressed.length > 0 ? `, pressed ${pressed}` : ""}`,
          card: questionCard(words, { question, presentation, pressed, note, place: { number: 3, of: 46 }, ids }),
        }),
      ),
    ),
    ...answersTo(question).flatMap((choice) => verdictsOn(words, bank, { question, presentation, choice })),
    {
      moment: "closed",
      name: `${question.id} closed`,
      card: closedCard(words, {
        question,
        presentation,
        closed: words.verdict.closed(words.date("2026-11-25"), words.time(540), "UTC"),
        buttons: [practiseButton(words), nextButton(words)],
      }),
    },
    { moment: "daily", name: `${question.id} of the day`, card: dailyOf(words, presentation, question, revealed) },
  ];
}

/** The states of a composed answer: empty, half and complete. */
function pressedStates(question: Question): readonly (readonly number[])[] {
  const indexes = [...choicesOf(question).keys()];
  return isComposed(question) ? [[], indexes.slice(0, 2).reverse(), indexes] : [[]];
}

/** Every single choice, or every known mistake with the most wrong order or set. */
function answersTo(question: Question): readonly Choice[] {
  const indexes = [...choicesOf(question).keys()];
  switch (question.kind) {
    case "ordering":
      return [indexes, indexes.toReversed(), ...question.mistakes.map(({ order }) => order), "unknown"];
    case "choose-all": {
      const right = indexes.filter((index) => question.options[index]?.right);
      const wrong = indexes.filter((index) => !right.includes(index));
      return [right, wrong, indexes, right.slice(0, 1), "unknown"];
    }
    default:
      return [...indexes, "unknown"];
  }
}

function presentationOf(question: Question): Presentation {
  return {
    id: samplePresentation,
    community: null,
    account: null,
    question: question.id,
    digest: digestOf(question),
    shown: shownOrder(question, samplePresentation),
    reason: "daily",
    topic: null,
    presentedAt: 0,
    chosen: null,
    closedAt: null,
  };
}

/** The verdict on a choice and, if it asks what the person thinks, the verdict after each reply. */
function verdictsOn(
  words: Words,
  bank: Bank,
  answered: { readonly question: Question; readonly presentation: Presentation; readonly choice: Choice },
): readonly QuestionCard[] {
  const { question, choice } = answered;
  const { right, diagnosis } = grade(question, choice, bank.topicOf);
  const asked = diagnosis.asked.map(bank.misconception).filter((one) => one !== null);
  const thoughts = asked.length === 0 ? [] : [...asked, null];
  const replies: readonly Answer["reply"][] = [null, ...thoughts.map((thought) => ({ thought: thought?.id ?? null }))];
  return replies.flatMap((reply): QuestionCard[] => {
    const shownId = shownBy({ diagnosis, reply });
    const shown = shownId && bank.misconception(shownId);
    const isAsking = asked.length > 0 && reply === null;
    const card = verdictCard(words, {
      ...answered,
      right,
      points: right ? question.difficulty : 0,
      answeredBefore: false,
      shown,
      asking: isAsking ? { misconceptions: asked, buttonId: thoughtId(diagnosis.asked) } : null,
      replied: reply !== null,
      correction: null,
      replacesQuestion: true,
      notes: [],
      buttons: verdictButtons({ buttonId, words }, { id: samplePresentation, topic: null }, { asks: isAsking, right }),
    });
    const details = moreCard(words, {
      ...answered,
      right,
      shown,
      why: null,
      confidence: choice === "unknown" ? null : { type: "ask", buttons: confidenceButtons(words) },
      buttons: [nextButton(words), reportButton(words)],
    });
    const after = reply === null ? "" : `, then ${reply.thought ?? "none of these"}`;
    const name = `${question.id} answered ${choice}${after}`;
    return [
      { moment: "answered", name, card },
      ...(isAsking ? [] : [{ moment: "details" as const, name: `${name}, more`, card: details }]),
    ];
  });
}

function thoughtId(asked: readonly MisconceptionId[]) {
  return (thought: MisconceptionId | null) =>
    buttonId({ type: "thought", presentation: samplePresentation, thought: thought && asked.indexOf(thought) });
}

/** The question with the longest texts. */
export function longestOf(questions: readonly Question[]): Question | null {
  const length = (question: Question) => JSON.stringify(question).length;
  return questions.reduce<Question | null>((one, other) => (one && length(one) >= length(other) ? one : other), null);
}

function dailyOf(words: Words, presentation: Presentation, question: Question, revealed: Question): Card {
  return dailyPostCard(words, {
    question,
    presentation,
    date: "2026-11-25",
    answered: 12_345,
    reveal: {
      date: "2026-11-24",
      question: revealed,
      presentation: presentationOf(revealed),
      answered: 12_345,
      right: 6_789,
      count: (choice) => choice * 1000,
    },
    ids: answerIds({ buttonId }, samplePresentation, "answer-in-channel"),
  });
}
