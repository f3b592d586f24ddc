"""Labelled cases from worlds of every family: pairs, candidate groups and possible members, each with its facts.

What a pair or a candidate group is, and its facts, comes from the package itself; the truth beside each world says
which are traded. Cases of a world whose truth doesn't say (accounts that buy from a farm) are left out.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.families.options import Mode
from benchmarks.families.registry import FAMILIES
from likewise.engine import Engine, open_duckdb
from likewise.evidence import EVIDENCE, Level, lay_ground, measure_pairs
from likewise.groups import measure_belonging, measure_candidates, propose
from likewise.sources import read
from likewise.sources.encode import encode
from likewise.weigh import GROUP_SHAPES, SHAPE, STRATA, Shape

Floats = NDArray[np.float64]
Words = NDArray[np.str_]

SIZES = (1_000, 2_000, 4_000, 6_000)
"""Accounts of a world, so that no weight rests on how large the data is."""

MODES: tuple[Mode, ...] = ("likes", "views", "comments")

TRADED, HONEST = 0.6, 0.2
"""A candidate with at least this share of one planted group's members is traded; with less than HONEST, honest."""

MOST = 0.4
"""… and must hold this share of it: a splinter of a group says little of groups."""

MOST_KEPT = 400
"""Honest cases, and traded ones, kept of a world and shape; those kept count for the others."""


@dataclass(frozen=True)
class Cases:
    """Facts of many cases (one array a fact), what is true of each, its planted kind or honest habit, its world.

    `weight` is how many cases each stands for.
    """

    facts: dict[str, Floats]
    truth: Floats
    weight: Floats
    kind: Words
    family: Words
    world: Words

    def where(self, chosen: NDArray[np.bool_]) -> "Cases":
        """Return the cases that are chosen."""
        facts = {name: fact[chosen] for name, fact in self.facts.items()}
        return Cases(facts, *(getattr(self, name)[chosen] for name in HELD))


HELD = ("truth", "weight", "kind", "family", "world")
"""What is held of each case besides its facts."""


def draw(family: str, seed: int, mode: Mode) -> dict[Shape, Cases]:
    """Return the cases of one world, by shape."""
    random = np.random.default_rng([seed, 23])
    accounts = int(random.choice(SIZES))
    with tempfile.TemporaryDirectory() as folder, open_duckdb() as engine:
        made = Path(folder) / "world"
        write = FAMILIES[family].write
        write(made, accounts=accounts, seed=seed, views=mode == "views", comments_only=mode == "comments")
        read(engine, made)
        present = encode(engine).holds
        lay_ground(engine)
        measure_pairs(engine, EVIDENCE, present)
        propose(engine)
        measure_candidates(engine, present)
        _truth(engine, made / "truth" / "accounts.parquet")
        _judge(engine)
        found = {"pair": _pairs(engine), **{shape: _groups(engine, shape) for shape in GROUP_SHAPES}}
        traded = "select member.* from member semi join judged on judged.grp = member.grp and judged.truth"
        engine.create("member", traded)
        # Readers who never get a like from a group are many and easily told: they would teach nothing.
        measure_belonging(engine, present, gets=1)
        found["member"] = _members(engine)
        named = f"{family}-{mode}-{seed}"
        return {shape: _thinned(_cases(found[shape], shape, family, named), random) for shape in STRATA}


def _cases(table: pa.Table, shape: Shape, family: str, world: str) -> Cases:
    level: Level = "pair" if shape == "pair" else "member" if shape == "member" else "group"
    names = [one.name for one in EVIDENCE if one.file(level)]
    facts = {name: table.column(name).to_numpy(zero_copy_only=False).astype(np.float64) for name in names}
    rows = table.num_rows
    return Cases(
        facts,
        table.column("truth").to_numpy(zero_copy_only=False).astype(np.float64),
        np.ones(rows),
        np.array(table.column("planted").to_pylist(), dtype=np.str_),
        np.full(rows, family),
        np.full(rows, world),
    )


