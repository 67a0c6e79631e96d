declare const kind: unique symbol;
type Branded<Kind extends string> = string & { readonly [kind]: Kind };

/** The name of a question and of its file: `three-requests-one-by-one`; of a variant: `two-waits-in-turn.4fz`. */
export type QuestionId = Branded<"question">;
/** The name of a misconception and of its file: `async-means-parallel`. */
export type MisconceptionId = Branded<"misconception">;
/** One person as one chat knows them: chat, workspace or none, user id. */
export type AccountId = Branded<"account">;
/** The person behind one or more accounts. */
export type LearnerId = Branded<"learner">;
/** A Discord server, a Slack workspace or the local room: everybody who shares a leaderboard and a time zone. */
export type CommunityId = Branded<"community">;
/** A question shown once, with its shuffled choices: to one person, or to a whole channel. */
export type PresentationId = Branded<"presentation">;
/** A report by one person about one presentation. */
export type ReportId = Branded<"report">;
/** A program that somebody pasted to step through it. */
export type TraceId = Branded<"trace">;

/** Brands the text of an id, which comes from a file, a row, a button or an id generator. */
function branded<Id extends Branded<string>>(text: string): Id {
  return text as Id;
}

export const questionId = (text: string): QuestionId => branded(text);
export const misconceptionId = (text: string): MisconceptionId => branded(text);
export const accountId = (text: string): AccountId => branded(text);
export const learnerId = (text: string): LearnerId => branded(text);
export const communityId = (text: string): CommunityId => branded(text);
export const presentationId = (text: string): PresentationId => branded(text);
export const reportId = (text: string): ReportId => branded(text);
export const traceId = (text: string): TraceId => branded(text);

/** Comes between a template and the seed of a variant. It is in no other question's id. */
const seedMark = ".";

/** The id of a variant: `two-waits-in-turn.4fz`. */
export function variantId(template: string, seed: number): QuestionId {
  return questionId(`${template}${seedMark}${seed.toString(36)}`);
}

/** The template that a variant's id names; null for the id of a written question. */
export function templateOf(id: QuestionId): string | null {
  const mark = id.indexOf(seedMark);
  return mark < 0 ? null : id.slice(0, mark);
}

/** The seed that a variant's id names; 0 for the id of a written question. */
export function seedOf(id: QuestionId): number {
  const mark = id.indexOf(seedMark);
  return mark < 0 ? 0 : Number.parseInt(id.slice(mark + 1), 36);
}
