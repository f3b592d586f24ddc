"""CooRTweet's method (Righetti and Balluff, 2025), as published (Debian's R has no such package).

`detect_groups`: two accounts share an object within `time_window` seconds of each other; both are active at least
`MIN_PARTICIPATION` times, one of them as often within such windows. `generate_coordinated_network`: the pair's weight
is how often, and edges above the `edge_weight` quantile of weights are coordinated. An account's score is its weighted
degree over those edges.
"""

from pathlib import Path

from benchmarks.peers.methods.likes import named, opened

MIN_PARTICIPATION = 2

_DEGREE = """
with active as (
    select * from "like" semi join (
        select actor from "like" group by actor having count(*) >= $participation
    ) as busy on busy.actor = "like".actor
),
together as (
    select one.actor as a, one.post, other.actor as b
    from active as one
    join active as other on other.post = one.post and one.actor < other.actor
        and other.time between one.time - $window and one.time + $window
),
again as (
    select actor
    from (select a as actor, post from together union select b, post from together)
    group by actor having count(*) >= $participation
),
edge as (
    select a, b, count(*) as weight from together
    where a in (select actor from again) or b in (select actor from again)
    group by a, b
),
coordinated as (
    select a, b, weight from edge where weight > (select quantile_cont(weight, $quantile) from edge)
)
select account, sum(weight)
from (select a as account, weight from coordinated union all select b, weight from coordinated)
group by account
"""


def score(folder: Path, work: Path, time_window: float = 10, edge_weight: float = 0.5) -> dict[str, float]:  # noqa: ARG001
    """Weighted degree over the edges above the quantile; the package's own settings unless told."""
    likes = opened(folder)
    settings = {"window": time_window, "participation": MIN_PARTICIPATION, "quantile": edge_weight}
    return named(likes, likes.execute(_DEGREE, settings).fetchall())
