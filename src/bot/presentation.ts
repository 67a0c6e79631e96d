import type { Bank } from "../engine/bank/bank.ts";
import type { Answer, Presentation } from "../engine/question/answer.ts";
import { shownOrder } from "../engine/question/choice-order.ts";
import { type PresentationId, presentationId } from "../engine/question/ids.ts";
import { digestOf, type Question } from "../engine/question/question.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import type { BotContext, RequestContext } from "./context.ts";

/** A presentation as one account sees it. */
interface OwnPresentation {
  readonly presentation: Presentation;
  /** This account's answer; null until there is one. */
  readonly answer: Answer | null;
  /** What this account has picked so far of an answer that takes several presses: indexes of choices. */
  readonly picks: readonly number[];
}

/** A presentation with its question, which is still the one that was presented. */
export interface PresentedQuestion extends OwnPresentation {
  readonly question: Question;
}

/** Loads a presentation for somebody who may answer it; a refusal where there is none, or they may not. */
export async function loadOwn(context: RequestContext, id: PresentationId): Promise<OwnPresentation | Refusal> {
  const loaded = await load(context, id);
  if (!loaded) return { code: "unknown-button" };
  return isFor(context, loaded.presentation) ? loaded : { code: "not-yours" };
}

/** Loads what was presented, with its question, for somebody who may answer it; otherwise a refusal. */
export async function loadPresentation(
  context: RequestContext,
  id: PresentationId,
): Promise<PresentedQuestion | Refusal> {
  const own = await loadOwn(context, id);
  if ("code" in own) return own;
  const question = presentedQuestion(context.bank, own.presentation);
  return question ? { ...own, question } : { code: "question-changed" };
}

/** The community's open daily question, as this account sees it; null where there is none. */
export async function loadOpenDaily(context: RequestContext): Promise<PresentedQuestion | Refusal | null> {
  const { community, origin, store } = context;
  const daily = community ? await store.dailies.findOpen(community.id, origin.channel) : null;
  return daily ? loadPresentation(context, daily.presentation) : null;
}

/** The question that was presented; null where the bank has changed or removed it since. */
export function presentedQuestion(bank: Bank, presentation: Presentation): Question | null {
  const question = currentQuestion(bank, presentation);
  return question && digestOf(question) === presentation.digest ? question : null;
}

/** The question of a presentation as the bank has it now; null where it was removed. */
export function currentQuestion(bank: Bank, presentation: Presentation): Question | null {
  return bank.question(presentation.question);
}

/** Presents a question now, with its choices in an order of their own. Nothing is saved yet. */
export function present(
  { ids }: BotContext,
  question: Question,
  to: Pick<Presentation, "community" | "account" | "reason" | "topic" | "presentedAt">,
): Presentation {
  const id = presentationId(ids.next());
  const { id: questionId } = question;
  return {
    ...to,
    id,
    question: questionId,
    digest: digestOf(question),
    shown: shownOrder(question, id),
    closedAt: null,
  };
}

/** Whether a question was presented to this person: to them alone, or to everybody in their community. */
function isFor({ account, community }: RequestContext, presentation: Presentation): boolean {
  return presentation.account === null ? presentation.community === community?.id : presentation.account === account.id;
}

async function load({ store, account }: RequestContext, id: PresentationId): Promise<OwnPresentation | null> {
  const presentation = await store.presentations.find(id);
  if (!presentation) return null;
  const answer = await store.answers.find(id, account.id);
  return { presentation, answer, picks: answer ? [] : await store.partialAnswers.find(id, account.id) };
}
