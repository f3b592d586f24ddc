"""A graph in pieces that fit one machine: whole connected components, put together until a bin is full.

Communities never cross components, so they come out of the pieces as out of the whole. A component that is itself too
large loses its weakest edges until what is left falls apart or fits: those who trade weigh much, whatever the size of
their group, and what bridges circles weighs little. (`grow` finds again whoever trades with a group and was cut off.)
All of it is SQL on the engine, a table a round, so that neither memory here nor a plan grows with the graph.

Grows with: edges a round; rounds with the logarithm of the longest chain (labels are passed on and then jumped).
Source: connected components by label propagation with pointer jumping (Shiloach and Vishkin, *An O(log n) parallel
connectivity algorithm*, 1982); weak ties as bridges (Granovetter, *The strength of weak ties*, 1973).
"""

from collections.abc import Iterator

import pyarrow as pa

from likewise.engine import Engine, sql_text

_SELF = "likewise.groups"

# Edges that leave the engine at once: 24 bytes each as they come, some 5 GB while they are parted.
LARGEST = 25_000_000
# Rounds of passing labels on at most: each halves what is left of a chain, so this is enough for any graph there is.
ROUNDS = 60
# Times that a component too large may lose those of its edges that weigh no more than its mean: about half of them.
CUTS = 24


def in_bins(engine: Engine, largest: int = LARGEST) -> Iterator[pa.Table]:
    """The edges in the table `edge(a, b, weight)`, in bins of whole components with about `largest` edges at most."""
    if engine.count("edge") <= largest:
        yield engine.arrow("select a, b, weight from edge order by a, b")
        return
    for cut in range(CUTS):
        _label(engine)
        if not engine.value(sql_text(_SELF, "too_large.sql"), largest=largest):
            break
        engine.create("edge", sql_text(_SELF, "edge_strong.sql"), largest=largest, step=2**cut)
    # Twice as many as needed: components differ in size, and a bin takes whole ones.
    bins = 2 * (engine.count("edge") // largest + 1)
    engine.create("binned", sql_text(_SELF, "binned.sql"), bins=bins)
    for number in range(bins):
        yield engine.arrow("select a, b, weight from binned where bin = $bin order by a, b", bin=number)
    engine.drop("binned", "label")


def _label(engine: Engine) -> None:
    """Make `label(account, label)`: the component that each account lies in, called by its least account."""
    engine.create("arc", "select a, b from edge union all select b as a, a as b from edge")
    engine.create("label", "select a as account, least(a, min(b)) as label from arc group by a")
    for _ in range(ROUNDS):
        engine.create("passed", sql_text(_SELF, "label_passed.sql"))
        still = engine.value("select count(*) from passed join label using (account) where passed.label < label.label")
        engine.create("label", "select account, label from passed")
        if not still:
            break
    engine.drop("arc", "passed")
