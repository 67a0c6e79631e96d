import type { Choice } from "../engine/question/answer.ts";
import type { MisconceptionId } from "../engine/question/ids.ts";
import type { Misconception } from "../engine/question/misconception.ts";
import { type ChooseAllQuestion, type OrderingQuestion, probedBy, type Question } from "../engine/question/question.ts";
import { randomFrom, shuffled, textHash } from "../random/seed.ts";

/** Kinds of simulated people. */
export const learnerGroups = ["standard", "noisy", "guessing", "uncatalogued"] as const;
export type LearnerGroup = (typeof learnerGroups)[number];

type TraitRange = readonly [least: number, most: number];

/** How people of a group answer and learn. Each person draws a value from each range. */
interface GroupTraits {
  /** How likely they give an answer that a misconception of theirs leads to. */
  readonly follows: TraitRange;
  /** How likely they are wrong without any misconception. */
  readonly slips: TraitRange;
  /** How likely a verdict that refutes their misconception corrects it. */
  readonly learns: TraitRange;
  /** How likely they guess without reading. */
  readonly guesses: TraitRange;
  /** False rules of their own, which no question file knows. */
  readonly ownRules: number;
}

const standard: GroupTraits = {
  follows: [0.6, 0.9],
  slips: [0.05, 0.15],
  learns: [0.3, 0.6],
  guesses: [0, 0],
  ownRules: 0,
};

const groups: Readonly<Record<LearnerGroup, GroupTraits>> = {
  standard,
  noisy: { ...standard, follows: [0.3, 0.6], slips: [0.15, 0.35], learns: [0.15, 0.45] },
  guessing: { ...standard, guesses: [0.6, 1] },
  uncatalogued: { ...standard, ownRules: 3 },
};

/** What holds for everybody. */
const nature = {
  /** A quarter of the people hold a misconception, with a spread over misconceptions and people (logits). */
  prevalence: -1.33,
  spreadOfMisconceptions: 0.8,
  spreadOfPeople: 0.8,
  /** How many questions a false rule of one's own decides, out of 100. */
  ownRuleReach: 8,
  /** A verdict that refutes another misconception also corrects the one behind the answer, this much less likely. */
  besides: 1 / 3,
  /** How likely the explanation after a right answer corrects a misconception of that question. */
  luckyInsight: 0.05,
  /** A fresh correction holds this many days on average, and each later success on another day multiplies it. */
  strengthDays: 45,
  strengthening: 2,
  /** People say what they thought this often, and claim a misconception after a slip this often. */
  honest: 0.85,
  claims: 0.3,
  /** How many wrong answers without a reason are "I don't know". */
  admits: 0.2,
} as const;

/** What a person answers, and the misconception that made them; null if none did. */
interface SimulatedAnswer {
  readonly choice: Choice;
  readonly because: MisconceptionId | null;
}

/** A person with planted misconceptions. */
export interface SimulatedLearner {
  readonly holds: (id: MisconceptionId) => boolean;
  readonly heldCount: () => number;
  readonly answer: (question: Question) => SimulatedAnswer;
  /** What they reply when a verdict asks. */
  readonly reply: (asked: readonly MisconceptionId[], because: MisconceptionId | null) => MisconceptionId | null;
  /** Reads a verdict. @param refuted the misconception that it names, or that the person has replied with */
  readonly read: (question: Question, choice: Choice, right: boolean, refuted: MisconceptionId | null) => void;
  /** A night passes, and some corrections are forgotten. */
  readonly sleep: () => void;
}

/** A way to be wrong, and the held misconceptions that lead there. */
interface Temptation {
  readonly choice: Choice;
  readonly because: MisconceptionId;
}

interface Strength {
  days: number;
  lastDay: number;
}

/** @param seed decides who the person is; @param luck decides what happens to them */
export function simulatedLearner(
  misconceptions: readonly Misconception[],
  group: LearnerGroup,
  seed: string,
): SimulatedLearner {
  const character = randomFrom(textHash(`${seed} character`));
  const random = randomFrom(textHash(`${seed} luck`));
  const traits = groups[group];
  const within = ([least, most]: TraitRange) => least + (most - least) * character();
  const [follows, slips, learns] = [within(traits.follows), within(traits.slips), within(traits.learns)];
  const guesses = within(traits.guesses);
  const weakness = nature.spreadOfPeople * normal(character);
  const held = new Set<MisconceptionId>();
  for (const { id } of misconceptions) {
    const common = nature.spreadOfMisconceptions * normal(randomFrom(textHash(`prevalence ${id}`)));
    if (character() < 1 / (1 + Math.exp(-(nature.prevalence + common + weakness)))) held.add(id);
  }
  const strengths = new Map<MisconceptionId, Strength>();
  let day = 0;
  const oneOf = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const correct = (id: MisconceptionId) => {
    held.delete(id);
    strengths.set(id, { days: strengths.get(id)?.days ?? nature.strengthDays, lastDay: day });
  };
  return {
    holds: (id) => held.has(id),
    heldCount: () => held.size,
    answer: (question) => {
      if (random() < guesses) return { choice: anyChoice(question, random), because: null };
      const rule = ownRuleFor(question, traits.ownRules, seed);
      if (rule !== null && random() < follows) return { choice: wrongByRule(question, rule), because: null };
      const temptation = oneOf(temptations(question, held));
      if (!temptation) {
        if (random() >= slips) return { choice: rightChoice(question), because: null };
        const choice = random() < nature.admits ? "unknown" : anyWrong(question, random);
        return { choice, because: null };
      }
      if (random() < follows) return temptation;
      return { choice: random() < 0.5 ? rightChoice(question) : anyWrong(question, random), because: null };
    },
    reply: (asked, because) => {
      if (because !== null && asked.includes(because)) return random() < nature.honest ? because : null;
      return because === null && random() < nature.claims ? (oneOf(asked) ?? null) : null;
    },
    read: (question, choice, right, refuted) => {
      if (right) {
        for (const id of probedBy(question)) {
          const strength = strengths.get(id);
          if (held.has(id)) {
            if (random() < nature.luckyInsight) correct(id);
          } else if (strength && strength.lastDay < day) {
            strengths.set(id, { days: strength.days * nature.strengthening, lastDay: day });
          }
        }
        return;
      }
      for (const id of ledTo(question, choice)) {
        if (held.has(id) && random() < (id === refuted ? learns : learns * nature.besides)) correct(id);
      }
    },
    sleep: () => {
      day++;
      for (const [id, { days }] of strengths) {
        if (!held.has(id) && random() < 1 - Math.exp(-1 / days)) held.add(id);
      }
    },
  };
}

