"""Lockstep: the same people on the same posts in the same minutes, again and again.

Meetings are counted on the posts of third accounts, once an account, against a configuration model of
meetings (each side's chances to meet anyone). Moments that a crowd shares are left out, so the work stays
bounded and viral posts tell nothing.

Honest behaviour that looks alike: fans of one idol meet on the idol's posts; that is one account, and counts once.
Source: Pacheco et al., *Uncovering Coordinated Networks on Social Media* (ICWSM 2021); Beutel et al.,
*CopyCatch* (WWW 2013).
"""

from likewise.evidence.face import Evidence

LOCKSTEP = Evidence(
    name="lockstep",
    needs=("events.post", "events.time"),
    pair="lockstep_pair.sql",
    group="lockstep_group.sql",
)
