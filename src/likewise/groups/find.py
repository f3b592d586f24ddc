"""From weighed pairs to groups: propose candidates, test each as a whole, say who belongs.

Candidates come from three graphs, because groups work in three ways: pairs that like each other back (a
mutual-like group), rare ties among people who both give and get (credit is exchanged, few pairs are mutual),
and people who act together on others' posts (lockstep). All are tested by the same weights.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from likewise.engine import Engine, sql_text
from likewise.evidence import EVIDENCE, measure_groups, measure_members
from likewise.groups.bins import LARGEST, in_bins
from likewise.groups.campaigns import join_campaigns
from likewise.groups.communities import SMALLEST, Ints, as_members, communities
from likewise.groups.grow import grow, weigh_partners
from likewise.weigh import Weights, fitted, weigh

_SELF = "likewise.groups"

# The graphs that candidates come from: the least weight of an edge that counts, and the fewest members. Three who
# met in the same minutes twice come by chance in any large data.
GRAPHS = {"mutual": (0.3, SMALLEST), "exchange": (0.0, SMALLEST), "lockstep": (0.0, 4)}
# A candidate that shares this much of its members with a better one is the same finding; the better one stays.
SAME = 0.5
# Groups less likely than this are not findings, nor those that nobody is this likely to take part in.
FINDING = 0.01
LISTED = 0.005
# Groups at least this likely at first sight claim their members.
CLAIMS = 0.5


def propose(engine: Engine, largest: int = LARGEST) -> None:
    """Make `member(grp, account)` and `candidate(grp, kind)`: every community that could be a group.

    Of each graph, at most `largest` edges leave the engine at a time.
    """
    members, candidates, first = [], [], 0
    for kind, (least, fewest) in GRAPHS.items():
        engine.create("edge", sql_text(_SELF, f"{kind}_edge.sql"), least=least)
        parts = [part for edges in in_bins(engine, largest) for part in communities_in(engine, edges)]
        members.append(as_members(sorted(parts, key=lambda part: int(part[0])), first, fewest))
        groups = members[-1].column("grp").unique()
        candidates.append(pa.table({"grp": groups, "kind": pa.array([kind] * len(groups), pa.string())}))
        first += len(groups)
    engine.drop("edge")
    # Accounts as the ledger codes them: keys of one width are joined without a cast of every like.
    engine.register("proposed", pa.concat_tables(members))
    coded = "select proposed.grp, account.code as account from proposed join account on account.code = proposed.account"
    engine.create("member", coded)
    engine.drop("proposed")
    engine.register("candidate", pa.concat_tables(candidates))
    grow(engine)


def communities_in(engine: Engine, edges: pa.Table) -> list[Ints]:
    """The communities of a graph: arrays of accounts, ascending."""
    one, other = (edges.column(name).to_numpy().astype(np.int64) for name in ("a", "b"))
    weight = edges.column("weight").to_numpy().astype(np.float64)
    order = _in_order(engine, np.unique(np.concatenate([one, other])))
    return [np.sort(order[part]) for part in communities(*_placed(order, one, other), weight)]


def _in_order(engine: Engine, accounts: Ints) -> Ints:
    """These accounts by what they did over all time, as a run over everything would number them.

    Communities depend on the order of the nodes, and codes, where an earlier run gave them, on what was known then.
    """
    engine.register("graph_account", pa.table({"account": accounts}))
    ordered = engine.arrow(sql_text(_SELF, "graph_order.sql")).column("account").to_numpy()
    engine.drop("graph_account")
    return np.asarray(ordered, dtype=np.int64)


def _placed(order: Ints, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The two ends of edges as places in `order`."""
    by_code = np.argsort(order)
    return by_code[np.searchsorted(order[by_code], one)], by_code[np.searchsorted(order[by_code], other)]


def measure_candidates(engine: Engine, present: frozenset[str]) -> None:
    """Make `candidate_fact`: every candidate with its kind and its facts."""
    measure_groups(engine, EVIDENCE, present)
    engine.create("candidate_fact", "select group_fact.*, candidate.kind from group_fact join candidate using (grp)")


def measure_belonging(engine: Engine, present: frozenset[str], *, gets: int = 0) -> None:
    """Make `member_fact`: every account that has partners in a group of `member`, and what speaks for belonging.

    `gets` leaves out those who get likes from fewer members.
    """
    weigh_partners(engine, gets=gets)
    measure_members(engine, EVIDENCE, present)


def find_groups(engine: Engine, weights: Sequence[Weights], belonging: Weights, present: frozenset[str]) -> None:
    """Make `found_group` and `membership` from candidates, weighed as wholes with priors that fit the data.

    `weights` are of the groups' strata, `belonging` weighs each account that may be a member.

    Twice: groups that are likely at first sight claim their members, and what else was a finding is weighed
    again without those. A class of forty in which eight trade is no group of traders. Findings in lockstep that were
    for the same posts are joined in the end.
    """
    propose(engine)
    measure_candidates(engine, present)
    adapted = [fitted(engine, "candidate_fact", one) for one in weights]
    _choose(engine, adapted)
    engine.create("member", sql_text(_SELF, "unclaimed.sql"), likely=CLAIMS, smallest=SMALLEST)
    measure_candidates(engine, present)
    _choose(engine, adapted)
    engine.create("member", "select member.* from member semi join found_group on found_group.grp = member.grp")
    join_campaigns(engine)
    measure_belonging(engine, present)
    weigh(engine, "member_fact", "member_weighed", [belonging])
    engine.create("membership", sql_text(_SELF, "membership.sql"), least=LISTED)
    engine.create("found_group", "select found_group.* from found_group semi join membership using (grp)")


def _choose(engine: Engine, weights: Sequence[Weights]) -> None:
    """Weigh the candidates and keep, of those that overlap, the best."""
    weigh(engine, "candidate_fact", "group_weighed", weights)
    engine.create("standing", sql_text(_SELF, "standing.sql"))
    engine.register("overlap", _covered(engine.arrow(sql_text(_SELF, "overlap.sql"), same=SAME)))
    engine.create("found_group", sql_text(_SELF, "found_group.sql"), finding=FINDING)


def _covered(overlap: pa.Table) -> pa.Table:
    """The candidates that a better one covers which is itself kept; `overlap` comes best candidates first."""
    gone: set[int] = set()
    for grp, rival in zip(overlap.column("grp").to_pylist(), overlap.column("rival").to_pylist(), strict=True):
        if rival not in gone:
            gone.add(grp)
    return pa.table({"grp": pa.array(sorted(gone), pa.int64())})
