"""Do the strongest pairs in lockstep agree with plain counts of co-sharing, as CooRTweet and the
coordination-network-toolkit make them?

Their weight of a pair is on how many urls the two were within a window of each other. Counts tie often, so overlap of
two top lists is what it would be on average if ties were drawn.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from benchmarks.injected.backgrounds import Background
from likewise.engine import open_duckdb
from likewise.evidence import lay_ground
from likewise.show.face import tables_alone
from likewise.sources import encode, read

WINDOWS_S = (60, 600)
TOPS = (50, 200)
DIFFERENCE = (
    "A count ranks whoever shares much. Lockstep leaves out pairs that share with many others too: they met more often "
    "than chance makes them, but by less than the four powers of ten it asks for; and its windows don't slide."
)

_COUNTS = """
select least(one.actor, other.actor) as a, greatest(one.actor, other.actor) as b, count(distinct one.post) as weight
from share as one
join share as other on other.post = one.post and one.actor < other.actor
    and abs(epoch(other.time) - epoch(one.time)) <= $window_s
group by 1, 2
"""
_CO_SHARED = """
select one.actor, count(distinct one.post) as posts
from share as one
join share as other on other.post = one.post and one.actor <> other.actor
    and abs(epoch(other.time) - epoch(one.time)) <= $window_s
group by one.actor
"""
_SURPRISE = """
select least(one.id, other.id) as a, greatest(one.id, other.id) as b, lockstep.surprise as weight
from lockstep
join account as one on one.code = lockstep.a
join account as other on other.code = lockstep.b
"""


@dataclass(frozen=True)
class Overlap:
    """The `top` pairs by co-sharing within `window_s`: how many of them are listed in `pairs`, how many with bits of
    lockstep that speak for trading, and how many are among the `top` by lockstep's surprise.

    `share` is which part of what the less busy of the two co-shared with anyone it co-shared with the other: the
    median of those listed, and of those left out (None when there is none).
    """

    window_s: int
    top: int
    least_weight: int
    listed: float
    for_trading: float
    in_top: float
    share_listed: float
    share_left_out: float | None


def overlaps(background: Background) -> list[Overlap]:
    """Compare, on the data as it is (nothing invented)."""
    shares = background.raw.assign(kind="like")
    with duckdb.connect() as connection:
        connection.register("share", shares)
        counts = {window: connection.execute(_COUNTS, {"window_s": window}).df() for window in WINDOWS_S}
        co_shared = {window: connection.execute(_CO_SHARED, {"window_s": window}).df() for window in WINDOWS_S}
    listed = tables_alone(shares).pairs.to_pandas()
    swapped = listed["a"] > listed["b"]
    bits = pd.DataFrame(
        {
            "a": listed["a"].where(~swapped, listed["b"]),
            "b": listed["b"].where(~swapped, listed["a"]),
            "bits": listed["bits_lockstep"],
        }
    )
    surprise = _surprise(shares)
    return [
        _overlap(counts[window], co_shared[window].set_index("actor")["posts"], surprise, bits, window, top)
        for window in WINDOWS_S
        for top in TOPS
    ]


def _surprise(shares: pd.DataFrame) -> pd.DataFrame:
    """The surprise of each pair in lockstep, finer than the bits that the report writes."""
    with open_duckdb() as engine:
        read(engine, shares)
        encode(engine)
        lay_ground(engine)
        return engine.arrow(_SURPRISE).to_pandas()


def _overlap(
    counts: pd.DataFrame,
    co_shared: "pd.Series[int]",
    surprise: pd.DataFrame,
    bits: pd.DataFrame,
    window_s: int,
    top: int,
) -> Overlap:
    counts = counts.assign(chance=_chance_of_top(counts["weight"], top))
    first = counts[counts["chance"] > 0].merge(bits.assign(listed=1.0), on=["a", "b"], how="left")
    first = first.merge(surprise.assign(too=_chance_of_top(surprise["weight"], top))[["a", "b", "too"]], how="left")
    least = np.minimum(co_shared.reindex(first["a"]).to_numpy(), co_shared.reindex(first["b"]).to_numpy())
    share = first["weight"].to_numpy() / least
    listed = first["listed"].notna().to_numpy()
    return Overlap(
        window_s,
        top,
        int(first["weight"].min()),
        float((first["chance"] * listed).sum()),
        float((first["chance"] * (first["bits"] > 0)).sum()),
        float((first["chance"] * first["too"].fillna(0)).sum()),
        float(np.median(share[listed])),
        float(np.median(share[~listed])) if not listed.all() else None,
    )


def _chance_of_top(weight: "pd.Series[float]", top: int) -> "pd.Series[float]":
    """The chance that each is among the `top` by weight when ties are drawn."""
    above = weight.rank(method="min", ascending=False) - 1
    tied = weight.groupby(weight).transform("size")
    return ((top - above) / tied).clip(0, 1)


def show(found: list[Overlap]) -> str:
    """The overlaps as Markdown."""
    lines = [
        "| window | top | weight at least | listed in pairs | bits of lockstep above 0 | in the top by surprise "
        "| share of the less busy one's co-sharing, listed | … left out |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.window_s} s | {one.top} | {one.least_weight} | {one.listed:.1f} | {one.for_trading:.1f} "
        f"| {one.in_top:.1f} | {one.share_listed:.2f} "
        f"| {'' if one.share_left_out is None else f'{one.share_left_out:.2f}'} |"
        for one in found
    ]
    return "\n".join([*lines, "", DIFFERENCE])
