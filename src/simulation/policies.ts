import { FSRSAlgorithm, Rating } from "ts-fsrs";
import { type Bank, itemIdOf } from "../engine/bank/bank.ts";
import type { LearnerModel } from "../engine/learner/learner-model.ts";
import type { LearnerParameters } from "../engine/learner/learner-parameters.ts";
import type { LearnerRecord } from "../engine/learner/learner-record.ts";
import type { ChoiceWeights } from "../engine/learner/learner-today.ts";
import { chooseQuestion } from "../engine/learner/question-choice.ts";
import type { MisconceptionId, QuestionId } from "../engine/question/ids.ts";
import { probedBy, type Question } from "../engine/question/question.ts";
import { randomFrom, shuffled, textHash } from "../random/seed.ts";
import type { SimulatedLearner } from "./simulated-learner.ts";

export const policyNames = ["ours", "fsrs", "bkt", "leitner", "random", "path", "oracle"] as const;
export type PolicyName = (typeof policyNames)[number];

/** Decides what a simulated person is asked. */
export interface Policy {
  readonly next: (day: number) => Question;
  /** An answer was given to a question of `next`. */
  readonly learn: (question: Question, right: boolean, day: number) => void;
}

/** What a policy may know. */
export interface PolicySetting {
  readonly bank: Bank;
  readonly model: LearnerModel;
  readonly weights: ChoiceWeights;
  readonly parameters: LearnerParameters;
  /** The engine's record of the person. */
  readonly record: LearnerRecord;
  /** Only the oracle looks into the person. */
  readonly learner: SimulatedLearner;
  readonly seed: string;
}

export function policyOf(name: PolicyName, setting: PolicySetting): Policy {
  switch (name) {
    case "ours":
      return ours(setting);
    case "path":
      return path(setting);
    case "random":
      return random(setting);
    case "oracle":
      return oracle(setting);
    case "fsrs":
      return byMisconception(setting, fsrsCards());
    case "bkt":
      return byMisconception(setting, bktSkills());
    case "leitner":
      return byMisconception(setting, leitnerBoxes());
  }
}

function ours({ model, record, seed, weights, parameters }: PolicySetting): Policy {
  return {
    next: (day) => {
      const chosen = chooseQuestion(model, record, {
        topic: null,
        day,
        seed: textHash(seed),
        weights,
        parameters,
      });
      if (!chosen) throw new Error("the bank has no questions");
      return chosen.question;
    },
    learn: () => {},
  };
}

/** The order of the curriculum. After its end, the missed questions come first. */
function path({ bank, seed }: PolicySetting): Policy {
  const items = bank.curriculum.map((item) => {
    if (item.type === "question") return { id: String(item.question.id), questions: [item.question] };
    const questions = shuffled(item.variants, randomFrom(textHash(`${seed} ${item.template.id}`)));
    return { id: item.template.id, questions };
  });
  const answered = new Map<string, { times: number; at: number; right: boolean }>();
  let count = 0;
  return {
    next: () => {
      const unanswered = items.find(({ id }) => !answered.has(id));
      const byAge = items.toSorted((one, other) => (answered.get(one.id)?.at ?? 0) - (answered.get(other.id)?.at ?? 0));
      const item = unanswered ?? byAge.find(({ id }) => !answered.get(id)?.right) ?? byAge.at(0);
      const question = item?.questions[(answered.get(item.id)?.times ?? 0) % item.questions.length];
      if (!question) throw new Error("the bank has no questions");
      return question;
    },
    learn: (question, right) => {
      const id = itemIdOf(question.id);
      answered.set(id, { times: (answered.get(id)?.times ?? 0) + 1, at: ++count, right });
    },
  };
}

/** Every question of the bank equally often: a template counts as one item, and shows another variant each time. */
interface QuestionPool {
  readonly drawFrom: (items: readonly (readonly Question[])[]) => Question;
  readonly items: readonly (readonly Question[])[];
  readonly learn: (question: Question) => void;
}

function poolOf({ bank, seed }: PolicySetting): QuestionPool {
  const chance = randomFrom(textHash(`${seed} pool`));
  const items = bank.curriculum.map((item) => (item.type === "question" ? [item.question] : item.variants));
  const times = new Map<QuestionId, number>();
  const timesOf = (question: Question) => times.get(question.id) ?? 0;
  return {
    items,
    drawFrom: (some) => {
      const fewest = some.map((questions) => Math.min(...questions.map(timesOf)));
      const least = Math.min(...fewest);
      const fresh = some.filter((_, index) => fewest[index] === least);
      const item = fresh[Math.floor(chance() * fresh.length)] ?? [];
      const variants = item.filter((question) => timesOf(question) === least);
      const question = variants[Math.floor(chance() * variants.length)];
      if (!question) throw new Error("the bank has no questions");
      return question;
    },
    learn: ({ id }) => times.set(id, (times.get(id) ?? 0) + 1),
  };
}

function random(setting: PolicySetting): Policy {
  const pool = poolOf(setting);
  return { next: () => pool.drawFrom(pool.items), learn: pool.learn };
}

