-- Plain SQL that SQLite and PostgreSQL both read. Never edited once shipped: a change is a new file.
-- Instants are bigint milliseconds since 1970; local dates are ISO texts (2026-11-24); lists are JSON as text.

create table learner (
  id text primary key,
  opened_at bigint not null
);

-- One person as one chat knows them. A workspace of '' is none: unlike null, it is equal to itself in a unique key.
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

-- A question as it was put once: to one account, or with null to everybody who sees it.
create table asked (
  id text primary key,
  community text references community (id),
  account text references account (id) on delete cascade,
  question text not null,
  digest text not null,
  shown text not null,
  reason text not null,
  topic text,
  asked_at bigint not null,
  closed_at bigint
);
create index asked_by_account on asked (account, question);

-- The community is the asked question's, copied so that a board reads one index and no second table.
create table answer (
  asked text not null references asked (id) on delete cascade,
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
  primary key (asked, account, attempt)
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

-- A channel's question of one local day. No message: claimed and not posted yet.
create table daily (
  community text not null references community (id),
  channel text not null,
  local_date text not null check (length(local_date) = 10),
  asked text not null unique references asked (id),
  message text,
  claimed_at bigint not null,
  posted_at bigint,
  primary key (community, channel, local_date)
);
create index daily_by_claim on daily (claimed_at);

-- The local room, which has no platform to remember it.
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

-- Numbers that never come back, also when the line that had one is erased.
create table counter (
  name text primary key,
  value bigint not null
);
insert into counter (name, value) values ('transcript', 0);
