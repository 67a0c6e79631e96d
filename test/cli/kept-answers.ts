import { join, resolve } from "node:path";
import type { Account, Store } from "../../src/bot/ports.ts";
import type { Bank } from "../../src/engine/bank/bank.ts";
import type { Report } from "../../src/engine/community/report.ts";
import type { Asked, Choice } from "../../src/engine/question/answer.ts";
import type { AskedId, QuestionId, ReportId } from "../../src/engine/question/ids.ts";
import { digestOf, type Question } from "../../src/engine/question/question.ts";
import { openStore } from "../../src/store/open.ts";

/** A bot's database with people, answers and reports, as a bot that runs keeps it. */
export interface KeptAnswers {
  readonly databaseUrl: string;
  readonly store: Store;
  person(name: string): Promise<Account>;
  puts(question: Question, changes?: Partial<Asked>): Promise<Asked>;
  answers(
    asked: Asked,
    account: Account,
    choice: Choice,
    right: boolean,
    misconceptions?: readonly string[],
  ): Promise<void>;
  reports(asked: Asked, account: Account, report: Pick<Report, "reason" | "note" | "reportedAt">): Promise<void>;
}

export const someday = Date.UTC(2026, 10, 24, 8);

export async function keepAnswers(folder: string): Promise<KeptAnswers> {
  let ids = 0;
  const dice = { id: () => `id${String(++ids).padStart(10, "0")}` };
  const databaseUrl = `sqlite:${join(folder, "quiz.db")}`;
  const { store } = await openStore(databaseUrl, { dice, now: someday, migrationsFolder: resolve("migrations") });
  return {
    databaseUrl,
    store,
    person: (name) => store.account({ chat: "web", workspace: "room", user: { id: name, name } }, someday),
    puts: async (question, changes) => {
      const asked = {
        id: dice.id() as AskedId,
        community: null,
        account: null,
        question: question.id,
        digest: digestOf(question),
        shown: [],
        reason: "play",
        topic: null,
        askedAt: someday,
        closedAt: null,
        ...changes,
      } as const;
      await store.ask(asked);
      return asked;
    },
    answers: async (asked, account, choice, right, misconceptions = []) => {
      const grade = { right, misconceptions: misconceptions as never };
      const { id, question } = asked;
      const answer = { asked: id, account: account.id, question, choice, grade, difficulty: 1 };
      await store.keepAnswer({ ...answer, now: someday, localDate: "2026-11-24" });
    },
    reports: ({ id: asked, question, digest }, { id: account }, report) =>
      store.keepReport({ id: dice.id() as ReportId, asked, question, digest, account, ...report }),
  };
}

export function questionOf(bank: Bank, id: string): Question {
  const question = bank.question(id as QuestionId);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}
