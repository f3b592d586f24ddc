"""Counting mutual partners, what anybody would try first: with how many others an account trades likes."""

from pathlib import Path

from benchmarks.peers.methods.likes import named, opened

LEAST_EACH_WAY = 2

_PARTNERS = """
with tie as (
    select actor, author from "like" where actor <> author group by actor, author having count(*) >= $least
)
select tie.actor, count(*)
from tie join tie as back on back.actor = tie.author and back.author = tie.actor
group by tie.actor
"""


def score(folder: Path, work: Path) -> dict[str, float]:  # noqa: ARG001
    """Number of others with at least two likes each way."""
    likes = opened(folder)
    return named(likes, likes.execute(_PARTNERS, {"least": LEAST_EACH_WAY}).fetchall())
