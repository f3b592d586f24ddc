-- A row is a likely finding in lockstep and a post on which $most of its members acted together; place is that of the
-- finding, the likeliest first.
with given as (
    select unison_like.grp, unison_like.post, count(distinct unison_like.actor) as givers
    from unison_like
    join found_group on found_group.grp = unison_like.grp
    where found_group.kind = 'lockstep' and found_group.probability >= $likely
    group by unison_like.grp, unison_like.post
),
placed as (
    select grp, size, row_number() over (order by probability desc, size desc, first, grp) as place from found_group
)
select given.grp, given.post, placed.place
from given join placed on placed.grp = given.grp
where given.givers >= $most * placed.size
