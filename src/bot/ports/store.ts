import type { AnswerStore } from "./answers.ts";
import type { DailyStore } from "./dailies.ts";
import type { DayStore } from "./days.ts";
import type { LeaderboardStore } from "./leaderboards.ts";
import type { LearnerRecordStore } from "./learner-records.ts";
import type { PartialAnswerStore } from "./partial-answers.ts";
import type { PastedProgramStore } from "./pasted-programs.ts";
import type { LinkStore, PeopleStore } from "./people.ts";
import type { PresentationStore } from "./presentations.ts";
import type { ReportStore } from "./reports.ts";
import type { ScheduleStore } from "./schedules.ts";

/** Everything the quiz remembers, by noun. Each method is one transaction. */
export interface Store {
  readonly people: PeopleStore;
  readonly links: LinkStore;
  readonly presentations: PresentationStore;
  readonly answers: AnswerStore;
  readonly learnerRecords: LearnerRecordStore;
  readonly partialAnswers: PartialAnswerStore;
  readonly days: DayStore;
  readonly leaderboards: LeaderboardStore;
  readonly schedules: ScheduleStore;
  readonly dailies: DailyStore;
  readonly pastedPrograms: PastedProgramStore;
  readonly reports: ReportStore;
  close(): Promise<void>;
}
