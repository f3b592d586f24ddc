"""What a source that likewise knows by its headers declares of itself.

A module beside this one declares one family of sources: how they are recognised, what their columns are, and what
tables come out of them. Everything else (doors, checks, `likewise check`, docs/sources.md) follows from that.
"""

import pkgutil
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from likewise.ingest.match.aliases import plain
from likewise.ingest.match.names import PERSONS, Sense, sense
from likewise.ingest.options import DateOrder
from likewise.tables import TABLES

_OWN_MODULES = "likewise.sources.known"
"""Beside whose modules the statements of likewise's own sources lie."""

Share = Literal["ratio", "percent", "signed", "sign"]


@dataclass(frozen=True)
class Signature:
    """A file is of the source when it has all of the columns `has` and none of `lacks` (case and punctuation aside).

    `of_days` says that rows are days: no column may say which post or account a row is of; `of_no_post` that none may
    say which post. `dotted` says that a text file with these columns writes 1.234 for a thousand and more, and 1,5 for
    one and a half.
    """

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    of_days: bool = False
    of_no_post: bool = False
    dotted: bool = False

    def fits(self, columns: frozenset[str]) -> bool:
        """Whether a file with these columns (in plain writing) carries the signature."""
        return not self.missing(columns) and not self.has_foreign(columns)

    def missing(self, columns: frozenset[str]) -> tuple[str, ...]:
        """What a file with these columns lacks of the signature."""
        return tuple(name for name in self.has if plain(name) not in columns)

    def has_foreign(self, columns: frozenset[str]) -> bool:
        """Whether a file with these columns has one that the signature forbids."""
        listed = any(plain(name) in columns for name in self.lacks)
        others = columns - {plain(name) for name in self.has}
        of_days = self.of_days and any(_says_which(sense(name)) for name in others)
        of_post = self.of_no_post and any(one.of == "post" or one.what == "title" for one in map(sense, others))
        return listed or of_days or of_post


def _says_which(told: Sense) -> bool:
    """Whether a column says which post or account a row is of."""
    return (
        told.what in {"title", "text", "id", "link", "name"}
        or told.of == "post"
        or (told.what == "bare" and told.of in PERSONS)
    )


def statement_beside(module: str, name: str) -> str:
    """The text of the statement `name`.sql that lies beside a module; FileNotFoundError when there is none."""
    found = pkgutil.get_data(module or _OWN_MODULES, f"{name}.sql")
    if found is None:
        raise FileNotFoundError(f"{name}.sql")
    return found.decode("utf-8")


def names_in(sql: str) -> list[str]:
    """The names in a piece of SQL, in order, fields and functions alike; texts and comments hold none."""
    return re.findall(r"[^\W\d]\w*", re.sub(r"'[^']*'|--.*", "", sql))


EVERY = Signature()
"""The signature that every file carries."""


@dataclass(frozen=True)
class Part:
    """One canonical table that comes out of a source.

    `columns` says which field of the source each canonical column is from. `made` has an SQL expression for those
    that are not the field as it stands. A table that takes more than an expression a column has a statement of its
    own, `<select>.sql` beside the declaring module: it reads the relation `given`, which has `file`, `line`,
    `problem`, `excerpt` and every field of the source as text, and gives those four columns and the canonical ones.
    `aside` are conditions on fields under which a row is set aside, by reason. `kind` is what every event is;
    `shares` says how the source writes a share: as a `ratio` (0.22), as a `percent` (22), as percent with its sign
    (`signed`, 22%: a number without one is the ratio that a spreadsheet has made of it), or, where nobody has seen
    which, that only those with a `sign` are read. A sign always counts. `when` is a signature that a file must have
    beside the source's for the part to be in it. `says` are keys of ASSUMPTIONS (without values) that hold for this
    part; `asks` has for further ones a statement beside the declaring module, `<name>.sql`, that reads `given` and has
    one row, whose columns are the sentence's values, where the data show it, and none where not. `fresh` is an SQL
    expression for when a row was taken, µs UTC: where several files describe one post or account, the freshest counts.
    `most` is how many rows the source gives at most, 0 where it gives all.
    """

    table: Literal["events", "posts", "accounts", "drops"]
    columns: Mapping[str, str]
    made: Mapping[str, str] = field(default_factory=dict)
    select: str | None = None
    aside: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    shares: Mapping[str, Share] = field(default_factory=dict)
    when: Signature = EVERY
    says: tuple[str, ...] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    fresh: str = ""
    most: int = 0


