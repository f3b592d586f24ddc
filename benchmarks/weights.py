"""Estimate the weights that ship with the package, on simulated worlds drawn with varied recipes.

`python -m benchmarks.weights` writes src/likewise/weigh/weights.json. The worlds' seeds start at 1000; no
benchmark or test measures on these. What a pair or a candidate group is, and its facts, comes from the
package itself; the truth beside each world says which are traded.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from likewise import world
from likewise.engine import Engine, open_duckdb
from likewise.evidence import EVIDENCE, Level, lay_ground, measure_pairs
from likewise.groups import measure_belonging, measure_candidates, propose
from likewise.sources import read
from likewise.sources.encode import encode
from likewise.weigh import GROUP_SHAPES, SEEN, SHAPE, STRATA, Shape, Weights, estimate

Floats = NDArray[np.float64]

SHIPPED = Path("src/likewise/weigh/weights.json")
FIRST_SEED = 1000
# Worlds of several sizes, so that no weight rests on how large the data is.
SIZES = (3_000, 8_000, 15_000, 15_000, 25_000)
# Kinds of data that a user may lack go missing together while learning.
TOGETHER = (
    ("words",),
    ("follows",),
    ("depth",),
    ("coverage", "balance", "evenness"),
    ("promptness",),
    ("lockstep",),
)
# A candidate with at least this share of one planted group's members is traded; with less than HONEST, honest.
TRADED, HONEST = 0.6, 0.2
# ... and must hold this share of it: a splinter of a group says little of groups.
MOST = 0.4
# A rare kind is given at most this many times its weight.
LOUDEST = 8.0


@dataclass(frozen=True)
class Cases:
    """Facts of many cases (one array a fact), what is true of each, and its planted kind or honest habit."""

    facts: dict[str, Floats]
    truth: Floats
    kind: NDArray[np.str_]


def _level(shape: Shape) -> Level:
    return "pair" if shape == "pair" else "member" if shape == "member" else "group"


def _cases(table: pa.Table, shape: Shape) -> Cases:
    names = [one.name for one in EVIDENCE if one.file(_level(shape))]
    facts = {name: table.column(name).to_numpy(zero_copy_only=False).astype(np.float64) for name in names}
    return Cases(
        facts,
        table.column("truth").to_numpy().astype(np.float64),
        np.array(table.column("planted").to_pylist(), dtype=np.str_),
    )


def _learn_from(seed: int) -> dict[Shape, Cases]:
    """The pairs, candidate groups and possible members of one drawn world, with their truth."""
    random = np.random.default_rng(seed)
    recipe = world.Recipe.draw(random)
    share = float(random.uniform(0.01, 0.2))
    days = int(random.choice([14, 30, 60, 60, 90, 180]))
    accounts = int(random.choice(SIZES))
    likes = int(accounts * random.uniform(15, 55))
    views = bool(random.random() < 0.6)
    with tempfile.TemporaryDirectory() as folder, open_duckdb() as engine:
        made = Path(folder) / "world"
        world.write(
            made,
            accounts=accounts,
            likes=likes,
            seed=seed,
            days=days,
            grouped=share,
            views=views,
            recipe=recipe,
        )
        read(engine, made)
        present = encode(engine).holds
        lay_ground(engine)
        measure_pairs(engine, EVIDENCE, present)
        propose(engine)
        measure_candidates(engine, present)
        _truth(engine, made / "truth" / "accounts.parquet")
        _judge(engine)
        cases: dict[Shape, Cases] = {"pair": _cases(_pairs(engine), "pair")}
        cases.update({shape: _cases(_groups(engine, shape), shape) for shape in GROUP_SHAPES})
        traded = "select member.* from member semi join judged on judged.grp = member.grp and judged.truth"
        engine.create("member", traded)
        # Readers who never get a like from a group are many and easily told: they would teach nothing.
        measure_belonging(engine, present, gets=1)
        cases["member"] = _cases(_members(engine), "member")
        return cases


def _truth(engine: Engine, path: Path) -> None:
    engine.register("told", pq.read_table(path))
    engine.create(
        "truth",
        'select account.code, told.role, told.kind, told."group" as planted '
        "from told join account on account.id = told.account",
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


def _joined(parts: list[Cases]) -> Cases:
    return Cases(
        {name: np.concatenate([part.facts[name] for part in parts]) for name in parts[0].facts},
        np.concatenate([part.truth for part in parts]),
        np.concatenate([part.kind for part in parts]),
    )


def _even(cases: Cases) -> Floats:
    """A weight a case that gives every planted kind the same say, and leaves the share of traded cases as it is."""
    weight = np.ones(len(cases.truth))
    traded = cases.truth == 1
    kinds, counts = np.unique(cases.kind[traded], return_counts=True)
    for kind, count in zip(kinds, counts, strict=True):
        weight[traded & (cases.kind == kind)] = min(LOUDEST, traded.sum() / len(kinds) / count)
    weight[traded] *= traded.sum() / weight[traded].sum()
    return weight


def _as_json(weights: Weights) -> dict[str, object]:
    facts = {one.fact: {"cuts": one.cuts, "bits": one.bits, "m": one.m, "u": one.u} for one in weights.facts}
    return {"prior": round(weights.prior, 3), "share": round(weights.share, 5), "facts": facts}


def main() -> None:
    """Draw worlds, gather cases, estimate the weights of each stratum, write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=64)
    parser.add_argument("--keep", type=Path, help="also write the cases here, as Parquet")
    parser.add_argument("--kept", type=Path, help="estimate from cases written before, instead of drawing worlds")
    asked = parser.parse_args()
    gathered = _read(asked.kept) if asked.kept else _gather(asked.worlds)
    made = {}
    for shape, cases in gathered.items():
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            kept = {**cases.facts, "truth": cases.truth, "planted": cases.kind}
            pq.write_table(pa.table(kept), asked.keep / f"{shape}.parquet")
        for stratum in STRATA[shape]:
            known = cases if len(STRATA[shape]) == 1 else _seen(cases) if stratum in SEEN else _unseen(cases)
            hidden = [names for names in TOGETHER if not (stratum in SEEN and "depth" in names)]
            weights = estimate(stratum, known.facts, known.truth, _even(known), seed=FIRST_SEED, together=hidden)
            made[stratum] = _as_json(weights)
    SHIPPED.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {SHIPPED}")


def _seen(cases: Cases) -> Cases:
    """The cases whose views are known."""
    known = ~np.isnan(cases.facts["depth"])
    return Cases({name: fact[known] for name, fact in cases.facts.items()}, cases.truth[known], cases.kind[known])


def _unseen(cases: Cases) -> Cases:
    """All cases, as they look where no views are known."""
    return Cases({name: fact for name, fact in cases.facts.items() if name != "depth"}, cases.truth, cases.kind)


def _read(folder: Path) -> dict[Shape, Cases]:
    return {shape: _cases(pq.read_table(folder / f"{shape}.parquet"), shape) for shape in STRATA}


def _gather(worlds: int) -> dict[Shape, Cases]:
    gathered: dict[Shape, list[Cases]] = {shape: [] for shape in STRATA}
    for seed in range(FIRST_SEED, FIRST_SEED + worlds):
        for shape, cases in _learn_from(seed).items():
            print(f"world {seed} {shape}: {len(cases.truth):,} cases, {int(cases.truth.sum()):,} traded", flush=True)
            gathered[shape].append(cases)
    return {shape: _joined(parts) for shape, parts in gathered.items()}


if __name__ == "__main__":
    main()
