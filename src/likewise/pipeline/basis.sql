-- A row is a member of a found group, and the facts that its probability rests on, strongest first (JSON list).
with said as (
    /* facts */
),
ranked as (
    select grp, '[' || string_agg('"' || fact || '"', ', ' order by bits desc, fact) || ']' as rests_on
    from said where bits >= $least group by grp
),
strongest as (
    select membership.account, arg_max(membership.grp, membership.probability) as grp
    from membership group by membership.account
)
select strongest.account, ranked.rests_on
from strongest join ranked on ranked.grp = strongest.grp
