import type { LoadedPresentation, PresentationStore } from "../../bot/ports/presentations.ts";
import type { Presentation } from "../../engine/question/answer.ts";
import type { Topic } from "../../engine/question/curriculum.ts";
import type { AccountId, CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import { answerRow, dailyRow, partOf, picksRow, presentationRow } from "./rows.ts";
import { answerColumns, firstAttempt } from "./saved-answers.ts";
import type { Db } from "./tables.ts";

export const presentationColumns = [
  "id",
  "community",
  "account",
  "question",
  "digest",
  "shown",
  "reason",
  "chosen",
  "topic",
  "presented_at",
  "closed_at",
] as const;

export const dailyColumns = [
  "community",
  "channel",
  "local_date",
  "presentation",
  "message",
  "sending_since",
  "failure",
] as const;

/** Questions as they were shown. */
export function presentationQueries(db: Db): PresentationStore {
  return {
    save: (presentation) => savePresentation(db, presentation),
    find: (id) => findPresentation(db, id),
    load: (id, account) => load(db, id, account),
    findOpen: (account, question) => findOpen(db, account, question),
    findOpenIn: (account, topic) => findOpenIn(db, account, topic),
    findOpenDaily: (community, channel, account) => findOpenDaily(db, { community, channel }, account),
  };
}

export async function savePresentation(db: Db, presentation: Presentation): Promise<void> {
  const { presentedAt, closedAt, shown, chosen, ...row } = presentation;
  await db
    .insertInto("presentation")
    .values({
      ...row,
      shown: JSON.stringify(shown),
      chosen: chosen && JSON.stringify(chosen),
      presented_at: presentedAt,
      closed_at: closedAt,
    })
    .execute();
}

async function findPresentation(db: Db, id: PresentationId): Promise<Presentation | null> {
  const row = await db.selectFrom("presentation").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? presentationRow.parse(row) : null;
}

async function load(db: Db, id: PresentationId, account: AccountId): Promise<LoadedPresentation | null> {
  const row = await loadable(db, account).where("presentation.id", "=", id).executeTakeFirst();
  return row ? loaded(row) : null;
}

async function findOpen(db: Db, account: AccountId, question: QuestionId): Promise<LoadedPresentation | null> {
  const row = await loadable(db, account)
    .where("presentation.account", "=", account)
    .where("presentation.question", "=", question)
    .where("presentation.closed_at", "is", null)
    .where("answer.presentation", "is", null)
    .orderBy("presentation.presented_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? loaded(row) : null;
}

/** Reads only the latest one, so that it takes no longer after thousands of answers. */
async function findOpenIn(db: Db, account: AccountId, topic: Topic | null): Promise<LoadedPresentation | null> {
  const row = await loadable(db, account)
    .where("presentation.account", "=", account)
    .where("presentation.topic", topic === null ? "is" : "=", topic)
    .where("presentation.reason", "=", "play")
    .orderBy("presentation.presented_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const latest = row ? loaded(row) : null;
  return latest?.answer === null && latest.presentation.closedAt === null ? latest : null;
}

/** The channel of a community that somebody is in. */
interface InChannel {
  readonly community: CommunityId;
  readonly channel: string;
}

async function findOpenDaily(
  db: Db,
  { community, channel }: InChannel,
  account: AccountId,
): Promise<LoadedPresentation | null> {
  const row = await loadable(db, account)
    .where("presentation.community", "=", community)
    .where("presentation.account", "is", null)
    .where("presentation.closed_at", "is", null)
    .where("daily.presentation", "is not", null)
    .orderBy((eb) => eb.case().when("daily.channel", "=", channel).then(0).else(1).end())
    .orderBy("daily.claimed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? loaded(row) : null;
}

/** Presentations with the account's answer and picks and with their daily: a row for each. */
function loadable(db: Db, account: AccountId) {
  return db
    .selectFrom("presentation")
    .leftJoin("answer", (join) =>
      join
        .onRef("answer.presentation", "=", "presentation.id")
        .on("answer.account", "=", account)
        .on("answer.attempt", "=", firstAttempt),
    )
    .leftJoin("partial_answer", (join) =>
      join.onRef("partial_answer.presentation", "=", "presentation.id").on("partial_answer.account", "=", account),
    )
    .leftJoin("daily", "daily.presentation", "presentation.id")
    .select(presentationColumns.map((column) => `presentation.${column} as presentation_${column}` as const))
    .select(answerColumns.map((column) => `answer.${column} as answer_${column}` as const))
    .select(dailyColumns.map((column) => `daily.${column} as daily_${column}` as const))
    .select("partial_answer.picks as partial_picks");
}

function loaded(row: object): LoadedPresentation | null {
  const presentation = partOf(row, "presentation", presentationRow);
  if (!presentation) return null;
  return {
    presentation,
    answer: partOf(row, "answer", answerRow),
    picks: partOf(row, "partial", picksRow) ?? [],
    daily: partOf(row, "daily", dailyRow),
  };
}
