-- What people say is wrong with a question: one report an account a question asked. See PRIVACY.md.

create table report (
  id text primary key,
  asked text not null references asked (id) on delete cascade,
  question text not null,
  digest text not null,
  account text not null references account (id) on delete cascade,
  reason text not null,
  note text not null,
  reported_at bigint not null,
  unique (asked, account)
);
create index report_by_account on report (account);
create index report_by_time on report (reported_at);
