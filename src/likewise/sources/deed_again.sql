-- A row is something done once for a post that an earlier run has kept and this one's rows say again, with its first
-- time in what is kept.
select said.actor, said.post, said.kind, said.text, min(kept_deed.time) as time
from kept_deed
join deed_once as said
    on said.actor = kept_deed.actor and said.post = kept_deed.post and said.kind = kept_deed.kind
    and said.text is not distinct from kept_deed.text
where said.kind in $once
group by said.actor, said.post, said.kind, said.text
