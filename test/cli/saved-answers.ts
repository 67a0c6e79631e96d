import { join, resolve } from "node:path";
import type { Account } from "../../src/bot/ports/people.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import { type Bank, isQuestion } from "../../src/engine/bank/bank.ts";
import type { QuestionReport } from "../../src/engine/community/report.ts";
import type { Choice, Diagnosis, Presentation } from "../../src/engine/question/answer.ts";
import { misconceptionId, type PresentationId, type QuestionId, type ReportId } from "../../src/engine/question/ids.ts";
import { digestOf, type Question } from "../../src/engine/question/question.ts";
import { openStore } from "../../src/store/open.ts";
import { diagnosed } from "../engine/samples.ts";

/** A bot's database with people, answers and reports, as saved by a running bot. */
export interface SavedAnswers {
  readonly databaseUrl: string;
  readonly store: Store;
  person(name: string): Promise<Account>;
  present(question: Question, changes?: Partial<Presentation>): Promise<Presentation>;
  answers(
    presentation: Presentation,
    account: Account,
    choice: Choice,
    right: boolean,
    diagnosis?: Diagnosis,
  ): Promise<void>;
  reply(presentation: Presentation, account: Account, thought: string | null): Promise<void>;
  reports(
    presentation: Presentation,
    account: Account,
    report: Pick<QuestionReport, "reason" | "note" | "reportedAt">,
  ): Promise<void>;
}

export const someday = Date.UTC(2026, 10, 24, 8);

export async function saveAnswers(folder: string): Promise<SavedAnswers> {
  let serial = 0;
  const ids = { next: () => `id${String(++serial).padStart(10, "0")}` };
  const databaseUrl = `sqlite:${join(folder, "quiz.db")}`;
  const { store } = await openStore(databaseUrl, { ids, now: someday, migrationsFolder: resolve("migrations") });
  return {
    databaseUrl,
    store,
    person: async (name) =>
      (
        await store.people.find(
          { chat: "web", workspace: "room", user: { id: name, name, scope: "workspace" } },
          someday,
        )
      ).account,
    present: async (question, changes) => {
      const presentation = {
        id: ids.next() as PresentationId,
        community: null,
        account: null,
        question: question.id,
        digest: digestOf(question),
        shown: [],
        reason: "play",
        topic: null,
        presentedAt: someday,
        chosen: null,
        closedAt: null,
        ...changes,
      } as const;
      await store.presentations.save(presentation);
      return presentation;
    },
    answers: async (presentation, account, choice, right, diagnosis = diagnosed()) => {
      const grade = { right, diagnosis };
      const answer = { presentation: presentation.id, account: account.id, choice, grade, difficulty: 1 };
      await store.answers.save({ ...answer, now: someday, localDate: "2026-11-24" });
    },
    reply: async ({ id: presentation }, { id: account }, thought) => {
      await store.answers.saveReply(
        { presentation, account },
        thought === null ? null : misconceptionId(thought),
        someday,
      );
    },
    reports: ({ id: presentation, question, digest }, { id: account }, report) =>
      store.reports.save({ id: ids.next() as ReportId, presentation, question, digest, account, ...report }),
  };
}

export function questionOf(bank: Bank, id: string): Question {
  const question = bank.question(id as QuestionId);
  if (!isQuestion(question)) throw new Error(`no question ${id}`);
  return question;
}
