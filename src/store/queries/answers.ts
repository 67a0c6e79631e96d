import type { AnswerKey, AnswerStore, KeyedAnswer, SaveOutcome, Submission, Tally } from "../../bot/ports/answers.ts";
import type { LeaderboardStore } from "../../bot/ports/leaderboards.ts";
import type { PresentationStore } from "../../bot/ports/presentations.ts";
import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import { type Answer, type Presentation, pointsFor } from "../../engine/question/answer.ts";
import type { AccountId, CommunityId, LearnerId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import { answerRow, choiceText, firstAnswerRow, presentationRow, standingRow, tallyRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The number of a first answer; the key (asked, account, attempt) lets one through. */
const firstAttempt = 1;

/** Questions as they were shown. */
export function presentationQueries(db: Db): PresentationStore {
  return {
    save: (presentation) => savePresentation(db, presentation),
    find: (id) => findPresentation(db, id),
    findOpen: (account, question) => findOpen(db, account, question),
  };
}

/** Answers and the points they earned. */
export function answerQueries(db: Db): AnswerStore {
  return {
    save: (submission) => db.transaction().execute((trx) => saveAnswer(trx, submission)),
    find: (presentation, account) => findAnswer(db, presentation, account),
    ofLearner: (learner) => answersOf(db, learner),
    page: (after, limit) => page(db, after, limit),
    tally: (presentation) => tally(db, presentation),
  };
}

export function leaderboardQueries(db: Db): LeaderboardStore {
  return { standings: (community, from, to) => standings(db, community, from, to) };
}

export async function savePresentation(db: Db, presentation: Presentation): Promise<void> {
  const { presentedAt, closedAt, shown, ...row } = presentation;
  await db
    .insertInto("presentation")
    .values({ ...row, shown: JSON.stringify(shown), presented_at: presentedAt, closed_at: closedAt })
    .execute();
}

async function findPresentation(db: Db, id: PresentationId): Promise<Presentation | null> {
  const row = await db.selectFrom("presentation").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? presentationRow.parse(row) : null;
}

async function findOpen(db: Db, account: AccountId, question: QuestionId): Promise<Presentation | null> {
  const row = await db
    .selectFrom("presentation")
    .selectAll()
    .where("account", "=", account)
    .where("question", "=", question)
    .where("closed_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("answer")
            .select("answer.presentation")
            .whereRef("answer.presentation", "=", "presentation.id")
            .where("answer.account", "=", account),
        ),
      ),
    )
    .orderBy("presented_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? presentationRow.parse(row) : null;
}

async function saveAnswer(trx: Db, submission: Submission): Promise<SaveOutcome> {
  const { presentation: presentationId, account, question, now } = submission;
  const learner = await lockLearner(trx, account);
  const first = await findAnswer(trx, presentationId, account);
  if (first) return { type: "already-answered", answer: first };
  const presentation = await findPresentation(trx, presentationId);
  if (!presentation) throw new Error(`nothing was presentation as ${presentationId}`);
  if (presentation.closedAt !== null) return { type: "closed", at: presentation.closedAt };
  const before = await answeredBefore(trx, learner, question);
  const { right, misconceptions } = submission.grade;
  const row = await trx
    .insertInto("answer")
    .values({
      presentation: presentationId,
      account,
      attempt: firstAttempt,
      question,
      community: presentation.community,
      choice: choiceText(submission.choice),
      is_right: right ? 1 : 0,
      points: pointsFor(right, submission.difficulty, before),
      misconceptions: JSON.stringify(misconceptions),
      local_date: submission.localDate,
      answered_at: now,
    })
    .returningAll()
    .executeTakeFirst();
  await trx.deleteFrom("pressed").where("presentation", "=", presentationId).where("account", "=", account).execute();
  return { type: "saved", answer: answerRow.parse(row) };
}

/**
 * The learner of an account, held until the transaction ends: a write that changes nothing takes the row in every
 * engine, so that two answers at once are counted one after the other.
 */
export async function lockLearner(trx: Db, account: AccountId): Promise<LearnerId> {
  const held = await trx
    .updateTable("learner")
    .set((eb) => ({ opened_at: eb.ref("opened_at") }))
    .where("id", "=", (eb) => eb.selectFrom("account").select("learner").where("account.id", "=", account))
    .returning("id")
    .executeTakeFirst();
  if (!held) throw new Error(`no learner has the account ${account}`);
  return held.id as LearnerId;
}

async function answeredBefore(trx: Db, learner: LearnerId, question: QuestionId): Promise<boolean> {
  const row = await trx
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .select("answer.presentation")
    .where("account.learner", "=", learner)
    .where("answer.question", "=", question)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function findAnswer(db: Db, presentation: PresentationId, account: AccountId): Promise<Answer | null> {
  const row = await db
    .selectFrom("answer")
    .selectAll()
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .where("attempt", "=", firstAttempt)
    .executeTakeFirst();
  return row ? answerRow.parse(row) : null;
}

async function answersOf(db: Db, learner: LearnerId): Promise<readonly Answer[]> {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .selectAll("answer")
    .where("account.learner", "=", learner)
    // Answers of the same millisecond stand as their questions were put.
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
    // In the order of the key, so that no page has to sort what the pages before it have read.
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
  const counts = tallyRow.array().parse(rows);
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
