import type { DayRecord } from "../../engine/learner/streak.ts";
import type { LearnerId } from "../../engine/question/ids.ts";
import type { Community } from "./people.ts";

/** The local days on which people answered. Each answer saves its day in its own transaction. */
export interface DayStore {
  /** The days of all of the learner's accounts, and the days on which their home community got a daily question. */
  ofLearner(learner: LearnerId): Promise<DayRecord>;
  /** The community in which the learner's accounts have answered on the most days; null if they never have in one. */
  home(learner: LearnerId): Promise<Community | null>;
}
