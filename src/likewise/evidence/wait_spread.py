"""Wait spread: how widely the time that members wait before a like varies, inside against outside.

Who follows a rule likes within the hour, or the day, that the rule allows; what one comes upon in a feed was posted
minutes or days ago. Below 1 the waiting times toward fellow members lie closer together than those toward others.

Honest behaviour that looks alike: colleagues who like each other's posts at work, an event's evening.
"""

from likewise.evidence.face import Evidence

WAIT_SPREAD = Evidence(
    name="wait_spread",
    needs=("events.author", "events.post", "events.time"),
    group="wait_spread_group.sql",
    ground=(("wait_tie", "wait_tie.sql"),),
    settings={"prior": 3},
)
