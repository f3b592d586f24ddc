-- A row is a candidate and its place among all, the best first. Likelier is better. Of those as likely, one that
-- ties hold together goes before one in lockstep, and a tight one before a wide one that holds it and more;
-- then the tight one whose members have more partners inside (the densest subgraph: adding strangers lowers
-- it, and so does leaving members out), and the wide one with more evidence.
select
    grp,
    row_number() over (
        order by
            round(probability, 1) desc,
            kind = 'lockstep',
            stratum not in ('tight', 'tight_seen'),
            case when stratum in ('tight', 'tight_seen') then coalesce(density, 0) * (size - 1) else bits end desc,
            size desc,
            grp
    ) as place
from group_weighed
