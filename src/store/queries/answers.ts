import type { z } from "zod";
import type { AnswerKey, AnswerStore, KeyedAnswer, SaveOutcome, Submission, Tally } from "../../bot/ports/answers.ts";
import type { LeaderboardStore } from "../../bot/ports/leaderboards.ts";
import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import { type Answer, pointsFor } from "../../engine/question/answer.ts";
import type { AccountId, CommunityId, LearnerId, PresentationId } from "../../engine/question/ids.ts";
import { answerFactsRow, answerRow, choiceText, firstAnswerRow, idRow, partOf, standingRow, tallyRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The number of a first answer; the key (presentation, account, attempt) lets one through. */
export const firstAttempt = 1;

export const answerColumns = [
  "presentation",
  "account",
  "question",
  "choice",
  "is_right",
  "answered_before",
  "points",
  "misconceptions",
  "answered_at",
  "local_date",
] as const;

/** Answers and the points they earned. */
export function answerQueries(db: Db): AnswerStore {
  return {
    save: (submission) => db.transaction().execute((trx) => saveAnswer(trx, submission)),
    ofLearner: (learner) => answersOf(db, learner),
    page: (after, limit) => page(db, after, limit),
    tally: (presentation) => tally(db, presentation),
  };
}

export function leaderboardQueries(db: Db): LeaderboardStore {
  return { standings: (community, from, to) => standings(db, community, from, to) };
}

async function saveAnswer(trx: Db, submission: Submission): Promise<SaveOutcome> {
  const { presentation, account } = submission;
  const learner = await lockLearner(trx, account);
  const { first, facts } = await factsOf(trx, submission, learner);
  if (first) return { type: "already-answered", answer: first, answered: facts.answered };
  if (facts.closed_at !== null) return { type: "closed", at: facts.closed_at };
  const { right, misconceptions } = submission.grade;
  const row = await trx
    .insertInto("answer")
    .values({
      presentation,
      account,
      attempt: firstAttempt,
      question: facts.question,
      community: facts.community,
      choice: choiceText(submission.choice),
      is_right: right ? 1 : 0,
      answered_before: facts.answered_before ? 1 : 0,
      points: pointsFor(right, submission.difficulty, facts.answered_before),
      misconceptions: JSON.stringify(misconceptions),
      local_date: submission.localDate,
      answered_at: submission.now,
    })
    .returning(answerColumns)
    .executeTakeFirst();
  if (facts.picks !== null) {
    await trx
      .deleteFrom("partial_answer")
      .where("presentation", "=", presentation)
      .where("account", "=", account)
      .execute();
  }
  return { type: "saved", answer: answerRow.parse(row), answered: facts.answered + 1 };
}

/**
 * Locks the account's learner until the transaction ends, so that two answers at once are counted one after the other.
 * An update that changes nothing locks the row in every database. What the transaction then reads must be a statement
 * of its own: PostgreSQL takes a statement's snapshot before it waits for the lock.
 */
async function lockLearner(trx: Db, account: AccountId): Promise<LearnerId> {
  const locked = await trx
    .updateTable("learner")
    .set((eb) => ({ opened_at: eb.ref("opened_at") }))
    .where("id", "=", (eb) => eb.selectFrom("account").select("learner").where("account.id", "=", account))
    .returning("id")
    .executeTakeFirst();
  if (!locked) throw new Error(`no learner has the account ${account}`);
  return idRow.parse(locked).id;
}

async function factsOf(trx: Db, { presentation, account }: AnswerKey, learner: LearnerId) {
  const row = await trx
    .selectFrom("presentation")
    .leftJoin("answer as first", (join) =>
      join
        .onRef("first.presentation", "=", "presentation.id")
        .on("first.account", "=", account)
        .on("first.attempt", "=", firstAttempt),
    )
    .leftJoin("partial_answer", (join) =>
      join.onRef("partial_answer.presentation", "=", "presentation.id").on("partial_answer.account", "=", account),
    )
    .select(["presentation.community", "presentation.question", "presentation.closed_at", "partial_answer.picks"])
    .select(answerColumns.map((column) => `first.${column} as first_${column}` as const))
    .select(({ exists, selectFrom }) => [
      exists(
        selectFrom("account")
          .innerJoin("answer", "answer.account", "account.id")
          .select("answer.presentation")
          .where("account.learner", "=", learner)
          .whereRef("answer.question", "=", "presentation.question"),
      ).as("answered_before"),
      selectFrom("answer")
        .select(({ fn }) => fn.countAll().as("count"))
        .whereRef("answer.presentation", "=", "presentation.id")
        .where("answer.attempt", "=", firstAttempt)
        .as("answered"),
    ])
    .where("presentation.id", "=", presentation)
    .executeTakeFirst();
  if (!row) throw new Error(`there is no presentation ${presentation}`);
  return { facts: answerFactsRow.parse(row), first: partOf(row, "first", answerRow) };
}

async function answersOf(db: Db, learner: LearnerId): Promise<readonly Answer[]> {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .selectAll("answer")
    .where("account.learner", "=", learner)
    // Answers of the same millisecond come in the order of their presentations.
    .orderBy("answer.answered_at")
    .orderBy("presentation.presented_at")
    .orderBy("answer.attempt")
    .execute();
  return answerRow.array().parse(rows);
}

async function page(db: Db, after: AnswerKey | null, limit: number): Promise<readonly KeyedAnswer[]> {
  const rows = await db
    .selectFrom("answer")
    .innerJoin("account", "account.id", "answer.account")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .select(["answer.presentation", "answer.account", "account.learner", "answer.question", "presentation.digest"])
    .select(["answer.choice", "answer.is_right", "answer.misconceptions", "answer.answered_at"])
    .where("answer.attempt", "=", firstAttempt)
    // In the order of the key, so that no page sorts what earlier pages have read.
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("answer.presentation", "answer.account"),
          ">",
          tuple(after?.presentation ?? "", after?.account ?? ""),
        ),
      ),
    )
    .orderBy("answer.presentation")
    .orderBy("answer.account")
    .limit(limit)
    .execute();
  return firstAnswerRow.array().parse(rows);
}

