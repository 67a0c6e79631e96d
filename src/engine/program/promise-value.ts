import type { Timer } from "./job.ts";
import { promisePrototype } from "./prototypes.ts";
import { ObjectValue, type Value } from "./values.ts";

/** What runs when a promise settles; it is queued as a microtask. */
export interface Reaction {
  readonly label: string;
  readonly line: number;
  readonly fulfilled: (value: Value) => void;
  readonly rejected: (reason: Value) => void;
  /** Runs as part of settling, without a turn of its own: only in minds that take following a promise to be free. */
  readonly atOnce?: true;
}

/** A promise of the program. */
export class PromiseValue extends ObjectValue {
  state: "pending" | "fulfilled" | "rejected" = "pending";
  /** What it was fulfilled with, or why it was rejected. */
  result: Value = undefined;
  reactions: Reaction[] = [];
  /** Whether anybody would hear of a rejection. */
  handled = false;
  /** Resolved with another promise, it follows that one and no other. */
  locked = false;
  /** The waits that it stands for, for the beliefs about them. */
  waits: Timer[] = [];
  /** What was made of it by the last `then`, for the mind that takes branches for one chain. */
  lastBranch: PromiseValue | null = null;
  /** Work put off until somebody asks for the result, for the mind that takes promises to be lazy. */
  putOff: (() => void) | null = null;
  /** Nobody wants the result any more, for the minds that take losers to be stopped. */
  stopped = false;
  /** Made by `then`, so a link of a chain. */
  isLink = false;

  constructor() {
    super(promisePrototype);
  }
}
