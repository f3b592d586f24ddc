-- One row: counts over all results.
select
    (select count(*) from result_accounts) as accounts,
    (select count(*) from result_posts) as posts,
    case when $favour = 'comment' then (select count(*) from deed where kind = 'comment' and author is distinct from actor)
        else (select count(*) from favour) end as favours,
    (select coalesce(sum(probability), 0) from result_events_exchanged where kind = $favour) as favours_traded,
    (select count(*) from result_accounts where probability >= 0.5) as accounts_flagged,
    (select count(*) from result_groups where probability >= 0.5) as groups_flagged,
    (select count(*) from result_pairs where probability >= 0.5) as pairs_flagged
