-- A row is a member of a candidate group; of groups that are all but the same ($alike of either one's members are
-- the other's) the first one stays. Two such groups share one of their rarest members, those in the fewest groups, as
-- many as may differ and one more (prefix filtering; Chaudhuri, Ganti and Kaushik 2006): only those are joined, so
-- that somebody who is in every group pairs none of them.
with size as (select grp, count(*) as size from member group by grp),
held as (select account, count(*) as groups from member group by account),
ranked as (
    select member.grp, member.account,
        row_number() over (partition by member.grp order by held.groups, member.account) as place
    from member join held on held.account = member.account
),
rare as (
    select ranked.grp, ranked.account, size.size
    from ranked join size on size.grp = ranked.grp
    where ranked.place <= size.size - ceil($alike * size.size) + 1
),
close as (
    select distinct one.grp, earlier.grp as rival, one.size, earlier.size as rival_size
    from rare as one
    join rare as earlier on earlier.account = one.account and earlier.grp < one.grp
    where earlier.size >= $alike * one.size and one.size >= $alike * earlier.size
),
common as (
    select close.grp, close.rival, count(*) as shared
    from close
    join member as one on one.grp = close.grp
    join member as other on other.grp = close.rival and other.account = one.account
    group by close.grp, close.rival
),
again as (
    select distinct common.grp
    from common
    join close on close.grp = common.grp and close.rival = common.rival
    where common.shared >= $alike * close.size and common.shared >= $alike * close.rival_size
)
select member.grp, member.account from member anti join again on again.grp = member.grp
