import { type Choice, isRight, mistakenOptions } from "../question/answer.ts";
import type { MisconceptionId } from "../question/ids.ts";
import { type ChooseAllQuestion, probedBy, type Question } from "../question/question.ts";

/** How closely a person's answers follow what they believe. */
export interface Reliability {
  /** How likely people who hold a misconception give an answer that it leads to. */
  readonly follows: number;
  /** How likely people who hold none of a question's misconceptions are wrong. */
  readonly slips: number;
}

/** One way to answer, with the misconceptions that lead there: indexes into `probed`, and each one's share. */
interface WrongWay {
  /** The share of wrong answers without a reason that end up here. */
  readonly spread: number;
  readonly members: readonly Member[];
}

interface Member {
  readonly local: number;
  /** Less than 1 if the misconception leads to several answers. */
  readonly weight: number;
}

/** What the answers to a question can say. It depends on the question alone, so it is computed once. */
export interface Evidence {
  readonly question: Question;
  /** Every misconception that a wrong answer can show. */
  readonly probed: readonly MisconceptionId[];
  /** For a question with one right answer. The last way of an ordering is every order that has no known reason. */
  readonly ways: readonly WrongWay[];
  /** For a set: by probed misconception, the options that it leads to. */
  readonly options: readonly (readonly number[])[];
}

/** What is expected of an answer before it is given. */
export interface Forecast {
  /** How likely the answer is right. */
  readonly right: number;
  /** How much the answer is expected to tell about the misconceptions, in bits. */
  readonly bits: number;
  /** By probed misconception: how likely it leads to a wrong answer. */
  readonly shows: readonly number[];
}

/** Most wrong orders that a person makes up match no known mistake. */
const unknownOrderSpread = 0.7;

/** People who follow a misconception may still treat one option of a set differently. */
const optionFollows = 0.95;

/** Three Gauss-Legendre points and weights on [0, 1]: exact for up to six other misconceptions, close for more. */
const integration = [
  { t: 0.5 - Math.sqrt(0.15), weight: 5 / 18 },
  { t: 0.5, weight: 4 / 9 },
  { t: 0.5 + Math.sqrt(0.15), weight: 5 / 18 },
] as const;

export function evidenceOf(question: Question): Evidence {
  const probed = probedBy(question);
  const ways = question.kind === "choose-all" ? [] : waysOf(question, probed);
  const options = question.kind === "choose-all" ? probed.map((id) => optionsOf(question, id)) : [];
  return { question, probed, ways, options };
}

function waysOf(question: Exclude<Question, ChooseAllQuestion>, probed: readonly MisconceptionId[]): WrongWay[] {
  const wrong = question.kind === "ordering" ? question.mistakes : question.wrong;
  const spread = (question.kind === "ordering" ? 1 - unknownOrderSpread : 1) / Math.max(1, wrong.length);
  const leadsTo = (id: MisconceptionId) => wrong.filter(({ misconceptions }) => misconceptions.includes(id)).length;
  const ways = wrong.map(({ misconceptions }) => ({
    spread,
    members: probed.flatMap((id, local) => (misconceptions.includes(id) ? [{ local, weight: 1 / leadsTo(id) }] : [])),
  }));
  return question.kind === "ordering" ? [...ways, { spread: unknownOrderSpread, members: [] }] : ways;
}

function optionsOf(question: ChooseAllQuestion, id: MisconceptionId): number[] {
  return [...question.options.keys()].filter((index) => question.options[index]?.misconceptions.includes(id));
}

/** What an answer says about a person, in probabilities. */
interface Reading {
  /** By probed misconception: that they hold it. */
  readonly beliefs: readonly number[];
  /** That they hold any of them, and that one of them led to the answer. */
  readonly held: number;
  readonly followed: number;
  /** That they hold none, and are wrong for no reason. */
  readonly slipped: number;
}

/**
 * Reads an answer by Bayes, over every set of the probed misconceptions that the person may hold. Those that lead to
 * the same answer share the evidence. "I don't know" says nothing.
 *
 * @param beliefs how likely the person holds each probed misconception
 * @returns null if the answer says nothing
 */
