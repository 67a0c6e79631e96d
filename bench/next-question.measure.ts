import { test } from "vitest";
import { isQuestion } from "../src/engine/bank/bank.ts";
import { answerEvent } from "../src/engine/learner/learner-events.ts";
import { learnerModelOf } from "../src/engine/learner/learner-model.ts";
import {
  addEvent,
  type LearnerRecord,
  newLearnerRecord,
  recordFrom,
  savedRecord,
} from "../src/engine/learner/learner-record.ts";
import { chooseQuestion } from "../src/engine/learner/question-choice.ts";
import type { Answer } from "../src/engine/question/answer.ts";
import { grade } from "../src/engine/question/diagnosis.ts";
import { randomFrom } from "../src/random/seed.ts";
import { simulatedLearner } from "../src/simulation/simulated-learner.ts";
import { sampleAnswer } from "../test/engine/samples.ts";
import { shippedBank } from "../test/shipped-bank.ts";
import { compare, timed } from "./measure.ts";

const answersCount = 5_000;

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
    const localDate = new Date(Math.floor(index / 10) * 86_400_000).toISOString().slice(0, 10);
    return sampleAnswer(question, 0, { choice, right, diagnosis, answeredAt: index, localDate });
  });
  for (const [index, answer] of answers.entries()) {
    addEvent(record, answerEvent(bank, answer));
    if (index < 50) addEvent(few, answerEvent(bank, answer));
  }
  const saved = savedRecord(record);
  const request = { topic: null, day: record.day, seed: 1 };
  const [last] = answers.slice(-1);
  const found = last && bank.question(last.question);
  if (!last || !found || !isQuestion(found)) throw new Error("there is a last answer");
  const readAgain = (again: LearnerRecord, answer: Answer) => {
    addEvent(again, answerEvent(bank, answer));
    return again;
  };
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
        name: "one answer added to the saved record",
        sample: () => timed(() => addEvent(recordFrom(saved), answerEvent(bank, last))),
      },
    ],
  });
});
