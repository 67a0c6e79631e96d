import type { Expression, SqlBool } from "kysely";
import type { z } from "zod";
import type { AnswerKey, AnswerStore, KeyedAnswer, SaveOutcome, Submission, Tally } from "../../bot/ports/answers.ts";
import type { AnsweredDay } from "../../engine/learner/progress.ts";
import { type Answer, pointsFor } from "../../engine/question/answer.ts";
import type { LearnerId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import { saveConfidence, saveReply } from "./answer-replies.ts";
import { saveDay } from "./days.ts";
import { addAnswerToRecord, currentRecord, type RecordContext } from "./learner-records.ts";
import type { RecordCache } from "./record-cache.ts";
import { answeredDayRow, answerRow, choiceText, closedRow, firstAnswerRow, partOf, tallyRow } from "./rows.ts";
import { answerColumns, communityAnswers, firstAttempt, lockLearnerOf } from "./saved-answers.ts";
import type { Db } from "./tables.ts";

/** Answers and the points they earned. */
export function answerQueries(db: Db, cache: RecordCache): AnswerStore {
  return {
    save: (submission, model) =>
      db.transaction().execute((trx) => saveAnswer(trx, submission, model ? { model, cache } : null)),
    saveReply: (key, thought, now, model) =>
      db.transaction().execute((trx) => saveReply(trx, key, { thought, now }, model ? { model, cache } : null)),
    saveConfidence: (key, confidence, now, model) =>
      db.transaction().execute((trx) => saveConfidence(trx, key, { confidence, now }, model ? { model, cache } : null)),
    ofLearner: (learner) => answersOf(db, learner),
    days: (learner) => daysOf(db, learner),
    latest: (learner, question) => latestTo(db, learner, question),
    page: (after, limit) => page(db, after, limit),
    ofCommunity: (community, from, to) => communityAnswers(db, community, from, to),
    tally: (presentation) => tally(db, presentation),
  };
}

/** Usually this is one insert, under the learner's lock. The reason is looked up only if nothing was inserted. */
async function saveAnswer(trx: Db, submission: Submission, records: RecordContext | null): Promise<SaveOutcome> {
  const { presentation, account, choice } = submission;
  const learner = await lockLearnerOf(trx, account);
  if (learner === null) throw new Error(`no learner has the account ${account}`);
  const current = records && (await currentRecord(trx, learner, records));
  const answer = await insertAnswer(trx, submission, learner);
  if (!answer) return whyNotSaved(trx, submission);
  // An answer of one press has no picks to erase.
  if (typeof choice !== "number") {
    await trx
      .deleteFrom("partial_answer")
      .where("presentation", "=", presentation)
      .where("account", "=", account)
      .execute();
  }
  const isFirstOfDay = await saveDay(trx, { account, learner, date: submission.localDate });
  return { type: "saved", answer, correction: await addAnswerToRecord(trx, learner, answer, current), isFirstOfDay };
}

/** Inserts the first answer to an open presentation; null if there is one already, or the presentation is not open. */
async function insertAnswer(trx: Db, submission: Submission, learner: LearnerId): Promise<Answer | null> {
  const { presentation, account, choice, difficulty } = submission;
  const { right, diagnosis } = submission.grade;
  const row = await trx
    .insertInto("answer")
    .columns([
      ...(["presentation", "question", "community", "account", "attempt", "choice", "is_right"] as const),
      ...(["named", "asked", "local_date", "answered_at"] as const),
      ...(["answered_before", "points", "own_answered_before", "own_points"] as const),
    ])
    .expression((eb) =>
      eb
        .selectFrom("presentation")
        .select(["presentation.id", "presentation.question", "presentation.community"])
        .select((each) => {
          const bigint = (value: number) => each.cast<number>(each.val(value), "bigint");
          const text = (value: string) => each.cast<string>(each.val(value), "text");
          const flagIf = (condition: Expression<SqlBool>) =>
            each.case().when(condition).then(bigint(1)).else(bigint(0)).end();
          const pointsUnless = (before: Expression<SqlBool>) =>
            each
              .case()
              .when(before)
              .then(bigint(pointsFor(right, difficulty, true)))
              .else(bigint(pointsFor(right, difficulty, false)))
              .end();
          const earlierAnswers = each
            .selectFrom("account")
            .innerJoin("answer", "answer.account", "account.id")
            .innerJoin("presentation as earlier", "earlier.id", "answer.presentation")
            .select("answer.presentation")
            .whereRef("answer.question", "=", "presentation.question")
            .where((one) => one.or([one("presentation.reason", "<>", "daily"), one("earlier.reason", "=", "daily")]));
          const ownLearner = each.selectFrom("account").select("own_learner").where("account.id", "=", account);
          const before = each.exists(earlierAnswers.where("account.learner", "=", learner));
          const ownBefore = each.exists(earlierAnswers.where("account.own_learner", "=", ownLearner));
          return [
            text(account).as("account"),
            bigint(firstAttempt).as("attempt"),
            text(choiceText(choice)).as("choice"),
            bigint(right ? 1 : 0).as("is_right"),
            each.cast<string | null>(each.val(diagnosis.named), "text").as("named"),
            text(JSON.stringify(diagnosis.asked)).as("asked"),
            text(submission.localDate).as("local_date"),
            bigint(submission.now).as("answered_at"),
            flagIf(before).as("answered_before"),
            pointsUnless(before).as("points"),
            flagIf(ownBefore).as("own_answered_before"),
            pointsUnless(ownBefore).as("own_points"),
          ];
        })
        .where("presentation.id", "=", presentation)
        .where("presentation.closed_at", "is", null),
    )
    .onConflict((conflict) => conflict.columns(["presentation", "account", "attempt"]).doNothing())
    .returning(answerColumns)
    .executeTakeFirst();
  return row ? answerRow.parse(row) : null;
}

async function whyNotSaved(trx: Db, { presentation, account }: AnswerKey): Promise<SaveOutcome> {
  const row = await trx
    .selectFrom("presentation")
    .leftJoin("answer as first", (join) =>
      join
        .onRef("first.presentation", "=", "presentation.id")
        .on("first.account", "=", account)
        .on("first.attempt", "=", firstAttempt),
    )
    .select("presentation.closed_at")
    .select(answerColumns.map((column) => `first.${column} as first_${column}` as const))
    .where("presentation.id", "=", presentation)
    .executeTakeFirst();
  if (!row) throw new Error(`there is no presentation ${presentation}`);
  const first = partOf(row, "first", answerRow);
  if (first) return { type: "already-answered", answer: first };
  const { closed_at: closedAt } = closedRow.parse(row);
  if (closedAt === null) throw new Error(`the answer to the presentation ${presentation} was not saved`);
  return { type: "closed", at: closedAt };
}

async function latestTo(db: Db, learner: LearnerId, question: QuestionId): Promise<Answer | null> {
  const row = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .selectAll("answer")
    .where("account.learner", "=", learner)
    .where("answer.question", "=", question)
    .orderBy("answer.answered_at", "desc")
    .limit(1)
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
    // Answers of the same millisecond come in the order of their presentations.
    .orderBy("answer.answered_at")
    .orderBy("presentation.presented_at")
    .orderBy("answer.attempt")
    .execute();
  return answerRow.array().parse(rows);
}

async function daysOf(db: Db, learner: LearnerId): Promise<readonly AnsweredDay[]> {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .select(({ fn }) => ["answer.local_date", fn.countAll().as("answers"), fn.sum("answer.points").as("points")])
    .where("account.learner", "=", learner)
    .groupBy("answer.local_date")
    .orderBy("answer.local_date")
    .execute();
  return answeredDayRow.array().parse(rows);
}

async function page(db: Db, after: AnswerKey | null, limit: number): Promise<readonly KeyedAnswer[]> {
  const rows = await db
    .selectFrom("answer")
    .innerJoin("account", "account.id", "answer.account")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .select(["answer.presentation", "answer.account", "account.learner", "answer.question", "presentation.digest"])
    .select(["answer.choice", "answer.is_right", "answer.answered_at"])
    .select(["answer.named", "answer.asked", "answer.thought", "answer.replied_at"])
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