/** Knows what the person holds. Asks about as much of it as one question can show, otherwise about what may go. */
function oracle(setting: PolicySetting): Policy {
  const { learner } = setting;
  const pool = poolOf(setting);
  const lastProbed = new Map<MisconceptionId, number>();
  const probed = new Map(pool.items.flat().map((question) => [question.id, probedBy(question)]));
  const corrected = new Set<MisconceptionId>();
  return {
    next: (day) => {
      let best = -1;
      let items: Question[][] = [];
      for (const item of pool.items) {
        for (const question of item) {
          let value = 0;
          for (const id of probed.get(question.id) ?? []) {
            if (learner.holds(id)) value = Math.max(value, 1);
            else if (corrected.has(id)) value += Math.min(day - (lastProbed.get(id) ?? 0), 8) / 1_000;
          }
          if (value < best) continue;
          if (value > best) items = [];
          best = value;
          items.push([question]);
        }
      }
      return pool.drawFrom(items);
    },
    learn: (question, right, day) => {
      pool.learn(question);
      for (const id of probed.get(question.id) ?? []) {
        if (learner.holds(id)) corrected.add(id);
        else if (right) lastProbed.set(id, day);
      }
    },
  };
}

/** A classic scheduler: it knows the main misconception of a question, and whether the answer was right. */
interface ClassicOrder {
  readonly learn: (id: MisconceptionId, right: boolean, day: number) => void;
  /** Which of these to ask about. */
  readonly next: (ids: readonly MisconceptionId[], day: number, random: () => number) => MisconceptionId | null;
}

function byMisconception(setting: PolicySetting, scheduler: ClassicOrder): Policy {
  const pool = poolOf(setting);
  const chance = randomFrom(textHash(`${setting.seed} scheduler`));
  const itemsOf = new Map<MisconceptionId, (readonly Question[])[]>();
  for (const item of pool.items) {
    const [question] = item;
    const main = question && mainOf(question);
    if (main) itemsOf.set(main, [...(itemsOf.get(main) ?? []), item]);
  }
  return {
    next: (day) => {
      const main = scheduler.next([...itemsOf.keys()], day, chance);
      return pool.drawFrom((main && itemsOf.get(main)) ?? pool.items);
    },
    learn: (question, right, day) => {
      pool.learn(question);
      const main = mainOf(question);
      if (main) scheduler.learn(main, right, day);
    },
  };
}

function mainOf(question: Question): MisconceptionId | null {
  return question.about.at(0) ?? probedBy(question).at(0) ?? null;
}

function oneOf<Item>(items: readonly Item[], random: () => number): Item | null {
  return items[Math.floor(random() * items.length)] ?? null;
}

/** Cards in the order in which FSRS has them due, and new ones when none is due. */
function fsrsCards(): ClassicOrder {
  const algorithm = new FSRSAlgorithm({ enable_fuzz: false, enable_short_term: false });
  const cards = new Map<MisconceptionId, { stability: number; difficulty: number; day: number; due: number }>();
  return {
    learn: (id, right, day) => {
      const card = cards.get(id) ?? null;
      const next = algorithm.next_state(card, card ? day - card.day : 0, right ? Rating.Good : Rating.Again);
      const interval = right ? algorithm.next_interval(next.stability, 0) : 1;
      cards.set(id, { ...next, day, due: day + interval });
    },
    next: (ids, day, random) => {
      const due = ids.filter((id) => (cards.get(id)?.due ?? Number.POSITIVE_INFINITY) <= day);
      const [first] = due.toSorted((one, other) => (cards.get(one)?.due ?? 0) - (cards.get(other)?.due ?? 0));
      return (
        first ??
        oneOf(
          ids.filter((id) => !cards.has(id)),
          random,
        ) ??
        oneOf(ids, random)
      );
    },
  };
}

/** Bayesian knowledge tracing with usual numbers; asks about the skill that is known least. */
function bktSkills(): ClassicOrder {
  const { start, learns, slip, guess } = { start: 0.2, learns: 0.1, slip: 0.1, guess: 0.2 };
  const known = new Map<MisconceptionId, number>();
  return {
    learn: (id, right) => {
      const before = known.get(id) ?? start;
      const [ifKnown, ifNot] = right ? [1 - slip, guess] : [slip, 1 - guess];
      const after = (before * ifKnown) / (before * ifKnown + (1 - before) * ifNot);
      known.set(id, after + (1 - after) * learns);
    },
    next: (ids, _, random) => {
      const least = Math.min(...ids.map((id) => known.get(id) ?? start));
      return oneOf(
        ids.filter((id) => (known.get(id) ?? start) === least),
        random,
      );
    },
  };
}

/** Five boxes that come back after 1, 2, 4, 8 and 16 days. */
function leitnerBoxes(): ClassicOrder {
  const waits = [1, 2, 4, 8, 16];
  const boxes = new Map<MisconceptionId, { box: number; due: number }>();
  return {
    learn: (id, right, day) => {
      const box = right ? Math.min((boxes.get(id)?.box ?? -1) + 1, waits.length - 1) : 0;
      boxes.set(id, { box, due: day + (waits[box] ?? 1) });
    },
    next: (ids, day, random) => {
      const due = ids.filter((id) => (boxes.get(id)?.due ?? Number.POSITIVE_INFINITY) <= day);
      return (
        oneOf(due, random) ??
        oneOf(
          ids.filter((id) => !boxes.has(id)),
          random,
        ) ??
        oneOf(ids, random)
      );
    },
  };
}
