import { type Bank, isQuestion } from "../engine/bank/bank.ts";
import type { Presentation } from "../engine/question/answer.ts";
import { shownOrder } from "../engine/question/choice-order.ts";
import { type PresentationId, presentationId } from "../engine/question/ids.ts";
import { digestOf, type Question } from "../engine/question/question.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import type { BotContext, RequestContext } from "./context.ts";
import type { LoadedPresentation } from "./ports/presentations.ts";

/** A presentation with its question, which is still the one that was presented. */
export interface PresentedQuestion extends LoadedPresentation {
  readonly question: Question;
}

/** Loads a presentation. Returns a refusal if there is none, or if this person may not answer it. */
export async function loadOwn(context: RequestContext, id: PresentationId): Promise<LoadedPresentation | Refusal> {
  const loaded = await context.store.presentations.load(id, context.account.id);
  if (!loaded) return { code: "unknown-button" };
  return isFor(context, loaded.presentation) ? loaded : { code: "not-yours" };
}

/** The same, with its question. Also returns a refusal if the bank no longer has the question as it was presented. */
export async function loadPresentation(
  context: RequestContext,
  id: PresentationId,
): Promise<PresentedQuestion | Refusal> {
  const own = await loadOwn(context, id);
  return "code" in own ? own : withQuestion(context, own);
}

/** The community's open daily question, as this account sees it; null if there is none. */
export async function loadOpenDaily(context: RequestContext): Promise<PresentedQuestion | Refusal | null> {
  const { community, origin, account, store } = context;
  const daily = community ? await store.presentations.findOpenDaily(community.id, origin.channel, account.id) : null;
  return daily ? withQuestion(context, daily) : null;
}

function withQuestion({ bank }: BotContext, loaded: LoadedPresentation): PresentedQuestion | Refusal {
  const question = presentedQuestion(bank, loaded.presentation);
  return isQuestion(question) ? { ...loaded, question } : question;
}

/** The question that was presented; a refusal if the bank has changed or removed it since. */
export function presentedQuestion(bank: Bank, presentation: Presentation): Question | Refusal {
  const question = bank.question(presentation.question);
  const isSame = isQuestion(question) && digestOf(question) === presentation.digest;
  return isSame ? question : { code: "question-changed" };
}

/** Presents a question now, and decides the order of its choices. Saves nothing yet. */
export function present(
  { ids }: BotContext,
  question: Question,
  to: Pick<Presentation, "community" | "account" | "reason" | "chosen" | "topic" | "presentedAt">,
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
