import type { StreakDays } from "../../engine/learner/streak.ts";
import type { LearnerId } from "../../engine/question/ids.ts";
import type { Community } from "./people.ts";

/** The local days on which people answered. The answers' own transactions save them. */
export interface DayStore {
  /** The days of all of the learner's accounts, and those on which a channel of their home got its daily question. */
  ofLearner(learner: LearnerId): Promise<StreakDays>;
  /** The community in which the learner's accounts have answered on the most days; null if they never have in one. */
  home(learner: LearnerId): Promise<Community | null>;
}
