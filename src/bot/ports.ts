import type { Card, Reply } from "../cards/card.ts";
import type { FirstAnswer } from "../engine/analytics/first-answers.ts";
import type { Instant, LocalDate } from "../engine/community/calendar.ts";
import type { Standing } from "../engine/community/leaderboard.ts";
import type { Report } from "../engine/community/report.ts";
import type { Schedule } from "../engine/community/schedule.ts";
import type { Answer, Choice, Grade, Presentation } from "../engine/question/answer.ts";
import type { AccountId, CommunityId, LearnerId, PresentationId, QuestionId, TraceId } from "../engine/question/ids.ts";
import type { TraceResult } from "../interpreter/analysis/traced-program.ts";
import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import type { ChatName, Command } from "./command.ts";

/** The time. */
export interface Clock {
  now(): Instant;
}

/** Chance, for names of rows: 22 letters and digits of which nobody can guess the next. */
export interface IdGenerator {
  next(): string;
}

/** What an operator reads. Fields never hold a secret or a person's name. */
export interface Log {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
}

export type Hear = (command: Command) => Promise<Reply>;

/** A message to a whole channel. */
export interface Post {
  readonly workspace: string | null;
  readonly channel: string;
  /** Names this post: said twice under one key, it must be seen once wherever the platform can tell. */
  readonly key: string;
  readonly card: Card;
}

export type PostFailure = "no-permission" | "no-channel" | "unreachable";

export type PostOutcome =
  | { readonly type: "posted" /** the chat's own name of the message */; readonly message: string }
  /** It surely does not stand in the channel. */
  | { readonly type: "failed"; readonly reason: PostFailure }
  /** It was sent, and nobody can tell by now whether it stands in the channel. */
  | { readonly type: "lost" };

/** Where the quiz is spoken. */
export interface Chat {
  readonly name: ChatName;
  /** Begins to listen; ends when people can be heard. */
  start(hear: Hear): Promise<void>;
  post(post: Post): Promise<PostOutcome>;
  /**
   * Finds out what became of a post that was sent before, perhaps by a program that was killed since, and makes it
   * only where it surely does not stand.
   * @param since when the first sending began
   */
  postAgain(post: Post, since: Instant): Promise<PostOutcome>;
  /** Shows a posted message anew, at whatever pace the platform bears. */
  edit(message: string, post: Post): Promise<void>;
  /** Stops listening, lets what was accepted finish, and closes. */
  stop(): Promise<void>;
}

export interface Community {
  readonly id: CommunityId;
  readonly chat: ChatName;
  readonly workspace: string | null;
  /** Its IANA zone; null until an admin sets one. */
  readonly zone: string | null;
}

export interface Account {
  readonly id: AccountId;
  readonly learner: LearnerId;
  readonly name: string;
}

/** A new answer, to be kept once. */
export interface Submission {
  readonly presentation: PresentationId;
  readonly account: AccountId;
  readonly question: QuestionId;
  readonly choice: Choice;
  readonly grade: Grade;
  /** What a right first answer to this question earns. */
  readonly difficulty: number;
  readonly now: Instant;
  readonly localDate: LocalDate;
}

export type Kept =
  | { readonly type: "kept"; readonly answer: Answer }
  /** This account's first answer, which stands. */
  | { readonly type: "already-answered"; readonly answer: Answer }
  | { readonly type: "closed"; readonly at: Instant };

/** What comes of what has been pressed. */
type Change = (pressed: readonly number[]) => readonly number[];

/** Which answer: of whom, to which question asked. */
export interface AnswerKey {
  readonly presentation: PresentationId;
  readonly account: AccountId;
}

export type KeyedAnswer = AnswerKey & FirstAnswer;

/** How many chose what. */
export interface Tally {
  readonly answered: number;
  readonly right: number;
  /** By the choice's index; answers that were put together, and who did not know, are in none. */
  readonly counts: ReadonlyMap<number, number>;
}

/** A channel's question of one local day. */
export interface Daily {
  readonly community: CommunityId;
  readonly channel: string;
  readonly date: LocalDate;
  readonly presentation: PresentationId;
  /** The chat's name of the post; null while it is claimed and not known to stand. */
  readonly message: string | null;
  /** Since when it is being sent: it may stand in the channel. null before that, and once its message is known. */
  readonly sendingSince: Instant | null;
}

export type DailyClaim = Pick<Daily, "community" | "channel" | "date" | "presentation">;

export interface DueSchedule extends Schedule {
  readonly chat: ChatName;
  readonly workspace: string | null;
  readonly zone: string | null;
}

/** A program that somebody pasted, kept for a while so that its trace can be walked. */
export interface PastedProgram {
  readonly id: TraceId;
  readonly account: AccountId;
  readonly source: string;
  readonly module: ModuleKind;
  readonly pastedAt: Instant;
}

/** Who runs a stranger's program, where it can hold up nobody. */
export interface ProgramAnalyzer {
  /** What the program does by the true rules and by wrong ones, or why that is not told. Throws only on a bug. */
  analyse(source: string, module: ModuleKind): Promise<TraceResult>;
}

/** Where the quiz is remembered, in the quiz's words. Each method is one transaction. */
export interface Store {
  /** Finds or opens the community. */
  community(chat: ChatName, workspace: string | null, now: Instant): Promise<Community>;
  /**
   * Finds or opens the account, with a learner of its own, or, on a chat whose user ids hold everywhere, with the
   * learner of that user's other accounts; keeps the name as the chat gives it now.
   */
  account(from: Pick<Command["from"], "chat" | "workspace" | "user">, now: Instant): Promise<Account>;

