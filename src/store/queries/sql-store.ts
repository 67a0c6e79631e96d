import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Store } from "../../bot/ports/store.ts";
import { answerQueries } from "./answers.ts";
import { dailyQueries } from "./dailies.ts";
import { dayQueries } from "./days.ts";
import { leaderboardQueries } from "./leaderboards.ts";
import { learnerRecordQueries } from "./learner-records.ts";
import { partialAnswerQueries } from "./partial-answers.ts";
import { pastedProgramQueries } from "./pasted-programs.ts";
import { linkQueries } from "./people/links.ts";
import { peopleQueries } from "./people/people.ts";
import { presentationQueries } from "./presentations.ts";
import { RecordCache } from "./record-cache.ts";
import { reportQueries } from "./reports.ts";
import { scheduleQueries } from "./schedules.ts";
import type { Db } from "./tables.ts";

/** The store over a database that has its tables. */
export function sqlStore(db: Db, ids: IdGenerator, close: () => Promise<void>): Store {
  const cache = new RecordCache();
  return {
    people: peopleQueries(db, ids),
    links: linkQueries(db, ids, cache),
    presentations: presentationQueries(db),
    answers: answerQueries(db, cache),
    learnerRecords: learnerRecordQueries(db, cache),
    partialAnswers: partialAnswerQueries(db),
    days: dayQueries(db),
    leaderboards: leaderboardQueries(db),
    schedules: scheduleQueries(db),
    dailies: dailyQueries(db),
    pastedPrograms: pastedProgramQueries(db),
    reports: reportQueries(db),
    close,
  };
}
