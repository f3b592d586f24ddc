"""The score of health: one number from the parts, for sorting a list; the parts say what it means.

A weighted mean of standings, each 0..1 and better when more, with fixed weights: a better part never lowers it. A
standing is the part drawn toward what is usual in the data, as far as its sample is small. A part without any sample
stands at the usual itself, which is where small samples tend, and so neither rewards nor punishes.
"""

from collections.abc import Mapping

import pyarrow as pa

from likewise.engine import Engine, sql_text

_SELF = "likewise.answers.health"

USUAL = 0.5
"""Where a part stands, 0..1, that the whole data lacks: the same for every account, so it moves none past another."""

WEIGHTS: Mapping[str, tuple[str, float]] = {
    "real_share": ("groups", 0.25),
    "dependence": ("groups", 0.10),
    "forecast": ("groups", 0.15),
    "depth": ("depth", 0.20),
    "fan_activity": ("readers", 0.10),
    "churn": ("readers", 0.10),
    "trust": ("trust", 0.10),
}
"""Part to its family and weight. Assumed, not fitted: there is no outcome called health to fit them to.

Half is for what the groups made, half for what real people do. In the first half the share that is real counts most, as
it is what is shown; what stands on the groups now comes next; what is given away least, as it doesn't bear on others.
In the second half depth counts twice, as it alone rests on every post and not on a comparison of two halves. Parts of a
family rest on the same events and err together.
"""

PARTS = (*WEIGHTS, "score")


def combine(engine: Engine) -> None:
    """Make `health_score(account, value, low, high)`, 0..100, from `health_standing(account, part, value, ...)`."""
    families, weights = zip(*WEIGHTS.values(), strict=True)
    named = {"part": pa.array(list(WEIGHTS)), "family": pa.array(families), "weight": pa.array(weights)}
    engine.register("health_weight", pa.table(named))
    engine.create("health_score", sql_text(_SELF, "score.sql"), usual=USUAL)
