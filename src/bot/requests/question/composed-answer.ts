import { z } from "zod";
import type { Card } from "../../../cards/card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { isComplete, pressedAfter } from "../../../engine/question/answer.ts";
import type { PresentationId } from "../../../engine/question/ids.ts";
import { type ComposedQuestion, isComposed } from "../../../engine/question/question.ts";
import type { RequestContext } from "../../context.ts";
import { recordPressed } from "../../daily/daily-post.ts";
import { loadPresentation, type PresentedQuestion } from "../../presentation.ts";
import { letterPart, presentationPart } from "../button-parts.ts";
import { defineRequest } from "../definition.ts";
import { privateQuestion, standingOf } from "./question-card.ts";
import { closedVerdict, saveAnswer, verdict } from "./verdict.ts";

interface OfPresentation {
  readonly presentation: PresentationId;
}

declare module "../request.ts" {
  interface ButtonRequests {
    readonly "open-answer": OfPresentation;
    readonly pick: OfPresentation & { /** The index of a letter, in the order shown. */ readonly letter: number };
    readonly send: OfPresentation;
  }
}

/** Shows a channel's question to one person alone, with what they have picked so far. */
export const openAnswer = defineRequest({
  type: "open-answer",
  who: "everyone",
  replyMode: "private",
  button: z.object({ presentation: presentationPart }),
  handle: (context, request) =>
    whileOpen(context, request, async (open) => {
      await recordPressed(context, open);
      return composingCard(context, open);
    }),
});

/** Adds a letter to an answer of several, or takes it out again. The picks are a row, so a restart loses nothing. */
export const pick = defineRequest({
  type: "pick",
  who: "everyone",
  replyMode: "in-place",
  button: z.object({ presentation: presentationPart, letter: letterPart }),
  handle: (context, request) =>
    whileOpen(context, request, async (open) => {
      const choice = open.presentation.shown[request.letter];
      return choice === undefined
        ? refusalCard(context.words, { code: "unknown-button" }, [])
        : press(context, open, choice);
    }),
});

/** Answers with what has been picked, once it is complete. */
export const send = defineRequest({
  type: "send",
  who: "everyone",
  replyMode: "in-place",
  button: z.object({ presentation: presentationPart }),
  handle: (context, request) =>
    whileOpen(context, request, (open) =>
      isComplete(open.question, open.picks) ? saveAnswer(context, open, open.picks) : composingCard(context, open),
    ),
});

/** A question whose answer takes several picks, and that this person may still answer. */
interface OpenQuestion extends PresentedQuestion {
  readonly question: ComposedQuestion;
}

async function whileOpen(
  context: RequestContext,
  request: OfPresentation,
  then: (open: OpenQuestion) => Promise<Card>,
): Promise<Card> {
  const loaded = await loadPresentation(context, request.presentation);
  if ("code" in loaded) return refusalCard(context.words, loaded, []);
  const { presentation, question, answer } = loaded;
  if (!isComposed(question)) return refusalCard(context.words, { code: "unknown-button" }, []);
  if (answer) return verdict(context, loaded, answer, { again: true });
  if (presentation.closedAt !== null) return closedVerdict(context, loaded, presentation.closedAt);
  return then({ ...loaded, question });
}

async function press(context: RequestContext, open: OpenQuestion, choice: number): Promise<Card> {
  const change = (picks: readonly number[]) => pressedAfter(open.question, picks, choice);
  const key = { presentation: open.presentation.id, account: context.account.id };
  const picks = await context.store.partialAnswers.change(key, open.picks, change);
  return composingCard(context, { ...open, picks });
}

async function composingCard(context: RequestContext, open: OpenQuestion): Promise<Card> {
  return privateQuestion(context, open, await standingOf(context, open));
}
