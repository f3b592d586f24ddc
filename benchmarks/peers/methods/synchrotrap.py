"""SynchroTrap (Cao et al., CCS 2014), as published: accounts that act on the same objects at the same time, clustered.

Two likes match when they are on one post within `window` seconds. The similarity of two accounts is the Jaccard index
of what they did: matched likes over all their likes. Pairs above a threshold are joined; connected components are
clusters.
An account's score is the highest threshold at which its cluster still has `LEAST_CLUSTER` accounts, so that every
threshold is tried at once.
"""

from pathlib import Path

from benchmarks.peers.methods.likes import named, opened

LEAST_MATCHES = 2
LEAST_CLUSTER = 5

_SIMILAR = """
with matched as (
    select one.actor as a, other.actor as b, count(*) as matches
    from "like" as one
    join "like" as other on other.post = one.post and one.actor < other.actor
        and other.time between one.time - $window and one.time + $window
    group by one.actor, other.actor having count(*) >= $least
),
done as (select actor, count(*) as likes from "like" group by actor)
select a, b, matches / (one.likes + other.likes - matches) as similarity
from matched join done as one on one.actor = a join done as other on other.actor = b
order by similarity desc, a, b
"""


def score(folder: Path, work: Path, window: float = 3600) -> dict[str, float]:  # noqa: ARG001
    """The highest similarity threshold at which an account is in a cluster large enough."""
    likes = opened(folder)
    pairs = likes.execute(_SIMILAR, {"window": window, "least": LEAST_MATCHES}).fetchall()
    cluster: dict[int, list[int]] = {}
    scores: dict[int, float] = {}
    for a, b, similarity in pairs:
        one, other = cluster.setdefault(a, [a]), cluster.setdefault(b, [b])
        if one is other:
            continue
        large, small = (one, other) if len(one) >= len(other) else (other, one)
        large.extend(small)
        cluster.update(dict.fromkeys(small, large))
        if len(large) >= LEAST_CLUSTER:
            fresh = large if len(large) - len(small) < LEAST_CLUSTER else small
            scores |= {account: similarity for account in fresh if account not in scores}
    return named(likes, scores.items())
