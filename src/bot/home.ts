import type { Button, Card } from "../cards/card.ts";
import { homeCard } from "../cards/learner/progress-card.ts";
import { isQuestion } from "../engine/bank/bank.ts";
import { digestOf, type Question } from "../engine/question/question.ts";
import { type ButtonRequest, buttonId } from "./button-id.ts";
import type { House } from "./house.ts";
import { leaderboard } from "./leaderboard.ts";
import { progress } from "./progress.ts";
import type { Visit } from "./visit.ts";

/** Everything of one learner on one page. */
export async function home(house: House, visit: Visit): Promise<Card> {
  const daily = await todaysQuestion(house, visit);
  return homeCard(house.words, {
    progress: await progress(house, visit),
    board: await leaderboard(house, visit, "week"),
    daily,
    buttons: buttons(house, visit, daily),
  });
}

async function todaysQuestion(house: House, visit: Visit): Promise<{ question: Question; answered: boolean } | null> {
  const { store, bank } = house;
  const daily = visit.community ? await store.dailies.findOpen(visit.community.id, visit.from.channel) : null;
  const presentation = daily ? await store.presentations.find(daily.presentation) : null;
  const question = presentation && bank.question(presentation.question);
  if (!presentation || !question || !isQuestion(question) || digestOf(question) !== presentation.digest) return null;
  return { question, answered: (await store.answers.find(presentation.id, visit.account.id)) !== null };
}

function buttons(house: House, visit: Visit, daily: { answered: boolean } | null): readonly (readonly Button[])[] {
  const { words } = house;
  const today = daily?.answered ? words.home.seeDaily : words.home.answerDaily;
  return [
    [
      button({ type: "play", topic: null }, words.verdict.next, "primary"),
      ...(daily ? [button({ type: "daily" }, today, "plain")] : []),
      button({ type: "leaderboard", window: "week" }, words.home.leaderboard, "plain"),
      button({ type: "help" }, words.home.help, "plain"),
      ...(visit.from.admin ? [button({ type: "settings" }, words.home.settings, "plain")] : []),
    ],
  ];
}

function button(request: ButtonRequest, label: string, look: Button["look"]): Button {
  return { id: buttonId(request), label, spoken: label, look };
}
