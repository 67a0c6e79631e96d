import type { ModuleKind } from "../../interpreter/rules/semantics.ts";
import type { Topic } from "./curriculum.ts";
import type { MisconceptionId } from "./ids.ts";

/** A program of the bank, and how Node loads it. */
export interface StatedProgram {
  readonly module: ModuleKind;
  readonly program: string;
}

/** A page where a claim can be checked. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

/** A misconception: what people believe, why it is tempting, and what is true instead. */
export interface Misconception {
  readonly id: MisconceptionId;
  /** One sentence, as a learner would say it. */
  readonly belief: string;
  readonly tempting: string;
  readonly truth: string;
  /** A program that disproves the misconception; null when no program can. */
  readonly counterExample: StatedProgram | null;
  /** The topic in which it is first probed. */
  readonly topic: Topic;
  /** Misconceptions that should be corrected before this one is probed. */
  readonly prerequisites: readonly MisconceptionId[];
  readonly sources: readonly Source[];
}
