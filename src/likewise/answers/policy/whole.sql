-- The one row says what a rule's reach is to be seen against: all accounts, all likes expected to have been traded,
-- and the last like in any found group (microseconds UTC).
select
    (select count(*) from result_accounts) as accounts,
    (select coalesce(sum(probability order by probability), 0) from result_events_exchanged where kind = 'like') as traded,
    (select epoch_us(max(last_seen)) from result_groups) as last