export function readingOf(
  evidence: Evidence,
  choice: Choice,
  beliefs: readonly number[],
  reliability: Reliability,
): Reading | null {
  const { question, ways } = evidence;
  if (choice === "unknown") return null;
  if (question.kind === "choose-all") {
    const mistaken = mistakenOptions(question, typeof choice === "number" ? [choice] : choice);
    const isMistaken = (option: number) => mistaken.includes(option);
    const after = beliefs.map((belief, local) => {
      const isOtherwiseMistaken = mistaken.some((option) => !evidence.options[local]?.includes(option));
      const share = isOtherwiseMistaken ? 1 / 2 : shareBeside(beliefs, local) ** 0.5;
      const { held, free } = setLikelihood(evidence, local, isMistaken, beliefs, {
        ...reliability,
        follows: reliability.follows * share,
      });
      return bayes(belief, held, free);
    });
    return { beliefs: after, held: 0, followed: 0, slipped: 0 };
  }
  const { none, right, heldAndRight, wrong, shows } = jointOf(evidence, beliefs, reliability);
  if (isRight(question, choice)) {
    const held = 1 - (none * (1 - reliability.slips)) / right;
    return { beliefs: heldAndRight.map((one) => one / right), held, followed: 0, slipped: 0 };
  }
  const index = question.kind === "ordering" ? orderIndex(question.mistakes, choice) : Number(choice) - 1;
  const [found, way] = [wrong[index], ways[index]];
  if (!found || !way) return null;
  const { probability } = found;
  const slipped = (none * reliability.slips * way.spread) / probability;
  const followed = way.members.reduce((sum, { local, weight }) => sum + weight * (shows[local] ?? 0), 0) / probability;
  return { beliefs: found.held.map((one) => one / probability), held: 1 - slipped, followed, slipped };
}

function orderIndex(mistakes: readonly { readonly order: readonly number[] }[], choice: Exclude<Choice, "unknown">) {
  const order = typeof choice === "number" ? [choice] : choice;
  const known = mistakes.findIndex((mistake) => mistake.order.join() === order.join());
  return known < 0 ? mistakes.length : known;
}

function bayes(belief: number, held: number, free: number): number {
  return (belief * held) / (belief * held + (1 - belief) * free);
}

/** What an answer to this question is expected to say. */
export function forecastOf(evidence: Evidence, beliefs: readonly number[], reliability: Reliability): Forecast {
  if (evidence.question.kind === "choose-all") return forecastOfSet(evidence, beliefs, reliability);
  const { right, heldAndRight, wrong, shows } = jointOf(evidence, beliefs, reliability);
  let after = 0;
  for (const held of heldAndRight) after += right * entropy(held / right);
  for (const way of wrong) {
    for (const held of way.held) after += way.probability * entropy(held / way.probability);
  }
  return { right, bits: entropyOf(beliefs) - after, shows };
}

function entropyOf(beliefs: readonly number[]): number {
  let sum = 0;
  for (const belief of beliefs) sum += entropy(belief);
  return sum;
}

function entropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

interface Point {
  readonly t: number;
  readonly product: number;
  readonly shares: readonly number[];
}

interface Joint {
  /** That the person holds none of the probed misconceptions. */
  readonly none: number;
  readonly right: number;
  /** By probed misconception: the probability that it is held and the answer is right. */
  readonly heldAndRight: readonly number[];
  readonly wrong: readonly { readonly probability: number; readonly held: readonly number[] }[];
  /** By probed misconception: the probability that it leads to the answer. */
  readonly shows: readonly number[];
}

/**
 * The probability of each answer, and of each answer together with each misconception. People who hold several follow
 * any of them equally likely, so terms are averages of 1 / (1 + others held). Such an average is the integral of the
 * product of 1 - b(1 - t) over t from 0 to 1, which avoids a sum over all sets of misconceptions.
 */
