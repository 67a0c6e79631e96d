import type { IdGenerator, Store } from "../../bot/ports.ts";
import { answersIn } from "./answers.ts";
import { dailiesIn, schedulesIn } from "./dailies.ts";
import { pastedProgramsIn } from "./pasted-programs.ts";
import { peopleIn } from "./people.ts";
import { pressedIn } from "./pressed.ts";
import { reportsIn } from "./reports.ts";
import type { Db } from "./tables.ts";

/** The store over a database that has its tables. */
export function sqlStore(db: Db, ids: IdGenerator, close: () => Promise<void>): Store {
  return {
    ...peopleIn(db, ids),
    ...answersIn(db),
    ...schedulesIn(db),
    ...dailiesIn(db),
    ...pastedProgramsIn(db),
    ...pressedIn(db),
    ...reportsIn(db),
    close,
  };
}
