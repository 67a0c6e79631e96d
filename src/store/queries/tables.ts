import type { Kysely } from "kysely";

/**
 * The tables as the migrations make them. These types shape what is written. What is read is decoded by `rows.ts`,
 * because databases differ in whether they return a number or its text.
 */
export interface Tables {
  learner: { id: string; opened_at: number };
  account: {
    id: string;
    chat: string;
    workspace: string;
    user_id: string;
    name: string;
    learner: string;
    own_learner: string;
    opened_at: number;
  };
  played_day: { account: string; local_date: string };
  link_code: { own_learner: string; code_hash: string; made_at: number };
  link_guess: { own_learner: string; wrong: number; since: number };
  community: { id: string; chat: string; workspace: string; zone: string | null; opened_at: number };
  presentation: {
    id: string;
    community: string | null;
    account: string | null;
    question: string;
    digest: string;
    shown: string;
    reason: string;
    chosen: string | null;
    topic: string | null;
    presented_at: number;
    closed_at: number | null;
  };
  answer: {
    presentation: string;
    account: string;
    attempt: number;
    question: string;
    community: string | null;
    choice: string;
    is_right: 0 | 1;
    answered_before: 0 | 1;
    points: number;
    own_answered_before: 0 | 1;
    own_points: number;
    named: string | null;
    asked: string;
    thought: string | null;
    replied_at: number | null;
    confidence: "sure" | "guess" | null;
    rated_at: number | null;
    local_date: string;
    answered_at: number;
  };
  learner_state: {
    learner: string;
    version: string;
    answers: number;
    day: number;
    last_at: number;
    stamp: string;
    held: number;
    followed: number;
    free: number;
    slipped: number;
    recent: string;
  };
  learner_misconception: {
    learner: string;
    misconception: string;
    ordinal: number;
    belief: number;
    fits: number;
    against: number;
    step: number | null;
    due_day: number | null;
    due_after: number | null;
    first_right_item: string | null;
    first_right_day: number | null;
    shown_belief: number | null;
    is_corrected: 0 | 1 | null;
    is_sure: 0 | 1 | null;
    stability: number | null;
    memory_difficulty: number | null;
    review_day: number | null;
  };
  learner_question: { learner: string; question: string; times: number; last_after: number; is_right: 0 | 1 };
  schedule: {
    community: string;
    channel: string;
    minute_of_day: number;
    weekdays: string;
    since: number;
    next_due_at: number;
  };
  daily: {
    community: string;
    channel: string;
    local_date: string;
    presentation: string;
    question: string;
    message: string | null;
    claimed_at: number;
    posted_at: number | null;
    sending_since: number | null;
    failure: string | null;
  };
  pasted_program: { id: string; account: string; module: string; source: string; pasted_at: number };
  partial_answer: { presentation: string; account: string; picks: string };
  report: {
    id: string;
    presentation: string;
    question: string;
    digest: string;
    account: string;
    reason: string;
    note: string;
    reported_at: number;
  };
  transcript: {
    id: string;
    number: number;
    channel: string;
    seen_by: string | null;
    author_id: string | null;
    author_name: string | null;
    body: string;
    saved_at: number;
  };
  counter: { name: string; value: number };
}

export type Db = Kysely<Tables>;

/** The text that means "no workspace" in an account: see the migration. */
export const noWorkspace = "";
