import { expect, test } from "vitest";
import { answerRequest, type Exchange } from "../../../src/adapters/kit/answer.ts";
import type { BotRequest } from "../../../src/bot/requests/request.ts";
import type { Card } from "../../../src/cards/card.ts";
import { noticeCard } from "../../../src/cards/notices/notice-card.ts";

const answerCard = noticeCard("neutral", "The answer", [], []);
const apology = noticeCard("refused", "Sorry", [], []);
const play: BotRequest = { type: "play", topic: null };
const forget: BotRequest = { type: "forget-confirmed" };

interface Case {
  readonly request?: BotRequest;
  readonly pressedOwn?: boolean;
  readonly firstResponseMs?: number | null;
  readonly isAccepted?: boolean;
  readonly hear?: (acknowledgement: Promise<void>) => Promise<Card>;
}

/** The steps of one exchange, in order. */
async function stepsOf(given: Case): Promise<readonly string[]> {
  const { request = play, pressedOwn = true, firstResponseMs = null, isAccepted = true } = given;
  const steps: string[] = [];
  let acknowledged = () => {};
  const acknowledgement = new Promise<void>((resolve) => {
    acknowledged = resolve;
  });
  const note = (step: string, card: { readonly type: string }, target: string) => {
    steps.push(`${step} ${"title" in card ? card.title : card.type} ${target}`);
  };
  const exchange: Exchange = {
    firstResponseMs,
    acknowledge: async (target) => {
      steps.push(`acknowledge ${target}`);
      acknowledged();
      return isAccepted;
    },
    respond: async (reply, target) => note("respond", reply, target),
    followUp: async (reply, target) => note("follow up", reply, target),
  };
  const hear = () => {
    steps.push("hear");
    return (given.hear ?? (async () => answerCard))(acknowledgement);
  };
  await answerRequest({ request, pressedOwn, hear }, exchange, () => apology);
  return steps;
}

const afterAcknowledgement = (acknowledgement: Promise<void>) => acknowledgement.then(() => answerCard);
const late = () => new Promise<Card>((resolve) => setImmediate(() => setImmediate(() => resolve(answerCard))));

test.each<[string, Case, readonly string[]]>([
  ["acknowledges before it asks the bot", {}, ["acknowledge new", "hear", "follow up The answer new"]],
  [
    "answers in place in the person's own message",
    { request: forget },
    ["acknowledge in-place", "hear", "follow up The answer in-place"],
  ],
  [
    "never replaces another message",
    { request: forget, pressedOwn: false },
    ["acknowledge new", "hear", "follow up The answer new"],
  ],
  ["does nothing where the platform accepts no answer", { isAccepted: false }, ["acknowledge new"]],
  [
    "apologises for a failure",
    { hear: async () => Promise.reject(new Error("a bug")) },
    ["acknowledge new", "hear", "follow up Sorry new"],
  ],
  ["sends a ready answer as the first response", { firstResponseMs: 10_000 }, ["hear", "respond The answer new"]],
  [
    "acknowledges when the answer is late",
    { firstResponseMs: 1, hear: afterAcknowledgement },
    ["hear", "acknowledge new", "follow up The answer new"],
  ],
  [
    "waits as long as it takes where nothing can be acknowledged",
    { firstResponseMs: Number.POSITIVE_INFINITY, hear: late },
    ["hear", "respond The answer new"],
  ],
])("%s", async (_, given, steps) => {
  expect(await stepsOf(given)).toEqual(steps);
});
