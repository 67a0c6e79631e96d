import type { ModuleKind } from "../../interpreter/rules/semantics.ts";
import type { MisconceptionId } from "./ids.ts";
import type { Topic } from "./topic.ts";

/** A program of the bank, and how Node runs it. */
export interface StatedProgram {
  readonly module: ModuleKind;
  readonly program: string;
}

/** Where a claim can be checked. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

/** A false belief: what it says, why it tempts, and what is true instead. */
export interface Misconception {
  readonly id: MisconceptionId;
  /** One sentence, as a learner would say it. */
  readonly belief: string;
  readonly tempting: string;
  readonly truth: string;
  /** A program that this belief gets wrong; null where no program can tell. */
  readonly counterExample: StatedProgram | null;
  /** Where on the path it is first met. */
  readonly topic: Topic;
  /** Beliefs that should be settled before this one is asked about. */
  readonly prerequisites: readonly MisconceptionId[];
  readonly sources: readonly Source[];
}
