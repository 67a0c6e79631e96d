import type { Card } from "../cards/card.ts";
import { progressCard } from "../cards/learner/progress-card.ts";
import { progressOf } from "../engine/learner/learner.ts";
import type { House } from "./house.ts";
import { nextButton } from "./next-button.ts";
import type { Visit } from "./visit.ts";

/** Where this learner stands on the path, on every chat they answer in. */
export async function progress(house: House, visit: Visit): Promise<Card> {
  const { bank, words } = house;
  const answers = await house.store.answers.ofLearner(visit.account.learner);
  const standing = progressOf(bank, answers, visit.today);
  return progressCard(words, {
    progress: standing,
    openBeliefs: standing.openMisconceptions.map(bank.misconception).filter((belief) => belief !== null),
    buttons: [nextButton(house, null)],
  });
}
