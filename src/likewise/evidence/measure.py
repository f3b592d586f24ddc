"""Measure the facts: the common ground once, then each kind of evidence, then one wide table.

What steps grow with, whatever is hot:

- `tie`, `gathering`, `shared_like`, `delay`, `mark`, acts: likes. `pair`, `core` (a round): ties.
- `lockstep`: meetings are at most LOCKSTEP_CROWD / 2 a like, since moments of more people are left out (`lockstep_cap`
  says how many likes those hold). Pairs that pass are then held against what both like, from the side that likes
  less: whoever likes everything costs at most all likes of those it met, once. Shared interest (`strangers`) likewise.
- `coverage`: pairs and posts, counted along time lines; no post is laid beside a pair.
- Facts of groups: the ties and likes of members, once for each candidate that one is in. Candidates of one graph hold
  nobody twice, so that is three before growing; what growing adds is bounded by odds against chance, in which who
  likes everybody is nobody's partner.
"""

from collections.abc import Iterable, Iterator, Mapping

from likewise.engine import Engine, sql_text
from likewise.evidence.face import Evidence, Level

_SELF = "likewise.evidence"

# Digits after the point that a fact's value keeps.
DIGITS = 9
# A run is counted in windows of this many seconds: two minutes is what a list of ten takes to like.
RUN_S = 180
# Likes of at least so many accounts in such a window are a run.
RUN = 4
# "Just before": a post of one's own in this window or the next.
AHEAD_S = 900
# Acting together means in the same window of this many seconds.
LOCKSTEP_S = 600
# Moments shared by more people than this are crowds; they bound the work at CROWD / 2 meetings a like.
LOCKSTEP_CROWD = 80
# Acting together on fewer accounts' posts than this is not looked at.
LOCKSTEP_LEAST = 2
# Meetings less surprising than this, in powers of ten, are dropped: among millions of pairs they come by chance.
LOCKSTEP_SURPRISE = 4.0
# ... unless they cover this share of the accounts that one of the two met anyone on.
LOCKSTEP_MOST = 0.5
# Of these, meetings less surprising than this among people who like the same posts anyway are dropped too.
LOCKSTEP_APART = 3.0
# A tie is rare when chance expects fewer likes than this; only rare ties make a core.
CORE_RARE = 0.25
# Everyone in a core gives rare likes to, and gets them from, at least this many others in it.
CORE_DEGREE = 8
# Peeling stops when a round takes less than this share of what is left, or after so many rounds.
CORE_STILL = 0.002
CORE_ROUNDS = 25


def lay_ground(engine: Engine) -> None:
    """Make ties, pairs, lockstep meetings, the core and the marked likes from the ledger."""
    engine.create("tie", sql_text(_SELF, "tie.sql"))
    engine.create("tie_total", sql_text(_SELF, "tie_total.sql"))
    engine.create("gathering", sql_text(_SELF, "gathering.sql"), window_s=LOCKSTEP_S)
    engine.create("lockstep_cap", sql_text(_SELF, "lockstep_cap.sql"), crowd=LOCKSTEP_CROWD)
    engine.create("shared_like", sql_text(_SELF, "shared_like.sql"), window_s=LOCKSTEP_S)
    engine.create(
        "lockstep",
        sql_text(_SELF, "lockstep.sql"),
        crowd=LOCKSTEP_CROWD,
        least=LOCKSTEP_LEAST,
        surprise=LOCKSTEP_SURPRISE,
        apart=LOCKSTEP_APART,
        most=LOCKSTEP_MOST,
    )
    engine.create("pair", sql_text(_SELF, "pair.sql"))
    peel_core(engine)
    engine.create(
        "suspect",
        "select a as account from pair union select b from pair union select actor from core "
        "union select author from core union select a from lockstep union select b from lockstep",
    )
    engine.create("delay", sql_text(_SELF, "delay.sql"))
    engine.create("mark", sql_text(_SELF, "mark.sql"), run=RUN, run_s=RUN_S, ahead_s=AHEAD_S)


