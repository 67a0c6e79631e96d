-- Programs that people pasted to walk through their traces, for a few days. See PRIVACY.md.

create table pasted_program (
  id text primary key,
  account text not null references account (id) on delete cascade,
  module text not null check (module in ('commonjs', 'module')),
  source text not null,
  pasted_at bigint not null
);
create index pasted_program_by_account on pasted_program (account);
create index pasted_program_by_time on pasted_program (pasted_at);
