-- Plain SQL that SQLite and PostgreSQL both read. May be edited until the first release, then never: a change is a new file.
-- Instants are bigint milliseconds since 1970; local dates are ISO texts (2026-11-24); lists are JSON as text.

create table learner (
  id text primary key,
  opened_at bigint not null
);

-- One person in one chat and workspace. An empty workspace means none: unlike null, it equals itself in a unique key.
-- Linked accounts share a `learner`. `own_learner` is the one that an account returns to when it is unlinked: the
-- accounts that have it in common belong to one user of one chat.
create table account (
  id text primary key,
  chat text not null,
  workspace text not null,
  user_id text not null,
  name text not null,
  learner text not null references learner (id) on delete cascade,
  own_learner text not null references learner (id) on delete cascade,
  opened_at bigint not null,
  unique (chat, workspace, user_id)
);
create index account_by_learner on account (learner);
create index account_by_own_learner on account (own_learner);

-- The code with which another chat's account can join this learner, as a hash. It is erased when it is used.
create table link_code (
  own_learner text primary key references learner (id) on delete cascade,
  code_hash text not null unique,
  made_at bigint not null
);
create index link_code_by_time on link_code (made_at);

-- How many wrong codes the accounts of this learner have entered since then.
create table link_guess (
  own_learner text primary key references learner (id) on delete cascade,
  wrong integer not null check (wrong > 0),
  since bigint not null
);
create index link_guess_by_time on link_guess (since);

create table community (
  id text primary key,
  chat text not null,
  workspace text not null,
  zone text,
  opened_at bigint not null,
  unique (chat, workspace)
);

-- A question shown once: to one account, or with null to everyone in the channel. `chosen`: why it was chosen for this
-- account, as JSON.
create table presentation (
  id text primary key,
  community text references community (id),
  account text references account (id) on delete cascade,
  question text not null,
  digest text not null,
  shown text not null,
  reason text not null,
  chosen text,
  topic text,
  presented_at bigint not null,
  closed_at bigint
);
create index presentation_by_account on presentation (account, question);
create index presentation_by_topic on presentation (account, topic, presented_at);
-- A channel has at most one open daily, so this finds it without reading the channel's history.
create index presentation_open on presentation (community) where account is null and closed_at is null;

-- `question` and `community` are copied from the presentation, so that a leaderboard reads one index and no second
-- table. `answered_before`: the learner had answered the question before (for a daily: as a daily), so a right answer
-- earned nothing.
-- `own_answered_before`, `own_points`: the same as if the account had never been linked. Unlinking restores them.
-- `named`: the misconception that the verdict named; null for none. `asked`: those that it asked about instead. The
-- first reply sets `replied_at` and `thought`, which is null for "none of these".
create table answer (
  presentation text not null references presentation (id) on delete cascade,
  account text not null references account (id) on delete cascade,
  attempt integer not null check (attempt in (1, 2)),
  question text not null,
  community text references community (id),
  choice text not null,
  is_right integer not null check (is_right in (0, 1)),
  answered_before integer not null check (answered_before in (0, 1)),
  points integer not null check (points >= 0),
  own_answered_before integer not null check (own_answered_before in (0, 1)),
  own_points integer not null check (own_points >= 0),
  named text,
  asked text not null,
  thought text,
  replied_at bigint,
  confidence text check (confidence in ('sure', 'guess')),
  rated_at bigint,
  local_date text not null check (length(local_date) = 10),
  answered_at bigint not null,
  primary key (presentation, account, attempt),
  check (thought is null or replied_at is not null),
  check ((confidence is null) = (rated_at is null))
);
create index answer_by_account on answer (account, question);
create index answer_by_community on answer (community, local_date, account, points);

-- The local days on which an account has answered, so that a streak reads no answers.
create table played_day (
  account text not null references account (id) on delete cascade,
  local_date text not null check (length(local_date) = 10),
  primary key (account, local_date)
);

