-- A row is an account with the least label that it, one of its partners, or the account that this is called by has.
with near as (
    select arc.a as account, min(label.label) as label
    from arc join label on label.account = arc.b
    group by arc.a
),
lower_label as (
    select label.account, least(label.label, near.label) as label
    from label join near on near.account = label.account
)
select one.account, least(one.label, above.label) as label
from lower_label as one join lower_label as above on above.account = one.label