async function tally(db: Db, presentation: PresentationId): Promise<Tally> {
  const rows = await db
    .selectFrom("answer")
    .select(({ fn }) => ["choice", "is_right", fn.countAll().as("count")])
    .where("presentation", "=", presentation)
    .where("attempt", "=", firstAttempt)
    .groupBy(["choice", "is_right"])
    .execute();
  return tallyOf(tallyRow.array().parse(rows));
}

export function tallyOf(counts: readonly z.infer<typeof tallyRow>[]): Tally {
  const sumOf = (some: typeof counts) => some.reduce((sum, { count }) => sum + count, 0);
  return {
    answered: sumOf(counts),
    right: sumOf(counts.filter(({ is_right }) => is_right)),
    counts: new Map(counts.flatMap(({ choice, count }) => (typeof choice === "number" ? [[choice, count]] : []))),
  };
}

async function standings(
  db: Db,
  community: CommunityId,
  from: LocalDate | null,
  to: LocalDate | null,
): Promise<readonly Standing[]> {
  const inWindow = db
    .selectFrom("answer")
    .select(({ fn }) => ["account", fn.sum("points").as("points")])
    .where("community", "=", community)
    .$if(from !== null, (query) => query.where("local_date", ">=", from))
    .$if(to !== null, (query) => query.where("local_date", "<=", to))
    .groupBy("account");
  const rows = await db
    .selectFrom(inWindow.as("won"))
    .innerJoin("account", "account.id", "won.account")
    .select(["won.account", "account.name", "won.points"])
    .execute();
  return standingRow.array().parse(rows);
}
