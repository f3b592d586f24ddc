"""Coverage: how much of what the other posts one likes.

A group's rule is to like everything; friends like what they see and care for. For a pair the smaller side's
share of posts made since they first met; for a group the average share of a member's posts that a fellow
member liked.

Honest behaviour that looks alike: close friends and couples reach high coverage as pairs; whole circles don't.
"""

from likewise.evidence.face import Evidence

COVERAGE = Evidence(
    name="coverage",
    needs=("events.author", "events.post"),
    pair="coverage_pair.sql",
    group="coverage_group.sql",
    ground=(("pair_exposure", "pair_exposure.sql"),),
)