-- What the model has learned about a learner from their answers: kept up to date with each answer, and equal to what all
-- answers give at any time. If `version` is not that of the model in use, the three tables are computed again for this
-- learner when they next play. `last_at`: the time of the last answer or reply. `stamp`: another one after each change.
-- `day` and the other days are days since 1970 of a local date. `held` to `slipped`: how closely this person's answers
-- follow what they believe.
create table learner_state (
  learner text primary key references learner (id) on delete cascade,
  version text not null,
  answers integer not null,
  day integer not null,
  last_at bigint not null,
  stamp text not null,
  held double precision not null,
  followed double precision not null,
  free double precision not null,
  slipped double precision not null,
  recent text not null
);

-- `belief`: how likely the learner holds it. The columns from `step` on are null until an answer or a reply shows it.
-- `ordinal`: which of the learner's rows this is. Sums are taken in this order, so that they never differ in a bit.
create table learner_misconception (
  learner text not null references learner (id) on delete cascade,
  misconception text not null,
  ordinal integer not null,
  belief double precision not null,
  fits integer not null,
  against integer not null,
  step integer,
  due_day integer,
  due_after integer,
  first_right_item text,
  first_right_day integer,
  shown_belief double precision,
  is_corrected integer check (is_corrected in (0, 1)),
  is_sure integer check (is_sure in (0, 1)),
  stability double precision,
  memory_difficulty double precision,
  review_day integer,
  primary key (learner, misconception)
);

-- How often a question was answered, how many answers the learner had given before the last time, and whether that
-- one was right.
create table learner_question (
  learner text not null references learner (id) on delete cascade,
  question text not null,
  times integer not null,
  last_after integer not null,
  is_right integer not null check (is_right in (0, 1)),
  primary key (learner, question)
);

-- `next_due_at` follows from the other columns and the community's zone. A wake reads only what is due.
create table schedule (
  community text not null references community (id),
  channel text not null,
  minute_of_day integer not null check (minute_of_day between 0 and 1439),
  weekdays text not null,
  since bigint not null,
  next_due_at bigint not null,
  primary key (community, channel)
);
create index schedule_by_next_due on schedule (next_due_at);

-- A channel's question of one local day. `message` is null until the post is known to be in the channel.
-- `sending_since` is set before the send and cleared when the outcome is known, so that a bot that is killed in between
-- does not post twice. `failure` says why the last attempt failed. `question` is copied from the presentation, so that
-- one index tells which questions the channel has had.
create table daily (
  community text not null references community (id),
  channel text not null,
  local_date text not null check (length(local_date) = 10),
  presentation text not null unique references presentation (id),
  question text not null,
  message text,
  claimed_at bigint not null,
  posted_at bigint,
  sending_since bigint,
  failure text,
  primary key (community, channel, local_date)
);
create index daily_by_question on daily (community, channel, question, local_date);
create index daily_unposted on daily (claimed_at) where message is null;
create index daily_posted on daily (community, local_date) where message is not null;

-- The local room's messages: no platform stores them.
create table transcript (
  id text primary key,
  number bigint not null unique,
  channel text not null,
  seen_by text,
  author_id text,
  author_name text,
  body text not null,
  saved_at bigint not null
);
create index transcript_by_channel on transcript (channel, number);

-- Numbers that are never reused, even when the row that had one is erased.
create table counter (
  name text primary key,
  value bigint not null
);
insert into counter (name, value) values ('transcript', 0);

-- Programs that people pasted to step through them, erased after a few days. See PRIVACY.md.
create table pasted_program (
  id text primary key,
  account text not null references account (id) on delete cascade,
  module text not null check (module in ('commonjs', 'module')),
  source text not null,
  pasted_at bigint not null
);
create index pasted_program_by_account on pasted_program (account);
create index pasted_program_by_time on pasted_program (pasted_at);

-- The choices picked so far for an answer that takes several presses, until it is sent.
create table partial_answer (
  presentation text not null references presentation (id) on delete cascade,
  account text not null references account (id) on delete cascade,
  picks text not null,
  primary key (presentation, account)
);
create index partial_answer_by_account on partial_answer (account);

-- What people say is wrong with a question: one report for each account and presentation. See PRIVACY.md.
create table report (
  id text primary key,
  presentation text not null references presentation (id) on delete cascade,
  question text not null,
  digest text not null,
  account text not null references account (id) on delete cascade,
  reason text not null,
  note text not null,
  reported_at bigint not null,
  unique (presentation, account)
);
create index report_by_account on report (account);
create index report_by_time on report (reported_at);
