"""Mutuality beyond chance: both like the other more than their activity and popularity explain.

The null is a configuration model: an account that gives g of all M likes, and one that gets r of them, meet
g * r / M times by chance. The value is the smaller direction's surprise in powers of ten (Chernoff's bound of
the Poisson tail). A raw count of mutual likes would accuse whoever is active. For a group, the share of its
ties that are returned.

Honest behaviour that looks alike: every friendship, every hobby community. It opens a case and closes none.
Source: Newman, *Networks* (2018), ch. 12; Neal et al., *Comparing alternatives to the fixed degree sequence
model* (2021) for its use on co-occurrence.
"""

from likewise.evidence.face import Evidence

MUTUALITY = Evidence(
    name="mutuality",
    needs=("events.author",),
    pair="mutuality_pair.sql",
    group="mutuality_group.sql",
)
