import { textHash } from "../../random/seed.ts";
import { type MisconceptionId, type QuestionId, seedOf, templateOf } from "../question/ids.ts";
import type { Question } from "../question/question.ts";
import type { Candidate } from "./candidates.ts";

// The right choice must not stand out by its form: it is as often the one most like the others as the one least like
// them, and as often the shortest time as the longest. So each question has a rank that its right choice should have.

type Lines = readonly string[];

/** A way in which two printed outputs are alike. */
interface Likeness {
  readonly name: string;
  readonly of: (one: Lines, other: Lines) => number;
  /** How much it counts that the right output has the rank it should have. */
  readonly weight: number;
}

const likenesses: readonly Likeness[] = [
  { name: "order", of: pairsInSameOrder, weight: 4 },
  { name: "position", of: (one, other) => one.filter((line, index) => line === other[index]).length, weight: 3 },
  { name: "first-line", of: (one, other) => Number(one[0] === other[0]), weight: 1 },
  { name: "last-line", of: (one, other) => Number(one.at(-1) === other.at(-1)), weight: 1 },
  { name: "count", of: (one, other) => Number(one.length === other.length), weight: 1 },
];

/** How many pairs of lines come in the same order in both outputs. */
export function pairsInSameOrder(one: Lines, other: Lines): number {
  const rank = new Map(other.map((line, index) => [line, index]));
  const ranks = one.flatMap((line) => rank.get(line) ?? []);
  return ranks.reduce((sum, first, index) => sum + ranks.slice(index + 1).filter((second) => second > first).length, 0);
}

/** How alike each output is to all the others together. */
function likenessToOthers(outputs: readonly Lines[], likeness: Likeness): readonly number[] {
  return outputs.map((one) => outputs.reduce((sum, other) => sum + (other === one ? 0 : likeness.of(one, other)), 0));
}

/** The rank that the right choice should have, from 0. The variants of a template take turns with them. */
function rankTarget(id: QuestionId, count: number): number {
  const template = templateOf(id);
  return template === null ? textHash(`${id} rank`) % count : (textHash(template) + seedOf(id)) % count;
}

/** How bad it is that no other output has as many lines as the right one. */
const ownCountError = 4;

/** How far the right output is from the ranks that it should have among all outputs; 0 when it has them. */
export function outputImbalance(id: QuestionId, right: Lines, wrong: readonly Lines[]): number {
  const outputs = [right, ...wrong];
  const target = rankTarget(id, outputs.length);
  const hasOwnCount = wrong.every((output) => output.length !== right.length);
  const ownCount = hasOwnCount ? ownCountError : 0;
  return likenesses.reduce((sum, likeness) => {
    const [key = 0, ...others] = likenessToOthers(outputs, likeness);
    const above = others.filter((other) => other > key).length;
    const below = others.filter((other) => other < key).length;
    return sum + likeness.weight * rankError(target, above, below, outputs.length);
  }, ownCount);
}

/**
 * How far something is from the rank that it should have. Equals share their ranks. Sharing the first or the last one
 * is an error too, unless all are equal: a guesser who takes one of the first would be right too often.
 */
function rankError(target: number, above: number, below: number, count: number): number {
  const [first, last] = [above, count - 1 - below];
  if (first === 0 && last === count - 1) return 0;
  const distance = Math.max(0, first - target, target - last);
  const shared = 2 / (last - first + 1);
  const sharesFirst = first === 0 && target !== 0 ? shared : 0;
  const sharesLast = last === count - 1 && target !== last ? shared : 0;
  return distance + sharesFirst + sharesLast;
}

/** Of how many right times in the middle one should be next to the mean. Where choices are few, more of them are. */
const oneNearMean = 4;

/**
 * How far the right time is from the rank that it should have. The time next to the mean is one of the two in the
 * middle, so the right one of those must not be next to it too often.
 */
