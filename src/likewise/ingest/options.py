"""How data are read where they don't say it themselves: one set of options for the command line and for Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict, Unpack

ReadAs = str | Mapping[str, str] | None
"""What tables are read as: one word for all (`"likes"`), or by file name (`{"notes.csv": "posts"}`)."""

Decimal = Literal["comma", "point"]
"""Which sign stands before decimals in numbers."""

DateOrder = Literal["day-first", "month-first", "year-first"]
"""What stands first in dates such as 03/04/2026."""


class HowRead(TypedDict, total=False):
    """The keyword arguments by which every function that reads data is told how; `ReadOptions` describes each."""

    mapping: Mapping[str, str] | None
    timezone: str | None
    read_as: ReadAs
    keep_ids: Sequence[str]
    decimal: Decimal | None
    dates: DateOrder | None
    encoding: str | None
    taken: str | None
    partial: bool
    me: str | None


@dataclass(frozen=True)
class ReadOptions:
    """What a user says of their data.

    Parameters
    ----------
    mapping
        Canonical column to source column, as `{"actor": "user_id"}`, or for one table `{"posts.time": "published"}`.
    timezone
        Zone of times that name none, as `Asia/Shanghai`. Left out, it is the zone that a known source declares, that of
        China for tables whose column names are Chinese, else UTC.
    read_as
        What tables are: `likes`, `comments`, `reposts`, `saves`, `views`, `follows`, `events`, `posts`, `accounts` or
        `drops`; one word for all data, or by file name (by a database table's name).
    keep_ids
        Ids that are real although they look like a sign for nobody, as `Null`.
    decimal
        Which sign stands before decimals where a column's numbers can be read both ways.
    dates
        Whether the day, the month or the year stands first where a column's dates can be read in several ways.
    encoding
        What texts are in that are no UTF-8, as `big5`; left out, it is guessed.
    taken
        When the data were taken (ISO 8601), which relative times such as `2h ago` count from.
    partial
        Go on where most of a file's rows can't be used.
    me
        The account whose data these are.

    Examples
    --------
    >>> ReadOptions.of(mapping={"actor": "member"}).mapping["actor"]
    'member'
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    timezone: str | None = None
    read_as: ReadAs = None
    keep_ids: tuple[str, ...] = ()
    decimal: Decimal | None = None
    dates: DateOrder | None = None
    encoding: str | None = None
    taken: str | None = None
    partial: bool = False
    me: str | None = None

    @classmethod
    def of(cls, **how: Unpack[HowRead]) -> "ReadOptions":
        """Return the options that keyword arguments say.

        Raises
        ------
        TypeError
            For a keyword that is no option.
        """
        known = HowRead.__annotations__
        for name in how:
            if name not in known:
                raise TypeError(f"{name!r} is no option for reading data; there are {', '.join(known)}")
        return cls(
            mapping=how.get("mapping") or {},
            timezone=how.get("timezone"),
            read_as=how.get("read_as"),
            keep_ids=tuple(how.get("keep_ids") or ()),
            decimal=how.get("decimal"),
            dates=how.get("dates"),
            encoding=how.get("encoding"),
            taken=how.get("taken"),
            partial=how.get("partial", False),
            me=how.get("me"),
        )

    def words(self) -> HowRead:
        """Return the options as keyword arguments."""
        return HowRead(
            mapping=self.mapping,
            timezone=self.timezone,
            read_as=self.read_as,
            keep_ids=self.keep_ids,
            decimal=self.decimal,
            dates=self.dates,
            encoding=self.encoding,
            taken=self.taken,
            partial=self.partial,
            me=self.me,
        )