def peel_core(engine: Engine) -> None:
    """Leave in `core` the rare ties among accounts that each give to and get from many others in it.

    The D-core of the graph of rare ties (Giatsidis, Thilikos and Vazirgiannis, 2011), peeled in rounds.
    """
    engine.create("core", "select actor, author from tie where expected <= $rare", rare=CORE_RARE)
    left = engine.count("core")
    for _ in range(CORE_ROUNDS):
        engine.create("core", sql_text(_SELF, "core_round.sql"), degree=CORE_DEGREE)
        before, left = left, engine.count("core")
        if before - left <= CORE_STILL * before:
            break


def measure_pairs(engine: Engine, evidence: Iterable[Evidence], present: frozenset[str]) -> None:
    """Make `pair_fact`: a row a pair, a column a fact, null where there is no evidence."""
    _measure(engine, evidence, present, "pair")


def measure_groups(engine: Engine, evidence: Iterable[Evidence], present: frozenset[str]) -> None:
    """Make `group_fact` from the table `member(grp, account)`: a row a group, a column a fact."""
    for table in ("group_tie", "group_size", "unison_like"):
        engine.create(table, sql_text(_SELF, f"{table}.sql"))
    _measure(engine, evidence, present, "group")


def measure_members(engine: Engine, evidence: Iterable[Evidence], present: frozenset[str]) -> None:
    """Make `member_fact` from `member` and `partner`: a row an account that may belong to a group, a column a fact."""
    engine.create("partner_tie", sql_text(_SELF, "partner_tie.sql"))
    _measure(engine, evidence, present, "member")


def _measure(engine: Engine, evidence: Iterable[Evidence], present: frozenset[str], of: Level) -> None:
    known = [(one, file) for one in evidence if (file := one.file(of))]
    for one, file in known:
        if one.measurable(present):
            _lay(engine, one)
            text = sql_text(_SELF, file)
            engine.create(f"{of}_{one.name}", text.replace("act_tie", _acts(one)) if one.act else text, **one.settings)
    engine.create(f"{of}_fact", _wide([one for one, _ in known], present, of))
    engine.drop(*(f"{of}_{one.name}" for one, _ in known))


def _lay(engine: Engine, one: Evidence) -> None:
    """Make the tables that a fact stands on, unless they are there."""
    grounds = {table: sql_text(_SELF, file) for table, file in one.ground}
    if one.act:
        grounds[_acts(one)] = f"with act as ({sql_text(_SELF, one.act)}) {sql_text(_SELF, 'act_tie.sql')}"
    for table, text in grounds.items():
        if not engine.exists(table):
            engine.create(table, text, **one.settings)


def _acts(one: Evidence) -> str:
    """The table of this fact's acts by tie; where SQL says `act_tie`, it is meant."""
    return f"{one.name}_tie"


# What the facts of each level are put beside, and by which columns.
_BASE: Mapping[Level, tuple[str, tuple[str, ...]]] = {
    "pair": ("pair", ("a", "b")),
    "group": ("group_size", ("grp",)),
    "member": ("partner", ("grp", "account")),
}


def _wide(evidence: list[Evidence], present: frozenset[str], of: Level) -> str:
    """The select that puts all measured facts of a kind side by side."""
    base, keys = _BASE[of]
    columns, joins = [f"{base}.*"], []
    for one in evidence:
        table = f"{of}_{one.name}"
        if one.measurable(present):
            # Sums of doubles end in other digits when threads meet in another order; rounding ends that.
            columns.append(f"round(cast({table}.value as double), {DIGITS}) as {one.name}")
            joins.append(f"left join {table} on " + " and ".join(_same(keys, table, base)))
        else:
            columns.append(f"cast(null as double) as {one.name}")
    return f"select {', '.join(columns)} from {base} {' '.join(joins)}"


def _same(keys: tuple[str, ...], table: str, base: str) -> Iterator[str]:
    return (f"{table}.{key} = {base}.{key}" for key in keys)
