-- When a daily post was begun to be sent. With no message it stands for: sent, and nobody has said yet whether it is
-- there. It is set before the send and goes with the record of the message, so that a program that is killed in
-- between does not post a second time.
alter table daily add column sending_since bigint;

-- Posts whose answer had been lost were recorded under this name, which is no message's.
update daily set sending_since = claimed_at, message = null, posted_at = null where message = 'unknown';
