-- Plain SQL that SQLite and PostgreSQL both read. May be edited until the first release, then never: a change is a new file.
-- Instants are bigint milliseconds since 1970; local dates are ISO texts (2026-11-24); lists are JSON as text.

create table learner (
  id text primary key,
  opened_at bigint not null
);

-- One person as one chat knows them. An empty workspace means none: unlike null, it equals itself in a unique key.
create table account (
  id text primary key,
  chat text not null,
  workspace text not null,
  user_id text not null,
  name text not null,
  learner text not null references learner (id) on delete cascade,
  opened_at bigint not null,
  unique (chat, workspace, user_id)
);
create index account_by_learner on account (learner);

create table community (
  id text primary key,
  chat text not null,
  workspace text not null,
  zone text,
  opened_at bigint not null,
  unique (chat, workspace)
);

-- A question shown once: to one account, or with null to everyone who sees it.
create table presentation (
  id text primary key,
  community text references community (id),
  account text references account (id) on delete cascade,
  question text not null,
  digest text not null,
  shown text not null,
  reason text not null,
  topic text,
  presented_at bigint not null,
  closed_at bigint
);
create index presentation_by_account on presentation (account, question);

-- The community is the presentation's, copied so that a leaderboard reads one index and no second table.
create table answer (
  presentation text not null references presentation (id) on delete cascade,
  account text not null references account (id) on delete cascade,
  attempt integer not null check (attempt in (1, 2)),
  question text not null,
  community text references community (id),
  choice text not null,
  is_right integer not null check (is_right in (0, 1)),
  points integer not null check (points >= 0),
  misconceptions text not null,
  local_date text not null check (length(local_date) = 10),
  answered_at bigint not null,
  primary key (presentation, account, attempt)
);
create index answer_by_account on answer (account, question);
create index answer_by_community on answer (community, local_date, account, points);

create table schedule (
  community text not null references community (id),
  channel text not null,
  minute_of_day integer not null check (minute_of_day between 0 and 1439),
  weekdays text not null,
  since bigint not null,
  primary key (community, channel)
);

-- A channel's question of one local day. Without a message it is not known to be in the channel. `sending_since` is set
-- before the send and cleared with the record of the message, so that a bot that is killed in between does not post twice.
create table daily (
  community text not null references community (id),
  channel text not null,
  local_date text not null check (length(local_date) = 10),
  presentation text not null unique references presentation (id),
  message text,
  claimed_at bigint not null,
  posted_at bigint,
  sending_since bigint,
  primary key (community, channel, local_date)
);
create index daily_by_claim on daily (claimed_at);

-- The local room's messages: no platform remembers them.
create table transcript (
  id text primary key,
  number bigint not null unique,
  channel text not null,
  seen_by text,
  author_id text,
  author_name text,
  body text not null,
  kept_at bigint not null
);
create index transcript_by_channel on transcript (channel, number);

-- Numbers that are never reused, even when the row that had one is erased.
create table counter (
  name text primary key,
  value bigint not null
);
insert into counter (name, value) values ('transcript', 0);

-- Programs that people pasted to step through their traces, kept for a few days. See PRIVACY.md.
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
create table pressed (
  presentation text not null references presentation (id) on delete cascade,
  account text not null references account (id) on delete cascade,
  pressed text not null,
  primary key (presentation, account)
);
create index pressed_by_account on pressed (account);

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
