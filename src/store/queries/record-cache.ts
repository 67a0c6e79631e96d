import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { LearnerRecord } from "../../engine/learner/learner-record.ts";
import type { LearnerId } from "../../engine/question/ids.ts";

/** Rows of all cached records together: about 20 megabytes. */
const mostRows = 100_000;

/**
 * The records that were used last. Each change of a record saves a new stamp with it. As long as the saved stamp is
 * the cached one, the rows are what they were, whichever process wrote them, and need not be read.
 */
export class RecordCache {
  readonly #records = new LRUCache<LearnerId, { readonly stamp: string; readonly record: LearnerRecord }>({
    maxSize: mostRows,
    sizeCalculation: ({ record }) => 1 + record.misconceptions.size + record.seen.size,
  });

  newStamp(): string {
    return randomUUID();
  }

  /** A copy, which may be changed. Null if the record with this stamp is not cached. */
  find(learner: LearnerId, stamp: string): LearnerRecord | null {
    const cached = this.#records.get(learner);
    return cached?.stamp === stamp ? copyOf(cached.record) : null;
  }

  /** Keeps a copy. The stamp of a transaction that fails is never found. */
  add(learner: LearnerId, stamp: string, record: LearnerRecord): void {
    this.#records.set(learner, { stamp, record: copyOf(record) });
  }
}

function copyOf(record: LearnerRecord): LearnerRecord {
  return { ...record, misconceptions: new Map(record.misconceptions), seen: new Map(record.seen) };
}
