-- What people have pressed of an answer that is put together by several presses, until they send it.

create table pressed (
  asked text not null references asked (id) on delete cascade,
  account text not null references account (id) on delete cascade,
  pressed text not null,
  primary key (asked, account)
);
create index pressed_by_account on pressed (account);
