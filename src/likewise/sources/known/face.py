"""What a source that likewise knows by its headers declares of itself.

A module beside this one declares one family of sources: how they are recognised, what their columns are, and what
tables come out of them. Everything else (doors, checks, `likewise check`, docs/sources.md) follows from that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from likewise.sources.aliases import plain

DateOrder = Literal["day_first", "month_first"]


@dataclass(frozen=True)
class Signature:
    """A file is of the source when it has all of the columns `has` and none of `lacks` (case and punctuation aside)."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def fits(self, columns: frozenset[str]) -> bool:
        """Whether a file with these columns (in plain writing) carries the signature."""
        return all(plain(name) in columns for name in self.has) and not any(plain(n) in columns for n in self.lacks)


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
    `shares` says how the source writes a share: as a `ratio` (0.22) or as a `percent` (22). `when` is a signature
    that a file must have beside the source's for the part to be in it.
    """

    table: Literal["events", "posts", "accounts", "drops"]
    columns: Mapping[str, str]
    made: Mapping[str, str] = field(default_factory=dict)
    select: str | None = None
    aside: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    shares: Mapping[str, Literal["ratio", "percent"]] = field(default_factory=dict)
    when: Signature = EVERY


@dataclass(frozen=True)
class Known:
    """A source as its maker writes it.

    `name` is its short name in results; `title` what people call it. `fields` has for each field the names that
    versions of the source give it, of which the first that a file has counts; in JSON a name may reach into an object,
    as `user.id`. `zone` is the zone of times that name none, `dates` the order of dates with slashes; None leaves
    both to the user and the file. `cannot` are keys of GAPS: what can't be seen in any file of the source. `says` are
    keys of ASSUMPTIONS (without values). `page` is where the format is described.
    """

    name: str
    title: str
    signatures: tuple[Signature, ...]
    fields: Mapping[str, tuple[str, ...]]
    parts: tuple[Part, ...]
    zone: str | None = None
    dates: DateOrder | None = None
    cannot: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    page: str = ""

    def carried(self, columns: Sequence[str]) -> Signature | None:
        """The signature that a file with these columns carries, the one that asks for most first; None for none."""
        held = frozenset(plain(name) for name in columns)
        fitting = [signature for signature in self.signatures if signature.fits(held)]
        return max(fitting, key=lambda signature: len(signature.has), default=None)

    def found(self, columns: Sequence[str]) -> dict[str, str]:
        """The fields that a file with these columns has: field to the column (or the part of one) that it is."""
        held = {plain(name): name for name in reversed(columns)}
        return {
            name: column
            for name, spellings in self.fields.items()
            if (column := next((c for spelling in spellings if (c := _column(spelling, columns, held))), None))
        }


def _column(spelling: str, columns: Sequence[str], held: Mapping[str, str]) -> str | None:
    if spelling in columns:
        return spelling
    if (column := held.get(plain(spelling))) is not None:
        return column
    first, _, inner = spelling.partition(".")
    return spelling if inner and first in columns else None
