declare const kind: unique symbol;
type Branded<Kind extends string> = string & { readonly [kind]: Kind };

/** A question's name, which is also its file's name: `three-requests-one-by-one`. */
export type QuestionId = Branded<"question">;
/** A false belief's name in the catalogue: `async-means-parallel`. */
export type MisconceptionId = Branded<"misconception">;
/** One person as one chat knows them: (chat, workspace or null, user id). */
export type AccountId = Branded<"account">;
/** The mind behind one or more accounts. */
export type LearnerId = Branded<"learner">;
/** A Discord server, a Slack workspace, the local room: whoever shares a leaderboard and a time zone. */
export type CommunityId = Branded<"community">;
/** One question as it was put once, with its shuffled order: to one person, or to a whole channel. */
export type PresentationId = Branded<"presentation">;
/** What one person says is wrong with one question asked. */
export type ReportId = Branded<"report">;
/** One program that somebody pasted, to walk through it. */
export type TraceId = Branded<"trace">;

/** Names the question that a file, a row or a template variant is about. */
export function questionId(id: string): QuestionId {
  return id as QuestionId;
}

export function misconceptionId(id: string): MisconceptionId {
  return id as MisconceptionId;
}

export function presentationId(id: string): PresentationId {
  return id as PresentationId;
}
