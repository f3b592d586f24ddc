"""Every id that events name, once: what ids are judged by, and what their codes are made from.

There are many fewer ids than rows, so an id is looked at once and not in each of its rows. Stands between `judge`,
which asks whether ids are well formed, and `encode`, which gives them codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from likewise.engine import Engine, Literal, sql_text
from likewise.sources.checks import Check
from likewise.sources.plan import Plan, by_itself, valued

_SELF = "likewise.sources"

MOMENT_MODULUS = 1_000_000_007
"""Times are taken modulo this prime (microseconds) before they are summed: nine billion of them fit a BIGINT."""

SEEN = ("acted", "met")
"""The groupings of events by their ids: those of actors, and those of posts with the authors named for them."""


@dataclass(frozen=True)
class Ids:
    """What a look at a batch's ids found.

    `tried` are the tests of the plan that ids alone decide, `failed` those that hold for some id; `values` are the
    plan's, shorter where a column holds no blanks and nobody.
    """

    tried: frozenset[str]
    failed: frozenset[str]
    values: Mapping[str, str]

    def spared(self, check: Check) -> bool:
        """Whether no row needs to be looked at for a check, since it holds for no id."""
        return check.alone in self.tried and check.alone not in self.failed

    def decided(self, check: Check) -> bool:
        """Whether it is known of a check that it may hold for some row."""
        return check.alone in self.failed


def look(engine: Engine, raw: str, plan: Plan, present: Sequence[str], params: Mapping[str, Literal]) -> Ids:
    """Group a raw relation of events by ids as given, into `acted` and `met` for this batch, and judge the ids there.

    `present` are the columns that the batch has.
    """
    named = ", ".join(
        f"{f'raw_{name}' if name in present else 'cast(null as varchar)'} as {name}"
        for name in ("actor", "post", "author")
    )
    relation = f"(select {named}, time from {valued(raw, plan, {'time': plan.values['time']})})"
    for part in SEEN:
        engine.create(seen_in(raw, part), _grouped(part, relation), modulus=MOMENT_MODULUS, **params)
    places = {"actor": ("acted", "id"), "post": ("met", "post"), "author": ("met", "author")}
    values = {**plan.values, **{name: by_itself(plan, name) for name in places if name in present}}
    tried: set[str] = set()
    failed: set[str] = set()
    for name, (part, column) in places.items():
        if name not in present:
            continue
        every = (*plan.checks, *plan.empties, *plan.notices)
        own = list(dict.fromkeys(check.alone for check in every if check.column == name and check.alone))
        asked = [f"count(*) filter ({test}) as failed_{place}" for place, test in enumerate(own)]
        blanks = f"count(*) filter ({name} is null and raw_{name} is not null) as blanks"
        found = engine.arrow(
            f"select {', '.join([*asked, blanks])} from (select *, {values[name]} as {name} "
            f"from (select {column} as raw_{name} from {seen_in(raw, part)}))",
            **params,
        ).to_pylist()[0]
        tried |= set(own)
        failed |= {test for place, test in enumerate(own) if found[f"failed_{place}"]}
        if not found["blanks"] and name in plan.bare:
            values[name] = plan.bare[name]
    return Ids(frozenset(tried), frozenset(failed), values)


def keep(engine: Engine, raw: str, used: str, ids: Ids | None) -> None:
    """Make this batch's `acted` and `met` those of its used rows, with ids as the ledger has them.

    `ids` is what `look` found, when every row is used; without it the rows of `used` are grouped when asked for.
    """
    for part in SEEN:
        held, final = seen_in(raw, part), seen_in(used, part)
        if ids is None:
            engine.drop(held)
            engine.view(final, _grouped(part, used), modulus=MOMENT_MODULUS)
        elif part == "acted":
            engine.view(final, f"select {_plain(ids, 'actor', 'id')} as id, first, events, moments from {held}")
        else:
            post, author = _plain(ids, "post", "post"), _plain(ids, "author", "author")
            engine.view(final, f"select {post} as post, {author} as author, first, events, moments from {held}")


def collect(engine: Engine, used: Sequence[str]) -> None:
    """Make `source_acted` and `source_met` from those of all batches; an id may stand in several rows."""
    for part in SEEN:
        union = " union all ".join(f"select * from {seen_in(one, part)}" for one in used)
        engine.view(f"source_{part}", union or _grouped(part, "source_event"), modulus=MOMENT_MODULUS)


def _plain(ids: Ids, name: str, column: str) -> str:
    """The value of an id, written on the column that holds it as given."""
    return ids.values[name].replace(f"raw_{name}", column)


def _grouped(part: str, relation: str) -> str:
    return sql_text(_SELF, f"{part}.sql").replace("source_event", relation)


def seen_in(relation: str, part: str) -> str:
    """The name of a batch's grouping, `acted` or `met`."""
    return f"{relation}_{part}"