function jointOf({ ways }: Evidence, beliefs: readonly number[], { follows, slips }: Reliability): Joint {
  const stray = (1 - follows) / 2;
  let none = 1;
  for (const belief of beliefs) none *= 1 - belief;
  const shows = beliefs.map(() => 0);
  const points: Point[] = [];
  for (const { t, weight } of integration) {
    let product = weight;
    for (const belief of beliefs) product *= 1 - belief * (1 - t);
    // By misconception: the average of 1 / (1 + others held), at this point and if it is held.
    const shares = beliefs.map((belief) => product / (1 - belief * (1 - t)));
    for (const [local, belief] of beliefs.entries())
      shows[local] = (shows[local] ?? 0) + follows * belief * (shares[local] ?? 0);
    points.push({ t, product, shares });
  }
  const wrong: Joint["wrong"][number][] = [];
  for (const { spread, members } of ways) {
    let probability = spread * (none * slips + (1 - none) * stray);
    const held = beliefs.map((belief) => belief * stray * spread);
    for (const { local, weight } of members) {
      const show = weight * (shows[local] ?? 0);
      probability += show;
      held[local] = (held[local] ?? 0) + show;
      // The others may be held too while the person follows this one.
      const followed = weight * follows * (beliefs[local] ?? 0);
      for (const { t, product, shares } of points) {
        const factor = (followed * t * (shares[local] ?? 0)) / product;
        for (let other = 0; other < held.length; other++) {
          if (other === local) continue;
          held[other] = (held[other] ?? 0) + (beliefs[other] ?? 0) * factor * (shares[other] ?? 0);
        }
      }
    }
    wrong.push({ probability, held });
  }
  const right = none * (1 - slips) + (1 - none) * stray;
  return { none, right, heldAndRight: beliefs.map((belief) => belief * stray), wrong, shows };
}

/** The smallest share of stray answers that ends up at a wrong answer with a reason; 0 for a set. */
export function spreadOf({ ways }: Evidence): number {
  const spreads = ways.flatMap(({ spread, members }) => (members.length > 0 ? [spread] : []));
  return spreads.length === 0 ? 0 : Math.min(...spreads);
}

/**
 * The most that one answer can tell about a misconception, in bits: that of a question that probes nothing else. Other
 * misconceptions of a question only blur it.
 *
 * @param spread the share of stray answers that look like the misconception
 */
export function mostBits(belief: number, spread: number, { follows, slips }: Reliability): number {
  // A set can show a misconception in several options at once.
  if (spread === 0) return entropy(belief);
  const stray = (1 - follows) / 2;
  const shown = belief * (follows + stray * spread) + (1 - belief) * slips * spread;
  const right = belief * stray + (1 - belief) * (1 - slips);
  const left = 1 - shown - right;
  const after = left <= 0 ? 0 : left * entropy((belief * stray * (1 - spread)) / left);
  return (
    entropy(belief) -
    shown * entropy((belief * (follows + stray * spread)) / shown) -
    right * entropy((belief * stray) / right) -
    after
  );
}

/** How likely a misconception decides about a set, and not another one that the person holds too. */
function shareBeside(beliefs: readonly number[], local: number): number {
  return 1 / (1 + beliefs.reduce((sum, belief, other) => (other === local ? sum : sum + belief), 0));
}

/** How likely a pattern of mistaken options is for people who hold one misconception, and for those who do not. */
function setLikelihood(
  { question, options, probed }: Evidence,
  local: number,
  isMistaken: (option: number) => boolean,
  beliefs: readonly number[],
  { follows, slips }: Reliability,
): { readonly held: number; readonly free: number } {
  const slip = slips / (question.kind === "choose-all" ? question.options.length : 1);
  let [acted, free] = [1, 1];
  for (const option of options[local] ?? []) {
    let unmoved = 1 - slip;
    for (const other of probed.keys()) {
      if (other !== local && options[other]?.includes(option)) unmoved *= 1 - follows * (beliefs[other] ?? 0);
    }
    acted *= isMistaken(option) ? optionFollows : 1 - optionFollows;
    free *= isMistaken(option) ? 1 - unmoved : unmoved;
  }
  return { held: follows * acted + (1 - follows) * free, free };
}

/** Treats the misconceptions of a set as independent: with few exceptions, each has options of its own. */
function forecastOfSet(evidence: Evidence, beliefs: readonly number[], reliability: Reliability): Forecast {
  let bits = 0;
  const shows = beliefs.map((belief, local) => belief * reliability.follows * shareBeside(beliefs, local));
  for (const [local, belief] of beliefs.entries()) {
    const shared = { ...reliability, follows: reliability.follows * shareBeside(beliefs, local) };
    const own = evidence.options[local] ?? [];
    bits += entropy(belief);
    for (let pattern = 0; pattern < 2 ** own.length; pattern++) {
      const isMistaken = (option: number) => (pattern & (1 << own.indexOf(option))) !== 0;
      const { held, free } = setLikelihood(evidence, local, isMistaken, beliefs, shared);
      const probability = belief * held + (1 - belief) * free;
      bits -= probability * entropy((belief * held) / probability);
    }
  }
  const right = shows.reduce((product, show) => product * (1 - show), 1 - reliability.slips);
  return { right, bits, shows };
}
