import type { LocalDate } from "../community/calendar.ts";
import type { LearnerId, MisconceptionId } from "../question/ids.ts";

/** A right answer. */
interface RightAnswer {
  readonly item: string;
  readonly localDate: LocalDate;
  /** The index of its week in the report; null for an earlier one. */
  readonly week: number | null;
}

/** Since a misconception was last shown. */
interface SinceShown {
  readonly first: Pick<RightAnswer, "item" | "localDate"> | null;
  readonly isCorrected: boolean;
}

/** Who has corrected what, by week. The rule is that of a learner's record (`engine/learner/learner-record.ts`). */
export interface Corrections {
  /** A verdict or a reply showed the misconception. */
  show(learner: LearnerId, misconception: MisconceptionId): void;
  /** Two right answers to different items on different days correct what a person has shown. */
  right(learner: LearnerId, probed: readonly MisconceptionId[], answer: RightAnswer): void;
  /** How many people corrected the misconception in a week. */
  count(misconception: MisconceptionId, week: number): number;
  /** How many people corrected any misconception in a week. */
  total(week: number): number;
}

export function newCorrections(weeks: number): Corrections {
  const states = new Map<LearnerId, Map<MisconceptionId, SinceShown>>();
  const corrected = Array.from({ length: weeks }, () => new Map<MisconceptionId, Set<LearnerId>>());
  return {
    show(learner, misconception) {
      const own = states.get(learner) ?? new Map<MisconceptionId, SinceShown>();
      states.set(learner, own.set(misconception, { first: null, isCorrected: false }));
    },
    right(learner, probed, { item, localDate, week }) {
      const own = states.get(learner);
      if (!own) return;
      for (const id of probed) {
        const state = own.get(id);
        if (!state || state.isCorrected) continue;
        const { first } = state;
        if (first === null) own.set(id, { first: { item, localDate }, isCorrected: false });
        else if (first.item !== item && first.localDate < localDate) {
          own.set(id, { first, isCorrected: true });
          const groups = week === null ? undefined : corrected[week];
          groups?.set(id, (groups.get(id) ?? new Set()).add(learner));
        }
      }
    },
    count: (misconception, week) => corrected[week]?.get(misconception)?.size ?? 0,
    total: (week) => new Set([...(corrected[week]?.values() ?? [])].flatMap((learners) => [...learners])).size,
  };
}
