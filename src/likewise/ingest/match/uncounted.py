"""Tables with rows that don't count, or stand for several acts: refused, with what to give or to say instead.

A status says which acts came about, a number how often somebody did it, a day what came on it: columns that no reading
uses, but that the user must know of.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from likewise.ingest.match.advice import (
    numbers_by_day,
    rows_of_people,
    rows_of_several,
    rows_of_two_acts,
    rows_that_count,
    said_so,
    words_in,
)
from likewise.ingest.match.columns import Column, Columns
from likewise.ingest.match.helping import TAKEN
from likewise.ingest.match.reading import TableReading
from likewise.tables import EVENTS, POSTS


def refuse_uncounted(
    reading: TableReading, matches: Mapping[str, str], columns: Columns, shown: str, *, beside: bool
) -> None:
    """Raise MappingError where a column that isn't read says that some rows don't count, or count several times.

    Parameters
    ----------
    reading, matches
        What the table would be read as, and its columns by canonical name.
    columns
        All of its columns.
    shown
        The table's name in messages.
    beside
        Whether it stands beside others, so that what the user says must name it.
    """
    if reading.table is POSTS:
        _refuse_parts_of_posts(matches, columns, shown)
    if reading.table is not EVENTS:
        return
    free = [one for one in columns.free if one.name not in matches.values()]
    option = said_so(reading, shown, beside)
    ended = next((one for one in free if one.values.is_time and one.sense.act == "unfollow"), None)
    if ended is not None and reading.kind == "follow":
        raise rows_of_two_acts(ended, shown, option)
    # Of comments and mixed logs codes may say anything.
    acts = reading.kind not in {"", "comment"}
    states = [one for one in free if one.is_outcome and (acts or not one.values.is_number)]
    if became := next((one for one in states if one.may_not_count(words_in(columns, one))), None):
        raise rows_that_count(columns, became, shown, option)
    if often := next(iter(_counts_of_rows(reading, matches, free, columns)), None):
        raise rows_of_several(often, shown, option)


def _refuse_parts_of_posts(matches: Mapping[str, str], columns: Columns, shown: str) -> None:
    """Raise MappingError for numbers that are those of a day, or of a person, and not of a post."""
    if TAKEN in matches and (daily := _falling(columns, matches)):
        raise numbers_by_day(daily, matches[TAKEN], shown)
    post, determines = matches["post"], columns.values.determines
    if not columns.by_name()[post].values.repeats:
        return
    free = [one for one in columns.free if one.name not in matches.values()]
    people = [one for one in free if one.is_person and not determines(post, one.name)]
    counts = [one for one in columns.free if people and one.is_count and not determines(post, one.name)]
    if counts:
        raise rows_of_people(counts[0], shown)


def _counts_of_rows(
    reading: TableReading, matches: Mapping[str, str], free: Sequence[Column], columns: Columns
) -> list[Column]:
    """The columns that say how often a row's like was given: no number of the post's, nor one of the person's.

    Comments have counts of their own. What a post has had so far only rises.
    """
    thing, determines = matches.get("post", matches.get("author", "")), columns.values.determines
    counts = [one for one in free if one.is_count and one.sense.of == "like" and one.values.distinct > 1]
    of_people = any(one.is_count and one.sense.of in {"followers", "following"} for one in free)
    if reading.kind != "like" or of_people or not thing:
        return []
    counts = [one for one in counts if not (determines(thing, one.name) or determines(matches["actor"], one.name))]
    return [
        one
        for one in counts
        if "time" not in matches or _goes_down(columns, thing, matches["time"], one.name) is not False
    ]


def _falling(columns: Columns, matches: Mapping[str, str]) -> str:
    """The column of posts' numbers that are those of each day, and no totals; nothing where none is.

    Totals hardly ever fall from one count to the next; numbers of days do, or they are called new.
    """
    counts = [one for one in columns.free if one.is_count and one.name in matches.values()]
    if named := next((one.name for one in counts if any(word in one.called.lower() for word in _OF_A_DAY)), ""):
        return named
    falls = [one.name for one in counts if _goes_down(columns, matches["post"], matches[TAKEN], one.name)]
    return falls[0] if falls and 2 * len(falls) >= len(counts) else ""


def _goes_down(columns: Columns, thing: str, time: str, count: str) -> bool | None:
    """Whether a count goes down, time after time, in the rows on one thing; None where they don't say.

    Times are compared as they are written.
    """
    sample = columns.values.sample
    if sample is None:
        return None
    things, times, counts = (sample.column(name).to_pylist() for name in (thing, time, count))
    if not all(_IN_ORDER.match(str(when)) for when in times if when is not None):
        return None
    rows = [
        (str(one), str(when), float(number))
        for one, when, said in zip(things, times, counts, strict=True)
        if (number := str(said).replace(",", "")).replace(".", "", 1).isdigit()
    ]
    rows.sort()
    steps = [later[2] - first[2] for first, later in pairwise(rows) if first[0] == later[0]]
    return sum(step < 0 for step in steps) > _MANY_FALLS * len(steps) if len(steps) >= _FEW_STEPS else None


_IN_ORDER = re.compile(r"\d{4}([-/.]?)\d\d\1\d\d")
"""Times that are written in the order in which they come."""

_FEW_STEPS, _MANY_FALLS = 10, 0.1

_OF_A_DAY = ("新增", "日增", "增量", "当日", "今日", "daily", "increment")
"""Parts of names of numbers that say what came on a day."""
