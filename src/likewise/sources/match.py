"""Which source column is which canonical column, and which table a file is by its columns.

Rank decides: what the user said, then the canonical name itself, then a usual alias, then a
loose one. Two columns of equal rank are never chosen between in silence.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from likewise.errors import MappingError
from likewise.sources.aliases import CLAIMS, EXACT_RANK, LOOSE_RANK, plain
from likewise.tables import ACCOUNTS, EVENTS, POSTS, TABLES, Table

_ALONE = {
    "events": frozenset({"kind", "dwell_s"}),
    "posts": frozenset(POSTS.names) - frozenset(EVENTS.names),
    "accounts": frozenset(ACCOUNTS.names) - {"account", "name"},
    "drops": frozenset({"member", "chat"}),
}
"""The columns that speak for one table and no other."""


PERCENT_SIGNS = ("%", "％")
"""What says in a column's name that its numbers are percent."""


@dataclass(frozen=True)
class Wish:
    """One entry of the user's mapping: the canonical column, its table when said, the source column."""

    table: str | None
    canonical: str
    source: str

    def is_for(self, table: Table) -> bool:
        """Whether the wish can be about a file of this table."""
        return self.canonical in table.names and self.table in (None, table.name)

    def __str__(self) -> str:
        return f"{self.table + '.' if self.table else ''}{self.canonical}={self.source}"


def wishes(mapping: Mapping[str, str] | None) -> tuple[Wish, ...]:
    """The user's mapping, checked; MappingError for a canonical column that doesn't exist."""
    return tuple(_wish(canonical, source) for canonical, source in (mapping or {}).items())


def _wish(name: str, source: str) -> Wish:
    table, _, canonical = name.rpartition(".")
    if table and table not in TABLES:
        raise MappingError(f"--map {name}={source}: there is no table `{table}`; the tables are {', '.join(TABLES)}")
    known = TABLES[table].names if table else tuple(dict.fromkeys(n for t in TABLES.values() for n in t.names))
    if canonical not in known:
        raise MappingError(
            f"--map {name}={source}: `{canonical}` is no canonical column{_nearest(canonical, known)}; "
            f"they are {', '.join(known)}. Write --map canonical=source, such as --map actor=user_id"
        )
    return Wish(table or None, canonical, source)


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=2)
    return f" (did you mean {' or '.join(f'`{n}`' for n in near)}?)" if near else ""


def find_column(name: str, columns: Sequence[str]) -> str | None:
    """The column that the user means by `name`: exactly, or the only one that is so in plain writing."""
    if name in columns:
        return name
    alike = [column for column in columns if plain(column) == plain(name)]
    return alike[0] if len(alike) == 1 else None


def unmet(wished: Sequence[Wish], files: Sequence[Sequence[str]]) -> None:
    """Raise MappingError for the first wish whose column none of the files has; `files` are column names."""
    for wish in wished:
        if not any(_meets(wish, columns) for columns in files):
            held = sorted({column for columns in files for column in columns})
            raise MappingError(
                f"--map {wish}: there is no column `{wish.source}`{_nearest(wish.source, held)}; "
                f"the columns are {', '.join(held) or 'none'}"
            )


def forbid_parts(matches: Mapping[str, str], columns: Sequence[str], shown: str) -> None:
    """Raise MappingError when a mapping reaches into an object that isn't JSON."""
    for canonical, source in matches.items():
        if source not in columns:
            raise MappingError(
                f"{shown}: --map {canonical}={source}: only JSON can be reached into; "
                f"make `{source}` a column of its own"
            )


def _meets(wish: Wish, columns: Sequence[str]) -> bool:
    return wished_column(wish, columns) is not None


def wished_column(wish: Wish, columns: Sequence[str]) -> str | None:
    """The source column a wish names; a dotted name reaches into an object, as `user.id`."""
    found = find_column(wish.source, columns)
    if found is None and "." in wish.source and wish.source.partition(".")[0] in columns:
        return wish.source.rstrip("".join(PERCENT_SIGNS))
    return found


def match_columns(table: Table, columns: Sequence[str], wished: Sequence[Wish], shown: str) -> dict[str, str]:
    """Canonical column to source column, for one file read as `table`.

    Exports that give posts a title but no id have the title stand for the post.
    Raises MappingError when two columns claim one canonical column at the same rank.
    """
    matches: dict[str, str] = {}
    for wish in sorted(wished, key=lambda wish: wish.table is None, reverse=True):
        if wish.is_for(table):
            source = wished_column(wish, columns)
            if source is not None:
                matches[wish.canonical] = source
    claims = _claims(table, [column for column in columns if column not in matches.values()])
    for canonical, ranked in claims.items():
        if canonical not in matches:
            best = min(rank for rank, _ in ranked)
            chosen = [column for rank, column in ranked if rank == best]
            if len(chosen) > 1:
                raise _undecided(table, canonical, chosen, shown)
            matches[canonical] = chosen[0]
    if table is POSTS and "post" not in matches and "text" in matches:
        matches["post"] = matches["text"]
    return {name: matches[name] for name in table.names if name in matches}


