"""What the user says of columns with `--map`: checked, and held against the columns that there are."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from likewise.errors import MappingError
from likewise.ingest.match.aliases import plain
from likewise.tables import TABLES, Table
from likewise.text import Sentence

PERCENT_SIGNS = ("%", "％")
"""What says in a column's name that its numbers are percent."""

UNITS: Mapping[str, int] = {
    **dict.fromkeys(("k", "千", "thousand", "thousands", "tsd", "mil", "тыс", "천"), 1_000),
    **dict.fromkeys(("w", "万", "萬", "만"), 10_000),
    **dict.fromkeys(("m", "百万", "百萬", "million", "millions", "mio", "mn", "млн", "백만"), 1_000_000),
    **dict.fromkeys(("亿", "億", "억"), 100_000_000),
}
"""What in parentheses behind a column's name says that its counts are of so many each: `阅读量(w)`, `Followers (K)`."""

_UNIT = re.compile(
    r"(?:[(（\[【]|/)\s*(?:in |单位\s*[:：]?\s*|单位为)?([^\W\d]+?)\.?[次人个]?\s*[)）\]】]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Wish:
    """One entry of the user's mapping: the canonical column, its table when said, the source column."""

    table: str | None
    canonical: str
    source: str

    def is_for(self, table: Table) -> bool:
        """Whether the wish can be about a file of this table."""
        return self.canonical in table.names and self.table in (None, table.name)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have such a column."""
        return tuple(name for name, table in TABLES.items() if self.is_for(table))

    def __str__(self) -> str:
        return f"{self.table + '.' if self.table else ''}{self.canonical}={self.source}"


def wishes(mapping: Mapping[str, str] | None) -> tuple[Wish, ...]:
    """The user's mapping, checked; MappingError for a canonical column that doesn't exist."""
    return tuple(_wish(canonical, source) for canonical, source in (mapping or {}).items())


def _wish(name: str, source: str) -> Wish:
    table, _, canonical = name.rpartition(".")
    if table and table not in TABLES:
        raise MappingError.of("matching.unknown_table", name=name, source=source, table=table, tables=tuple(TABLES))
    known = TABLES[table].names if table else tuple(dict.fromkeys(n for t in TABLES.values() for n in t.names))
    if canonical not in known:
        raise MappingError.of(
            "matching.no_canonical",
            name=name,
            source=source,
            canonical=canonical,
            near=near(canonical, known),
            known=known,
        )
    return Wish(table or None, canonical, source)


def near(name: str, known: Sequence[str]) -> Sentence | str:
    """A question whether another name was meant; nothing where none is like it."""
    close = difflib.get_close_matches(name, known, n=2)
    return Sentence("matching.did_you_mean", {"names": tuple(f"`{one}`" for one in close)}) if close else ""


def find_column(name: str, columns: Sequence[str]) -> str | None:
    """The column that the user means by `name`: exactly, or the only one that is so in plain writing."""
    if name in columns:
        return name
    alike = [column for column in columns if plain(column) == plain(name)]
    return alike[0] if len(alike) == 1 else None


def wished_column(wish: Wish, columns: Sequence[str]) -> str | None:
    """The source column a wish names; a dotted name reaches into an object, as `user.id`."""
    found = find_column(wish.source, columns)
    if found is None and "." in wish.source and wish.source.partition(".")[0] in columns:
        return wish.source.rstrip("".join(PERCENT_SIGNS))
    return found


def wished_of(table: Table, columns: Sequence[str], wished: Sequence[Wish]) -> dict[str, str]:
    """Canonical to source column as the user says for a file of a table; what names the table counts first."""
    found: dict[str, str] = {}
    for wish in sorted(wished, key=lambda wish: wish.table is None, reverse=True):
        if wish.is_for(table) and (source := wished_column(wish, columns)) is not None:
            found[wish.canonical] = source
    return found


def unmet(wished: Sequence[Wish], files: Sequence[Sequence[str]]) -> None:
    """Raise MappingError for the first wish whose column none of the files has; `files` are column names."""
    for wish in wished:
        if all(wished_column(wish, columns) is None for columns in files):
            held = sorted({column for columns in files for column in columns})
            raise MappingError.of(
                "matching.no_column",
                wish=wish,
                source=wish.source,
                near=near(wish.source, held),
                columns=tuple(held) or "–",
            )


def forbid_parts(matches: Mapping[str, str], columns: Sequence[str], shown: str) -> None:
    """Raise MappingError when a mapping reaches into an object that isn't JSON."""
    for canonical, source in matches.items():
        if source not in columns:
            raise MappingError.of("matching.no_part", file=shown, canonical=canonical, source=source)


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
        if name in table.names
        and table.column(name).role == "share"
        and any(sign in source + asked.get(name, "") for sign in PERCENT_SIGNS)
    )


def multiples(table: Table, matches: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """The counts whose column says in its name of how many each they are, with that number.

    Examples
    --------
    >>> from likewise.tables import POSTS
    >>> multiples(POSTS, {"views": "阅读量(w)", "likes": "点赞量", "comments": "Comments (K)"})
    (('comments', 1000), ('views', 10000))
    """
    found: dict[str, int] = {}
    for name, source in matches.items():
        said = _UNIT.search(source)
        if said and name in table.names and table.column(name).role == "count" and said[1].lower() in UNITS:
            found[name] = UNITS[said[1].lower()]
    return tuple(sorted(found.items()))
