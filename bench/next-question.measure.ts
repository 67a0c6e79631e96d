import { test } from "vitest";
import { wordsEn } from "../src/cards/words/en/words-en.ts";
import { isQuestion } from "../src/engine/bank/bank.ts";
import { answerEvent } from "../src/engine/learner/learner-events.ts";
import { type LearnerModel, learnerModelOf } from "../src/engine/learner/learner-model.ts";
import {
  addEvent,
  type LearnerRecord,
  newLearnerRecord,
  recordFrom,
  savedRecord,
} from "../src/engine/learner/learner-record.ts";
import { chooseQuestion } from "../src/engine/learner/question-choice.ts";
import type { Answer } from "../src/engine/question/answer.ts";
import { shownOrder } from "../src/engine/question/choice-order.ts";
import { grade } from "../src/engine/question/diagnosis.ts";
import { presentationId } from "../src/engine/question/ids.ts";
import { digestOf } from "../src/engine/question/question.ts";
import { randomFrom } from "../src/random/seed.ts";
import { simulatedLearner } from "../src/simulation/simulated-learner.ts";
import { buttonOf, openApp } from "../test/bot/app-under-test.ts";
import { sampleAnswer } from "../test/engine/samples.ts";
import { shippedBank } from "../test/shipped-bank.ts";
import { compare, timed } from "./measure.ts";

const answersCount = 5_000;
const dayMs = 86_400_000;

/** Ten answers a day until yesterday, and then the next question. */
const now = Date.UTC(2027, 0, 1);

/** The next question for a learner with 5,000 answers, from the whole bank. */
test("The next question", async ({ task }) => {
  const bank = await shippedBank();
  const model = learnerModelOf(bank);
  const questions = model.candidates.map(({ question }) => question);
  const random = randomFrom(1);
  const learner = simulatedLearner(bank.misconceptions, "standard", "a person of the benchmark");
  const record = newLearnerRecord();
  const few = newLearnerRecord();
  const answers = Array.from({ length: answersCount }, (_, index) => {
    const question = questions[Math.floor(random() * questions.length)];
    if (!question) throw new Error("the bank has questions");
    const { choice } = learner.answer(question);
    const { right, diagnosis } = grade(question, choice, bank.topicOf);
    const localDate = new Date(now - (answersCount - index) * (dayMs / 10)).toISOString().slice(0, 10);
    return sampleAnswer(question, choice, { right, diagnosis, answeredAt: index, localDate });
  });
  for (const [index, answer] of answers.entries()) {
    addEvent(record, answerEvent(bank, answer));
    if (index < 50) addEvent(few, answerEvent(bank, answer));
  }
  const saved = savedRecord(record);
  const request = { topic: null, day: record.day + 1, seed: 1 };
  const [last] = answers.slice(-1);
  const found = last && bank.question(last.question);
  if (!last || !found || !isQuestion(found)) throw new Error("there is a last answer");
  const readAgain = (again: LearnerRecord, answer: Answer) => {
    addEvent(again, answerEvent(bank, answer));
    return again;
  };
  const { store, learner: saver, play } = await storeWith(model, answers);
  await compare(task, {
    rounds: 100,
    warmUps: 20,
    baseline: {
      name: "all 5,000 answers read again by the model, without choosing",
      sample: () => timed(() => answers.reduce(readAgain, newLearnerRecord())),
    },
    measured: [
      {
        name: "chosen by the model, after 5,000 answers",
        sample: () => timed(() => chooseQuestion(model, record, request)),
      },
      { name: "chosen by the model, after 50 answers", sample: () => timed(() => chooseQuestion(model, few, request)) },
      {
        name: "read from SQLite and chosen by the model, after 5,000 answers",
        sample: async () => {
          const start = performance.now();
          chooseQuestion(model, await store.learnerRecords.load(saver, model), request);
          return performance.now() - start;
        },
      },
      { name: "the whole request `play`, after 5,000 answers", sample: play },
      {
        name: "one answer added to the saved record",
        sample: () => timed(() => addEvent(recordFrom(saved), answerEvent(bank, last))),
      },
    ],
  });
});

/** A store in which a person has given these answers, and their request for a question. */
async function storeWith(model: LearnerModel, answers: readonly Answer[]) {
  const app = await openApp({ bank: model.bank, now });
  const user = { id: "ada", name: "ada", scope: "workspace" } as const;
  const { account } = await app.store.people.find({ chat: "web", workspace: "room", user }, now);
  for (const [index, { question, choice, right, diagnosis, localDate }] of answers.entries()) {
    const found = model.candidate(question)?.question;
    if (!found) throw new Error("the bank has the question");
    const id = presentationId(`shown-${index}`);
    const shown = { question, digest: digestOf(found), shown: shownOrder(found, id), reason: "play" } as const;
    const rest = { community: null, chosen: null, topic: null, closedAt: null } as const;
    await app.store.presentations.save({ ...shown, ...rest, id, account: account.id, presentedAt: index });
    const grade = { right, diagnosis };
    const key = { presentation: id, account: account.id };
    await app.store.answers.save({ ...key, choice, grade, difficulty: 1, now: index + 1, localDate }, model);
  }
  const play = async () => {
    const start = performance.now();
    const card = await app.says("ada", "play");
    const took = performance.now() - start;
    // An open question would be shown again, without a choice.
    app.now += 1000;
    await app.presses("ada", buttonOf(card, wordsEn.question.unknown));
    return took;
  };
  return { store: app.store, learner: account.learner, play };
}
