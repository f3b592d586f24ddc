-- One row: counts over all results.
select
    (select count(*) from result_accounts) as accounts,
    (select count(*) from result_posts) as posts,
    (select count(*) from "like") as likes,
    (select coalesce(sum(probability), 0) from result_events_exchanged where kind = 'like') as likes_traded,
    (select count(*) from result_accounts where probability >= 0.5) as accounts_flagged,
    (select count(*) from result_groups where probability >= 0.5) as groups_flagged,
    (select count(*) from result_pairs where probability >= 0.5) as pairs_flagged