def percents(
    table: Table, matches: Mapping[str, str], columns: Sequence[str], wished: Sequence[Wish]
) -> frozenset[str]:
    """The shares that are percent by a sign in the column's name, or behind it in the user's mapping: `watched%`."""
    asked = {
        wish.canonical: wish.source
        for wish in wished
        if wish.is_for(table) and wished_column(wish, columns) == matches.get(wish.canonical)
    }
    return frozenset(
        name
        for name, source in matches.items()
        if table.column(name).role == "share" and any(sign in source + asked.get(name, "") for sign in PERCENT_SIGNS)
    )


def _claims(table: Table, columns: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """For each canonical column the source columns that claim it; a column stands for one at most."""
    spelled = {plain(name): (EXACT_RANK, name) for name in table.names}
    known = {**CLAIMS[table.name], **spelled}
    found: dict[str, list[tuple[int, str]]] = {}
    for column in columns:
        if plain(column) in known:
            rank, canonical = known[plain(column)]
            found.setdefault(canonical, []).append((rank, column))
    return found


def _undecided(table: Table, canonical: str, chosen: Sequence[str], shown: str) -> MappingError:
    names = " and ".join(f"`{name}`" for name in chosen)
    prefix = f"{table.name}.{canonical}"
    return MappingError(
        f"{shown}: the columns {names} could all be {prefix}; say which one with "
        f"--map {canonical}={chosen[0]} (or --map {prefix}={chosen[0]} for this table alone)"
    )


def table_of(columns: Sequence[str], hint: str | None, wished: Sequence[Wish], shown: str) -> tuple[str, str]:
    """The table a file is, and whether its `name` or its `columns` told.

    Raises MappingError when neither fits: the message shows what was there and the nearest names.
    """
    if hint and _fits(TABLES[hint], columns, wished):
        return hint, "name"
    fits = [name for name in TABLES if _speaks_for(TABLES[name], columns, wished)]
    if not fits:
        raise MappingError(_unfit(TABLES[hint] if hint else EVENTS, columns, wished, shown))
    return max(fits, key=lambda name: _distinction(name, columns, wished)), "columns"


def _speaks_for(table: Table, columns: Sequence[str], wished: Sequence[Wish]) -> bool:
    """Whether the columns alone, without loose aliases, tell that a file is `table`."""
    firm = [name for name in columns if CLAIMS[table.name].get(plain(name), (EXACT_RANK, ""))[0] < LOOSE_RANK]
    told = table is EVENTS or _distinction(table.name, firm, wished)[0] > 0
    return told and _fits(table, firm, wished)


def _claimed(table: Table, columns: Sequence[str], wished: Sequence[Wish]) -> set[str]:
    told = {wish.canonical for wish in wished if wish.is_for(table) and _meets(wish, columns)}
    return told | set(_claims(table, columns))


def _fits(table: Table, columns: Sequence[str], wished: Sequence[Wish]) -> bool:
    return _suffices(table, _claimed(table, columns, wished))


def _suffices(table: Table, found: set[str]) -> bool:
    """Whether a file with these canonical columns can be read as `table`."""
    if table is EVENTS:
        return found.issuperset(table.required) and bool(found & {"post", "author"})
    if table is POSTS:
        return bool(found & {"post", "text"}) and len(found) > 1
    return found.issuperset(table.required) and len(found) > 1


def _distinction(name: str, columns: Sequence[str], wished: Sequence[Wish]) -> tuple[int, int]:
    """How strongly the columns speak for a table: what it alone has, then events before the others."""
    claimed = _claimed(TABLES[name], columns, wished)
    return len(claimed & _ALONE[name]), -list(TABLES).index(name)


def _unfit(table: Table, columns: Sequence[str], wished: Sequence[Wish], shown: str) -> str:
    claimed = _claimed(table, columns, wished)
    lacking = [name for name in table.required if name not in claimed]
    if table is EVENTS and not claimed & {"post", "author"}:
        lacking.append("post (or author)")
    held = ", ".join(f"`{column[:40]}`" for column in columns[:30]) or "none"
    first = lacking[0].split()[0] if lacking else table.required[0]
    near = difflib.get_close_matches(first, columns, n=1, cutoff=0.5)
    taken = {column for ranked in _claims(table, columns).values() for _, column in ranked}
    free = [column for column in columns if column not in taken]
    example = next(iter([*near, *free]), "source_column")[:40]
    return (
        f"{shown}: no column of this file is {' or '.join(lacking) or 'known'} of {table.name}; "
        f"its columns are {held}. Say which is which, such as --map {first}={example}"
    )


def require_columns(table: Table, matches: Mapping[str, str], columns: Sequence[str], shown: str) -> None:
    """Raise MappingError when a file that must be `table` lacks a column it can't do without."""
    if not _suffices(table, set(matches)):
        raise MappingError(_unfit(table, columns, (), shown))