def _thinned(cases: Cases, random: np.random.Generator) -> Cases:
    """The cases, or of those of one truth so many that are drawn and count for all."""
    kept = np.zeros(len(cases.truth), dtype=bool)
    weight = cases.weight.copy()
    for side in (0.0, 1.0):
        every = np.flatnonzero(cases.truth == side)
        some = random.choice(every, min(MOST_KEPT, len(every)), replace=False)
        kept[some] = True
        weight[some] *= len(every) / max(1, len(some))
    return replace(cases, weight=weight).where(kept)


def _truth(engine: Engine, path: Path) -> None:
    """Make `truth`: each account's honest habit, planted group and kind; without those that are neither."""
    engine.register("told", pq.read_table(path))
    engine.create(
        "truth",
        'select account.code, told.role, told.kind, told."group" as planted '
        "from told join account on account.id = told.account where told.trades <> 'neither'",
    )


def _pairs(engine: Engine) -> pa.Table:
    return engine.arrow(
        "select pair_fact.*, coalesce(one.planted = other.planted, false)::double as truth, "
        "case when one.planted = other.planted then one.kind "
        "when one.role = other.role then one.role else 'ordinary' end as planted "
        "from pair_fact join truth as one on one.code = a join truth as other on other.code = b"
    )


def _judge(engine: Engine) -> None:
    """Make `judged`: candidates that are clearly a planted group (most of it, and little else), or clearly none."""
    engine.create(
        "judged",
        "with whole as (select planted, count(*) as whole from truth where planted is not null group by planted), "
        "held as (select grp, planted, any_value(kind) as kind, count(*) as held from member "
        "join truth on truth.code = member.account where planted is not null group by grp, planted), "
        "best as (select grp, max(held) as held, arg_max(held.kind, held) as kind, arg_max(whole, held) as whole, "
        "arg_max(held.planted, held) as planted "
        "from held join whole using (planted) group by grp), "
        "life as (select grp, mode(role) as role from member join truth on truth.code = member.account group by grp), "
        "judged as (select candidate_fact.*, coalesce(held, 0) / size as purity, held / whole as share, "
        "best.kind as told, best.planted as main, life.role "
        "from candidate_fact left join best using (grp) join life using (grp)) "
        "select *, purity >= $traded as truth, case when purity >= $traded then told else role end as planted "
        "from judged where purity <= $honest or purity >= $traded and share >= $most",
        traded=TRADED,
        honest=HONEST,
        most=MOST,
    )


def _groups(engine: Engine, shape: Shape) -> pa.Table:
    return engine.arrow(f"select * replace (truth::double as truth) from judged where {SHAPE[shape]}")


def _members(engine: Engine) -> pa.Table:
    """Accounts with partners in a candidate that is a planted group: those who belong to it, and those who don't."""
    return engine.arrow(
        "select member_fact.*, coalesce(truth.planted = judged.main, false)::double as truth, "
        "judged.told as planted "
        "from member_fact join judged using (grp) join truth on truth.code = member_fact.account "
        "where judged.kind <> 'lockstep'"
    )


def keep(cases: Cases, path: Path) -> None:
    """Write cases as Parquet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    held = {f"_{name}": getattr(cases, name) for name in HELD}
    pq.write_table(pa.table({**cases.facts, **held}), path)


def kept(paths: Iterable[Path]) -> Cases:
    """Return the cases that were written to these files."""
    table = pa.concat_tables(pq.read_table(path) for path in sorted(paths))
    names = [name for name in table.column_names if not name.startswith("_")]
    facts = {name: table.column(name).to_numpy(zero_copy_only=False).astype(np.float64) for name in names}
    numbers = (table.column(f"_{name}").to_numpy() for name in HELD[:2])
    words = (np.array(table.column(f"_{name}").to_pylist(), dtype=np.str_) for name in HELD[2:])
    return Cases(facts, *numbers, *words)
