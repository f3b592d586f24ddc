"""What a table's columns hold, as far as it decides what the rows are: persons, posts, counts, texts, times."""

from dataclasses import dataclass

from likewise.ingest.match.columns import FEW_IDS, Column, Columns
from likewise.ingest.match.names import NOTHING
from likewise.ingest.match.ranks import MANY_ROWS, counts_fans

ALL_REPEAT = 0.95
"""Share of rows that name the post which they repeat from which all rows are reposts; below, posts stand among them."""


@dataclass(frozen=True)
class Contents:
    """What a table's columns hold, as far as it decides what the rows are."""

    columns: Columns
    canonical: frozenset[str]

    @property
    def telling(self) -> list[Column]:
        """Columns whose name says something of the rows: neither empty, nor yes and no, as `comments_disabled`."""
        return [one for one in self.columns.free if not (one.values.is_flag or self._is_empty(one))]

    def _is_empty(self, column: Column) -> bool:
        return self.columns.rows > 0 and column.values.empty

    @property
    def persons(self) -> list[Column]:
        """Columns that tell a person."""
        return [one for one in self.columns.free if one.is_person and not one.values.is_prose]

    @property
    def posts(self) -> list[Column]:
        """Columns that tell a post by an id or an address of its own."""
        found = [one for one in self.columns.free if one.is_post and not one.says_state]
        found = [one for one in found if not one.values.mostly(one.values.nested) and not self._is_empty(one)]
        return [one for one in found if "id" in one.words or not one.values.is_flag]

    @property
    def counts(self) -> list[Column]:
        """Columns that count acts."""
        followers = {"followers", "following", *(["follow"] if counts_fans(self.columns) else [])}
        found = [one for one in self.columns.free if one.is_count and one.sense.of not in followers]
        # A row of noughts and ones says what somebody did with a thing.
        several_rows_each = bool(self.persons) and any(one.values.repeats for one in self.posts)
        flags = self.columns.rows >= MANY_ROWS and all(one.values.is_flag for one in found)
        flags = flags and (len(found) > 1 or several_rows_each)
        return [] if flags else found

    @property
    def texts(self) -> list[Column]:
        """Columns that hold what somebody wrote, by their names, or by sentences under a name that nobody knows."""
        there = [one for one in self.columns.free if not self._is_empty(one)]
        there = [one for one in there if not one.tells_kinds]
        there = [one for one in there if one.sense.what == "text" or not one.values.mostly(one.values.nested)]
        there = [one for one in there if one.values.is_prose or not one.values.is_code]
        return [one for one in there if one.is_text or (one.sense == NOTHING and one.values.is_prose)]

    @property
    def originals(self) -> list[Column]:
        """Columns that tell the post which a row repeats, where all but a few rows have one."""
        named = [one for one in self.columns.free if one.sense.of == "original" and not one.sense.person]
        named = [one for one in named if not one.values.unique]
        return [one for one in named if one.values.told >= ALL_REPEAT * one.values.rows and not one.values.empty]

    @property
    def own_ids(self) -> list[Column]:
        """Columns that give each row an id of its own."""
        return [one for one in self.columns.free if one.sense.what == "id" and one.sense.of == "row"]

    @property
    def foreign_ids(self) -> list[Column]:
        """Ids of things that nobody knows by name, each in several rows: what the rows may be about."""
        return [one for one in self.columns.free if one.sense == NOTHING and _could_be_foreign(one)]

    @property
    def times(self) -> list[Column]:
        """Columns that tell when the row's act or post happened."""
        return [one for one in self.columns.free if one.is_time]

    def says(self, canonical: str) -> bool:
        """Whether the user, or a column's very name, says that a canonical column is there."""
        return canonical in self.canonical

    @property
    def has_post(self) -> bool:
        """Whether rows are about posts."""
        return bool(self.posts or self.originals) or self.says("post")

    @property
    def has_person(self) -> bool:
        """Whether rows name somebody."""
        return bool(self.persons) or bool(self.canonical & {"actor", "author", "account"})


def _could_be_foreign(column: Column) -> bool:
    """Whether an unknown column's values could be ids of something that several rows are about."""
    values = column.values
    other = values.is_prose or values.constant or values.is_link or values.mostly(values.dated + values.nested)
    if other or not values.repeats or values.flags == values.filled:
        return False
    return "id" in column.words or (values.distinct > FEW_IDS and values.mostly(values.digits))