  /** The communities in which the learner's accounts have answered, each with that account. */
  communitiesOf(learner: LearnerId): Promise<readonly { readonly community: Community; readonly account: AccountId }[]>;

  ask(presentation: Presentation): Promise<void>;
  presentation(id: PresentationId): Promise<Presentation | null>;
  /** The question as it was put to this account before and neither answered nor closed since. */
  openQuestion(account: AccountId, question: QuestionId): Promise<Presentation | null>;

  /**
   * Keeps a first answer with its points (engine `pointsFor`; "before" is any answer of the learner's accounts to
   * the same question), or says why it was not kept. The key (asked, account, attempt) lets one through.
   */
  keepAnswer(submission: Submission): Promise<Kept>;
  /** What this account has pressed so far of an answer that is put together; indexes into the question's choices. */
  pressed(presentation: PresentationId, account: AccountId): Promise<readonly number[]>;
  /** Changes it by a function of what stands, in one transaction, and answers with what stands then. */
  changePressed(presentation: PresentationId, account: AccountId, change: Change): Promise<readonly number[]>;
  answerTo(presentation: PresentationId, account: AccountId): Promise<Answer | null>;
  /** All answers of the accounts that point to the learner, oldest first. */
  answersOf(learner: LearnerId): Promise<readonly Answer[]>;
  /**
   * First answers of everybody to everything asked, in pages of at most so many: those after this one, in an order
   * that stays; null begins. The last page is shorter. What is answered meanwhile may be missing.
   */
  firstAnswers(after: AnswerKey | null, limit: number): Promise<readonly KeyedAnswer[]>;
  tally(presentation: PresentationId): Promise<Tally>;
  /** Points by account of answers given in this community whose local date is in [from, to]; null is open. */
  standings(community: CommunityId, from: LocalDate | null, to: LocalDate | null): Promise<readonly Standing[]>;

  schedules(): Promise<readonly DueSchedule[]>;
  schedulesOf(community: CommunityId): Promise<readonly Schedule[]>;
  /** Sets or replaces the channel's schedule and, where given, the community's zone. */
  saveSchedule(schedule: Schedule, zone: string | null): Promise<void>;
  /** Ends the channel's schedule (null: all of the community) and closes its open daily; says how many ended. */
  endSchedules(community: CommunityId, channel: string | null, now: Instant): Promise<number>;

  /**
   * Claims a channel's question of a day: true for exactly one caller. In the same transaction the question is
   * put (`ask`) and the channel's open dailies close.
   */
  claimDaily(daily: DailyClaim, presentation: Presentation): Promise<boolean>;
  /** Marks a claimed daily as being sent: true for exactly one caller, until it is known what came of it. */
  dailySending(presentation: PresentationId, now: Instant): Promise<boolean>;
  /** Takes the mark back: it surely does not stand. */
  dailyUnsent(presentation: PresentationId): Promise<void>;
  /** Records where it stands; the first record holds. */
  dailyPosted(presentation: PresentationId, message: string, now: Instant): Promise<void>;
  /** Claimed since then and not known to stand: what a stop in between left behind. */
  unpostedDailies(since: Instant): Promise<readonly Daily[]>;
  /** The open daily of this channel, else the community's latest open one. */
  openDaily(community: CommunityId, channel: string): Promise<Daily | null>;
  dailyOf(presentation: PresentationId): Promise<Daily | null>;
  /** The channel's dailies that stand in it or may stand in it, oldest first. */
  dailiesOf(community: CommunityId, channel: string): Promise<readonly (Daily & { readonly question: QuestionId })[]>;

  keepPasted(program: PastedProgram): Promise<void>;
  pasted(id: TraceId): Promise<PastedProgram | null>;
  /** Erases what was pasted before then, with the cards of the local room that show it; says how many programs. */
  erasePasted(before: Instant): Promise<number>;

  /** Keeps one report an account a question asked: a second one takes the place of the first. */
  keepReport(report: Report): Promise<void>;
  /** All of them, the latest first. */
  reports(): Promise<readonly Report[]>;
  /** How many were made since then about questions put in this community. */
  reportsSince(community: CommunityId, since: Instant): Promise<number>;

  /** Erases all that names the learner: accounts, answers, reports, what was put to them, what they pasted and said. */
  forget(learner: LearnerId): Promise<void>;
  close(): Promise<void>;
}

/** One message of a room that has no platform to remember it. */
export interface TranscriptLine {
  readonly id: string;
  /** Ascending from 1 within the transcript; given by `keep`. */
  readonly number: number;
  readonly channel: string;
  /** The only user who sees it; null for everybody. */
  readonly seenBy: string | null;
  /** Who said it; null for the bot. */
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly body:
    | { readonly type: "words"; readonly text: string }
    | { readonly type: "card"; readonly card: Card }
    | { readonly type: "gone" };
  readonly at: Instant;
}

/** What the local room keeps, so that a reload or a restart loses nothing. */
export interface Transcript {
  /** Keeps a line, once an id; a second one of the same id is answered with the first. */
  keep(line: Omit<TranscriptLine, "number">): Promise<TranscriptLine>;
  replace(id: string, body: TranscriptLine["body"]): Promise<TranscriptLine | null>;
  line(id: string): Promise<TranscriptLine | null>;
  /** The latest lines that this user may see, oldest first. */
  recent(channel: string, user: string, limit: number): Promise<readonly TranscriptLine[]>;
}

/** A write or read that the database declined, for a reason that an operator can mend. */
export class StoreFault extends Error {
  readonly code: "store-full" | "store-busy" | "store-read-only";

  constructor(code: StoreFault["code"], cause: unknown) {
    super(code, { cause });
    this.name = "StoreFault";
    this.code = code;
  }
}