@dataclass(frozen=True)
class Known:
    """A source as its maker writes it.

    `name` is its short name in results; `title` what people call it. `fields` has for each field the names that
    versions of the source give it, of which the first that a file has counts; of columns that bear one name, the first
    field that asks for it gets the first, the next the next. In JSON a name may reach into an object, as `user.id`.
    `made` has SQL expressions for further fields, worked out of the others of the same row. `zone` is the zone of
    times that name none, `usual_zone` the one where the user says no other, `dates` the order of dates with slashes;
    None leaves both to the user and the file. `mixes` says that numbers of seconds and of milliseconds stand in one
    column, which their size tells apart. `cannot` are keys of GAPS: what can't be seen in any file of the source.
    `says` are keys of ASSUMPTIONS (without values). `estimated` says that the times of its events are estimates, which
    date nothing: no post, and no fact that goes by moments. `own` says that its maker exports nobody's posts but one's
    own. `page` is where the format is described. `module` is the module beside which its statements lie; left out, the
    one that the entry point names. `package` is the installed package that the source comes from, and nothing for
    likewise's own; it is set when it is loaded.
    """

    name: str
    title: str
    signatures: tuple[Signature, ...]
    fields: Mapping[str, tuple[str, ...]]
    parts: tuple[Part, ...]
    made: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    usual_zone: str | None = None
    dates: DateOrder | None = None
    mixes: bool = False
    cannot: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    estimated: bool = False
    own: bool = False
    page: str = ""
    module: str = ""
    package: str = ""

    def origins(self, part: Part) -> dict[str, tuple[str, ...]]:
        """The fields that each canonical column of a part is from: the declared one, then all that it is made of."""
        return {
            name: tuple(dict.fromkeys(self._behind([one, *names_in(part.made.get(name, ""))])))
            for name, one in part.columns.items()
        }

    def numbers(self) -> frozenset[str]:
        """The fields that a count, a share or a number of seconds is from."""
        return frozenset(
            one
            for part in self.parts
            for name, fields in self.origins(part).items()
            if TABLES[part.table].column(name).role in ("count", "share", "seconds")
            for one in fields
        )

    def _behind(self, names: Sequence[str]) -> list[str]:
        """The fields among the names, and those that made ones are worked out of."""
        found: list[str] = []
        for name in names:
            made = [other for other in names_in(self.made.get(name, "")) if other != name]
            found += [name] * (name in self.fields) + self._behind(made)
        return found

    def carried(self, columns: Sequence[str], inside: Collection[str] = ()) -> Signature | None:
        """The signature that a file with these columns carries, the one that asks for most first; None for none.

        `inside` are the dotted names of what objects in the columns hold; only JSON has them.
        """
        held = frozenset(plain(name) for name in columns)
        fitting = [signature for signature in self.signatures if signature.fits(held)]
        if not fitting or not self._reaches(columns, inside):
            return None
        return max(fitting, key=lambda signature: len(signature.has))

    def _reaches(self, columns: Sequence[str], inside: Collection[str]) -> bool:
        """Whether the objects that the source's tables can't do without are there, and no plain values of their names.

        A flat table may have the columns of a source in JSON, but who acted stands in `user` there, not in `user.id`.
        """
        held = {name for name, column in self.found(columns, inside).items() if column in columns or column in inside}
        names = frozenset(plain(name) for name in columns)
        return all(held & nested for part in self.parts if part.when.fits(names) for nested in self.needed(part))

    def needed(self, part: Part) -> list[set[str]]:
        """The fields that a column which a table can't do without is from, where all of them reach into objects.

        A table with a statement of its own sees to that itself.
        """
        if part.select:
            return []
        origins = self.origins(part)
        found = [set(origins[name]) for name in TABLES[part.table].required if name in origins]
        return [
            fields for fields in found if fields and all("." in one for name in fields for one in self.fields[name])
        ]

    def found(self, columns: Sequence[str], inside: Collection[str] = ()) -> dict[str, str]:
        """The fields that a file with these columns has: field to the column (or the part of one) that it is.

        A name that reaches into an object counts before another one where some object holds it (`inside`).
        """
        held: dict[str, list[str]] = {}
        for name in columns:
            held.setdefault(plain(name), []).append(name)
        asked: Counter[str] = Counter()
        found: dict[str, str] = {}
        for field_name, spellings in self.fields.items():
            said = [(one, _column(one, columns, held, asked[plain(one)])) for one in spellings]
            named = [(one, column) for one, column in said if column is not None]
            there = [(one, column) for one, column in named if column in columns or column in inside]
            for spelling, column in (there or named)[:1]:
                asked[plain(spelling)] += 1
                found[field_name] = column
        return found


def _column(spelling: str, columns: Sequence[str], held: Mapping[str, list[str]], nth: int) -> str | None:
    """The column of a name; of several, the one that comes after `nth` others."""
    if alike := held.get(plain(spelling)):
        return spelling if nth == 0 and spelling in columns else alike[min(nth, len(alike) - 1)]
    first, _, inner = spelling.partition(".")
    return spelling if inner and first in columns else None
