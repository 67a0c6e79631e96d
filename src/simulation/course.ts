import type { Bank } from "../engine/bank/bank.ts";
import type { LearnerModel } from "../engine/learner/learner-model.ts";
import type { LearnerParameters } from "../engine/learner/learner-parameters.ts";
import { addEvent, beliefOn, type LearnerRecord, newLearnerRecord, priorOf } from "../engine/learner/learner-record.ts";
import type { ChoiceWeights } from "../engine/learner/learner-today.ts";
import { isRight } from "../engine/question/answer.ts";
import { grade } from "../engine/question/diagnosis.ts";
import type { QuestionId } from "../engine/question/ids.ts";
import type { Question } from "../engine/question/question.ts";
import { randomFrom, shuffled, textHash } from "../random/seed.ts";
import { type Policy, type PolicyName, policyOf } from "./policies.ts";
import { type LearnerGroup, type SimulatedLearner, simulatedLearner } from "./simulated-learner.ts";

/** A bank and what the engine makes of it, shared by all simulated people. */
export interface CourseBank {
  readonly bank: Bank;
  readonly model: LearnerModel;
  readonly weights: ChoiceWeights;
  readonly parameters: LearnerParameters;
}

export interface Course {
  readonly policy: PolicyName;
  readonly group: LearnerGroup;
  /** Names the person: the same seed and group give the same person under each policy. */
  readonly seed: string;
  readonly questionsPerDay: number;
}

export interface CourseResult {
  readonly heldAtStart: number;
  readonly leftDay14: number;
  readonly leftDay30: number;
  /** The share of right answers in a test on day 30. */
  readonly testCorrect: number;
  /** Answers after the curated start until 90 % of the beliefs are right, while the person learns; null if never. */
  readonly answersTo90: number | null;
  /** The share of right beliefs on the last day of study. */
  readonly beliefsRight: number;
}

const studyDays = 14;
const testDay = 30;
const testQuestions = 60;
const rightShare = 0.9;

/** Two weeks of study, with a verdict after each answer, then nothing, then a test on day 30. */
export function runCourse(shared: CourseBank, course: Course): CourseResult {
  const session = openSession(shared, course);
  const { learner } = session;
  const heldAtStart = learner.heldCount();
  let answersTo90: number | null = null;
  let leftDay14 = 0;
  let beliefsRight = 0;
  let answers = 0;
  for (let day = 0; day < testDay; day++) {
    if (day < studyDays) {
      for (let count = 0; count < course.questionsPerDay; count++) {
        session.study(day, true);
        answers++;
        if (answersTo90 === null && session.beliefsRight(day) >= rightShare) answersTo90 = answers;
      }
      leftDay14 = learner.heldCount();
      beliefsRight = session.beliefsRight(day);
    }
    learner.sleep();
  }
  return {
    heldAtStart,
    leftDay14,
    leftDay30: learner.heldCount(),
    testCorrect: session.test(),
    answersTo90: answersTo90 === null ? null : Math.max(0, answersTo90 - shared.model.opening(null).length),
    beliefsRight,
  };
}

/** The most answers of a diagnosis. */
export const mostDiagnosisAnswers = 160;

/**
 * A placement test: answers without verdicts, so that the person does not change.
 * @returns answers after the curated start until 90 % of the beliefs are right; null if there are too many
 */
export function runDiagnosis(shared: CourseBank, course: Omit<Course, "questionsPerDay">): number | null {
  // Without a verdict nothing gets corrected, so that a question is worth only what it tells.
  const weights = { ...shared.weights, treatment: 0, review: 0 };
  const session = openSession({ ...shared, weights }, course);
  for (let answers = 1; answers <= mostDiagnosisAnswers; answers++) {
    session.study(0, false);
    if (session.beliefsRight(0) >= rightShare) return Math.max(0, answers - shared.model.opening(null).length);
  }
  return null;
}

interface Session {
  readonly learner: SimulatedLearner;
  readonly study: (day: number, isTaught: boolean) => void;
  readonly beliefsRight: (day: number) => number;
  readonly test: () => number;
}

function openSession(
  { bank, model, weights, parameters }: CourseBank,
  { policy: name, group, seed }: Omit<Course, "questionsPerDay">,
): Session {
  const learner = simulatedLearner(bank.misconceptions, group, seed);
  const record = newLearnerRecord();
  const policy = policyOf(name, { bank, model, weights, parameters, record, learner, seed });
  const seen = new Set<QuestionId>();
  const opening = model.opening(null);
  return {
    learner,
    study: (day, isTaught) => {
      const question = opening[seen.size]?.question ?? policy.next(day);
      seen.add(question.id);
      answerOnce({ bank, learner, record, policy, parameters }, question, day, isTaught);
    },
    beliefsRight: (day) => shareOfRightBeliefs(model, record, learner, day, parameters),
    test: () => {
      const random = randomFrom(textHash(`${seed} test`));
      const items = shuffled(bank.curriculum, random).flatMap((item) => {
        const questions = item.type === "question" ? [item.question] : shuffled(item.variants, random);
        return questions.find(({ id }) => !seen.has(id)) ?? [];
      });
      const asked = items.slice(0, testQuestions);
      return asked.filter((question) => isRight(question, learner.answer(question).choice)).length / asked.length;
    },
  };
}

interface SessionParts {
  readonly bank: Bank;
  readonly learner: SimulatedLearner;
  readonly record: LearnerRecord;
  readonly policy: Policy;
  readonly parameters: LearnerParameters;
}

function answerOnce(
  { bank, learner, record, policy, parameters }: SessionParts,
  question: Question,
  day: number,
  isTaught: boolean,
): void {
  const { choice, because } = learner.answer(question);
  const { right, diagnosis } = grade(question, choice, bank.topicOf);
  const localDate = dateOf(day);
  addEvent(record, { type: "answer", question, choice, right, diagnosis, isTaught, localDate }, parameters);
  let refuted = diagnosis.named;
  if (isTaught && diagnosis.asked.length > 0) {
    refuted = learner.reply(diagnosis.asked, because);
    addEvent(record, { type: "reply", asked: diagnosis.asked, reply: { thought: refuted } }, parameters);
  }
  if (isTaught) learner.read(question, choice, right, refuted);
  policy.learn(question, right, day);
}

/** A belief is right if it is above a half exactly for what the person holds. */
function shareOfRightBeliefs(
  { misconceptions }: LearnerModel,
  record: LearnerRecord,
  learner: SimulatedLearner,
  day: number,
  parameters: LearnerParameters,
): number {
  const prior = priorOf(record, parameters);
  let right = 0;
  for (const id of misconceptions) {
    const known = record.misconceptions.get(id);
    const belief = known ? beliefOn(known, day, parameters) : prior;
    if (belief > 0.5 === learner.holds(id)) right++;
  }
  return right / misconceptions.length;
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