/** A draw from the standard normal distribution (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Each held misconception of the question once, with one of the answers that it leads to. */
function temptations(question: Question, held: ReadonlySet<MisconceptionId>): readonly Temptation[] {
  return probedBy(question).flatMap((because) => {
    if (!held.has(because)) return [];
    const choices = choicesUnder(question, because);
    // Several answers of one misconception are rare; the first is as good as another.
    return choices.slice(0, 1).map((choice) => ({ choice, because }));
  });
}

/** The answers that a misconception leads to. */
function choicesUnder(question: Question, id: MisconceptionId): readonly Choice[] {
  switch (question.kind) {
    case "ordering":
      return ofOrders(question).flatMap(({ order, misconceptions }) => (misconceptions.includes(id) ? [order] : []));
    case "choose-all":
      return [flipped(question, (misconceptions) => misconceptions.includes(id))];
    default:
      return question.wrong.flatMap(({ misconceptions }, index) => (misconceptions.includes(id) ? [index + 1] : []));
  }
}

function ofOrders(question: OrderingQuestion) {
  const mistakes: readonly {
    readonly order: readonly number[];
    readonly misconceptions: readonly MisconceptionId[];
  }[] = question.mistakes;
  return mistakes;
}

/** The right options, with those that are mistaken the other way round. */
function flipped(
  { options }: ChooseAllQuestion,
  isMistaken: (misconceptions: readonly MisconceptionId[], index: number) => boolean,
): readonly number[] {
  return options.flatMap(({ right, misconceptions }, index) =>
    right === isMistaken(misconceptions, index) ? [] : [index],
  );
}

/** The misconceptions that lead to a wrong answer. */
function ledTo(question: Question, choice: Choice): readonly MisconceptionId[] {
  if (choice === "unknown") return [];
  if (question.kind === "choose-all") {
    const chosen = typeof choice === "number" ? [choice] : choice;
    const mistaken = question.options.filter(({ right }, index) => right !== chosen.includes(index));
    return [...new Set(mistaken.flatMap(({ misconceptions }) => misconceptions))];
  }
  return probedBy(question).filter((id) => choicesUnder(question, id).some((other) => `${other}` === `${choice}`));
}

function rightChoice(question: Question): Choice {
  if (question.kind === "ordering") return [...question.items.keys()];
  return question.kind === "choose-all" ? flipped(question, () => false) : 0;
}

function anyChoice(question: Question, random: () => number): Choice {
  const count = question.kind === "ordering" || question.kind === "choose-all" ? 0 : question.wrong.length + 1;
  if (question.kind === "ordering") return shuffled([...question.items.keys()], random);
  if (question.kind === "choose-all") return flipped(question, () => random() < 0.5);
  return Math.floor(random() * count);
}

function anyWrong(question: Question, random: () => number): Choice {
  if (question.kind === "choose-all") {
    const index = Math.floor(random() * question.options.length);
    return flipped(question, (_, option) => option === index);
  }
  if (question.kind !== "ordering") return 1 + Math.floor(random() * question.wrong.length);
  const right = `${rightChoice(question)}`;
  for (;;) {
    const order = anyChoice(question, random);
    if (`${order}` !== right) return order;
  }
}

/** The number of the false rule of one's own that decides this question; null if none does. */
function ownRuleFor(question: Question, rules: number, seed: string): number | null {
  for (let rule = 0; rule < rules; rule++) {
    if (textHash(`${seed} rule ${rule} ${question.id}`) % 100 < nature.ownRuleReach) return rule;
  }
  return null;
}

/** The same wrong answer each time. */
function wrongByRule(question: Question, rule: number): Choice {
  return anyWrong(question, randomFrom(textHash(`rule ${rule} ${question.id}`)));
}