export function timeImbalance(id: QuestionId, right: number, wrong: readonly number[]): number {
  const times = [right, ...wrong];
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const rank = wrong.filter((time) => time < right).length;
  const isNearest = wrong.every((time) => Math.abs(time - mean) > Math.abs(right - mean));
  const isExtreme = rank === 0 || rank === wrong.length;
  const fits = isExtreme || isNearest === textHash(`${id} mean`) % oneNearMean < 1;
  // Times far from the right one would be offered more often than they are right.
  const distance = wrong.reduce((sum, time) => sum + Math.abs(Math.log2(time / right)), 0);
  return 3 * Math.abs(rank - rankTarget(id, times.length)) + (fits ? 0 : 4) + distance / 4;
}

/** How much the form of a computed question favours some rank. Of several variants, the one with the least is taken. */
export function imbalanceOf(question: Question): number {
  if (question.kind === "timing") {
    return timeImbalance(
      question.id,
      question.right.milliseconds,
      question.wrong.map(({ milliseconds }) => milliseconds),
    );
  }
  if (question.kind !== "output" || question.right.output === null) return 0;
  return outputImbalance(
    question.id,
    question.right.output,
    question.wrong.flatMap(({ output }) => (output === null ? [] : [output])),
  );
}

/** The best candidates of each sort that are combined with each other. */
const considered = 12;
/** An imbalance of 1 counts as much as taking a candidate that is this many ranks worse. */
const rankCost = 6;
/** A wrong choice of two misconceptions says less about the person than one of a single misconception. */
const pairCost = 2;
/** So does each further misconception that predicts the same. */
const crowdCost = 2;
/** If the verdict would have to ask because of them, the choice says still less. */
const askCost = 12;
const mostPairs = 2;

/** One of the wrong choices should show what the question is about. */
const besideCost = 300;

/**
 * Chooses some wrong outcomes: good ones, beside which the right outcome does not stand out.
 *
 * @param candidates the best first; single misconceptions before pairs
 * @param about the misconceptions that the question is about
 * @returns null when there are too few
 */
export function balancedChoice<Outcome>(
  candidates: readonly Candidate<Outcome>[],
  about: readonly MisconceptionId[],
  count: number,
  imbalanceBeside: (outcomes: readonly Outcome[]) => number,
): readonly Candidate<Outcome>[] | null {
  const alone = candidates.filter(({ pair }) => pair === null).slice(0, considered);
  const pairs = candidates.filter(({ pair }) => pair !== null).slice(0, considered);
  const costs = new Map<Candidate<Outcome>, number>([
    ...alone.map((candidate, rank) => [candidate, rank + crowdCostOf(candidate, about)] as const),
    ...pairs.map((candidate, rank) => [candidate, rank + pairCost] as const),
  ]);
  let best: { readonly chosen: readonly Candidate<Outcome>[]; readonly cost: number } | null = null;
  for (const chosen of subsets([...costs.keys()], count)) {
    if (chosen.filter(({ pair }) => pair !== null).length > Math.min(mostPairs, count - 1)) continue;
    const quality = chosen.reduce((sum, candidate) => sum + (costs.get(candidate) ?? 0), 0);
    const isBeside = !chosen.some(({ misconceptions }) => misconceptions.some((id) => about.includes(id)));
    const form = imbalanceBeside(chosen.map(({ outcome }) => outcome));
    const cost = quality + rankCost * form + (isBeside ? besideCost : 0);
    if (best === null || cost < best.cost) best = { chosen, cost };
  }
  return best?.chosen ?? null;
}

function crowdCostOf({ misconceptions }: Candidate<unknown>, about: readonly MisconceptionId[]): number {
  const others = misconceptions.length - 1;
  const isNamed = others === 0 || misconceptions.filter((id) => about.includes(id)).length === 1;
  return crowdCost * others + (isNamed ? 0 : askCost);
}

/** All subsets of one size, in the order of the items. */
function subsets<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}
