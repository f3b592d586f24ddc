"""Which source column each canonical column is, for one way to read a table.

Every column is ranked for every canonical column that it could be, by its name and its values; the lowest rank is
taken. What the user said comes first, then a canonical name itself, then a usual alias, then what the words of the name
say, then a loose alias. Values can only speak against: a count that holds words is no count, a time that is the same in
all rows is when the file was made, an id of the row itself is not whom or what the row is about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from likewise.ingest.match.aliases import CLAIMS, EXACT_RANK, LOOSE_RANK, plain
from likewise.ingest.match.columns import Column, Columns
from likewise.ingest.match.names import NOTHING, PERSONS, tags_of, words_of
from likewise.ingest.match.reading import TableReading
from likewise.ingest.match.values import HALF
from likewise.tables import ACCOUNTS, DROPS, EVENTS, POSTS, Table

SIGN = "sign"
"""The name under which a table of events has the column of its votes' directions; it is no canonical column."""

ORIGINAL = "original"
"""The name under which a table of posts has the column of the post that some rows repeat; it is no canonical column."""

EXACT, USUAL, LOOSE = 0.0, 10.0, 60.0
"""Ranks of a canonical name, of a usual alias and of a loose one; what words say stands between the last two."""

NEVER = float("inf")

EMPTY = 25.0
"""How far a canonical name whose column holds nothing that can be used stands behind: other ids come before it, and
guesses after it."""

ORDER: Mapping[str, tuple[str, ...]] = {
    EVENTS.name: ("kind", "actor", "post", "author", "time", "text", "dwell_s", "completion"),
    POSTS.name: ("post", "author", "time", "text", "format"),
    ACCOUNTS.name: ("account", "name", "followers", "following", "created", "category"),
    DROPS.name: DROPS.names,
}
"""In which order canonical columns choose; those that are not named follow."""

LONG_ID = 10
"""Mean length from which ids are those of a platform, characters."""

_CODES = frozenset({"bid", "mblogid", "shortcode", "permlink"})
"""What platforms call a post beside its id, in its address."""

SOME_KINDS = 0.2
"""Share of values that are words for kinds of events from which a column tells kinds; its other words are set aside."""

SOME_NUMBERS = 0.3
"""Share of numbers below which a column holds words, whatever it is called; other cells are left empty and told."""

MOSTLY_ONE_EACH = 0.7
"""Share of different values from which an id is taken for the rows' own."""


@dataclass(frozen=True)
class Assigned:
    """The outcome for one reading.

    Parameters
    ----------
    matches
        Canonical column to source column.
    tied
        Canonical columns that several source columns could be, with these.
    """

    matches: Mapping[str, str]
    tied: Mapping[str, tuple[str, ...]]


Rank = Callable[[Column, TableReading, Columns], float]


def assign(reading: TableReading, columns: Columns, wished: Mapping[str, str]) -> Assigned:
    """Give each canonical column of a reading its source column.

    Parameters
    ----------
    reading
        What the rows are taken for.
    columns
        The table's columns.
    wished
        Canonical column to source column, as the user said.

    Returns
    -------
    Assigned
        One source column stands for one canonical column, but for posts without an id, whose title or text stands for
        it as well.
    """
    table = reading.table
    matches = dict(wished)
    tied: dict[str, tuple[str, ...]] = {}
    order = [*ORDER[table.name], *(name for name in table.names if name not in ORDER[table.name])]
    for canonical in order:
        if canonical in matches:
            continue
        left = [one for one in columns.every if one.name not in matches.values()]
        ranked = [
            (rank_of(table, canonical, one, reading, columns), one)
            for one in left
            if not (canonical == "author" and table is EVENTS and _is_actor_again(one, reading, matches, columns))
        ]
        best = min((rank for rank, _ in ranked), default=NEVER)
        if best < NEVER:
            chosen = _best_of([one for rank, one in ranked if rank == best], columns)
            matches[canonical] = chosen[0].name
            if len(chosen) > 1:
                tied[canonical] = tuple(one.name for one in chosen)
    if table is EVENTS and reading.kind in {"", "like"}:
        left = [one for one in columns.free if one.name not in matches.values() and tells_direction(one)]
        matches |= {SIGN: left[0].name} if len(left) == 1 else {}
    if table is POSTS and "post" not in matches and "text" in matches:
        unnamed = [one.name for one in columns.free if one.name not in matches.values() and could_number_posts(one)]
        matches["post"] = unnamed[0] if len(unnamed) == 1 else matches["text"]
    if table is POSTS:
        repeated = [one for one in columns.free if one.name not in matches.values() and tells_original(one)]
        matches |= {ORIGINAL: repeated[0].name} if len(repeated) == 1 else {}
    return Assigned({name: matches[name] for name in (*table.names, SIGN, ORIGINAL) if name in matches}, tied)


def tells_original(column: Column) -> bool:
    """Return whether a column tells which other post a row repeats, in those rows that do; a quote is a post itself."""
    told, values = column.sense, column.values
    named = told.of == "original" and not told.person and told.what in {"id", "bare", "link"}
    quoted = any(word.startswith("quot") for word in words_of(column.name))
    return named and not quoted and 0 < values.filled < values.rows and not values.is_prose


def _is_actor_again(column: Column, reading: TableReading, matches: Mapping[str, str], columns: Columns) -> bool:
    """Whether a column tells who acts once more, as a handle beside an id: their values go with each other one to one.

    Of follows nothing is said: each may follow one other.
    """
    apart = reading.kind == "follow" or plain(column.name) == "author" or column.values.distinct < FEW_PEOPLE
    return not apart and frozenset({column.name, matches.get("actor", "")}) in columns.values.paired


FEW_PEOPLE = 5
"""Different values below which two columns of people go one to one by chance."""


def tells_direction(column: Column) -> bool:
    """Return whether a column tells votes for from votes against and from votes that were taken back.

    It is called a weight, a direction or a vote, and holds numbers of which some aren't above zero, or words for both.
    """
    values = column.values
    liked = any("like" in tags_of(word) for word in words_of(column.name))
    named = column.sense.what in {"sign", "kind"} or (liked and column.sense.what in {"bare", "other"})
    numbers = values.is_number and (values.negative > 0 or values.zeros > 0)
    return named and values.filled > 0 and (numbers or values.mostly(values.directions))


def could_number_posts(column: Column) -> bool:
    """Return whether a column whose name nobody knows has an id of its own in every row."""
    values = column.values
    plain_id = not (values.spaced or values.dated or values.links or values.nested or values.row_number)
    count = values.is_number and (values.whole < values.numbers or values.letters < LONG_ID / 2)
    return column.sense == NOTHING and values.unique and plain_id and not count


def rank_of(table: Table, canonical: str, column: Column, reading: TableReading, columns: Columns) -> float:
    """Return how far a column is from being a canonical one: 0 for its own name, NEVER where it can't be."""
    rank, claimed = CLAIMS[table.name].get(plain(column.name), (LOOSE_RANK, ""))
    if plain(column.name) == plain(canonical):
        by_alias = EXACT
    elif claimed == canonical and not (claimed in table.names and plain(column.name) in map(plain, table.names)):
        by_alias = {EXACT_RANK: EXACT, LOOSE_RANK: LOOSE}.get(rank, USUAL)
    else:
        by_alias = NEVER
    by_words = _RANKS.get((table.name, canonical), _never)(column, reading, columns)
    if table is EVENTS and canonical == "text" and reading.kind not in _WORDED:
        by_alias = NEVER
    best = min(by_alias, by_words)
    if best == NEVER or contradicted(table, canonical, column, columns, by_alias):
        return NEVER
    # An empty column, or an object, stands for what it is called, but gives way to any other that could be it.
    unusable = column.values.empty or column.values.mostly(column.values.nested)
    return best + EMPTY if unusable and columns.rows else best


def contradicted(table: Table, canonical: str, column: Column, columns: Columns, by_alias: float) -> bool:
    """Return whether the values, or the rest of the name, speak against a column's being a canonical one."""
    values, role = column.values, table.column(canonical).role
    if by_alias == EXACT and role == "count":
        return values.filled > 0 and values.numbers < SOME_NUMBERS * values.filled
    if by_alias == EXACT:
        return canonical == "text" and values.filled > 0 and values.is_number
    if values.empty:
        return columns.rows > 0 and by_alias > EXACT and role != "text"
    if role == "id":
        return _no_id(table, column)
    return _AGAINST.get(role, _nothing_against)(column, canonical)


def _nothing_against(_column: Column, _canonical: str) -> bool:
    return False


def _no_number(column: Column, _canonical: str) -> bool:
    values = column.values
    return max(values.numbers + values.percents, values.durations) < SOME_NUMBERS * values.filled


def _no_time(column: Column, _canonical: str) -> bool:
    return not _could_be_time(column)


def _no_kind(column: Column, _canonical: str) -> bool:
    return column.values.kinds < SOME_KINDS * column.values.filled or not column.values.kinds


def _no_label(column: Column, canonical: str) -> bool:
    return canonical == "format" and column.values.is_number


def _no_text(column: Column, canonical: str) -> bool:
    return canonical == "text" and (column.values.is_number or column.values.is_time or column.values.is_link)


_AGAINST: Mapping[str, Callable[[Column, str], bool]] = {
    "count": _no_number,
    "seconds": _no_number,
    "share": _no_number,
    "time": _no_time,
    "kind": _no_kind,
    "label": _no_label,
    "text": _no_text,
}
"""By the role of a canonical column, whether a column's values speak against its being one."""


def _could_be_time(column: Column) -> bool:
    values = column.values
    if column.sense.of == "fetched" or column.was_fetched:
        return False
    return values.is_time or values.is_number or values.mostly(values.clocked) or values.dated > 0


def _no_id(table: Table, column: Column) -> bool:
    values, told = column.values, column.sense
    if values.mostly(values.nested) or values.is_prose:
        return True
    if values.mostly(values.dated) or (values.row_number and told.what != "id"):
        return True
    # An act's own id, or that of the comment it answers, is neither who acted nor which post it was on.
    own = told.of in {"comment", "parent"} or (told.of == "row" and told.what == "id")
    return table is EVENTS and own and column.values.rows > 0


def _best_of(chosen: Sequence[Column], columns: Columns) -> list[Column]:
    """Of columns with one rank those that could be meant: the fuller, and one of those that say the same."""
    fullest = max(one.values.filled for one in chosen)
    left = [one for one in chosen if one.values.filled >= HALF * fullest or fullest == 0]
    kept: list[Column] = []
    for one in left:
        if not any(frozenset({one.name, other.name}) in columns.values.same for other in kept):
            kept.append(one)
    return kept


def _never(_column: Column, _reading: TableReading, _columns: Columns) -> float:
    return NEVER


# Ranks of what the words say: an id before a bare word, that before a name, that before an address.
_HOW: Mapping[str, float] = {"id": 0.0, "bare": 1.0, "name": 3.0, "link": 6.0}


def _actor(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    how = _HOW.get(told.what, NEVER)
    if told.what == "name" and told.of == "row":
        return 26.0
    if told.person or told.of not in PERSONS:
        return NEVER
    if told.of == "actor":
        # Who acts by name comes before what tools call any person.
        return (8.0 if told.act in {"", reading.kind} and how < 2 else 15.0) + how / 2
    if told.of == "person":
        return 18.0 + how
    # Of comments and reposts the author is who writes them; of a post that is liked it is another.
    return 28.0 + how if told.of == "author" and reading.kind in {"comment", "repost", ""} else NEVER


def _event_author(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    how = _HOW.get(told.what, NEVER)
    if told.of == "original" and told.person:
        return 11.0 + how
    if told.of == "target" and (told.person or reading.kind in {"follow", ""}):
        return (12.0 if reading.kind == "follow" else 20.0) + how
    if told.person:
        return NEVER
    if told.of == "author":
        return 14.0 + how
    return 40.0 + how if reading.kind == "follow" and told.of == "person" else NEVER


def _event_post(column: Column, reading: TableReading, columns: Columns) -> float:
    told, values = column.sense, column.values
    if reading.kind == "follow":
        return NEVER
    if told.of == "original" and not told.person and reading.kind in {"repost", "comment", ""}:
        return 8.0 if values.filled >= HALF * columns.rows and not values.unique else NEVER
    if told.of == "target" and not told.person and values.filled >= HALF * columns.rows:
        return 34.0 + _HOW.get(told.what, NEVER)
    if told.of == "post":
        return {"id": 14.0, "bare": 16.0, "link": 20.0, "name": 45.0}.get(told.what, NEVER)
    if told.what == "link" and told.of == "row":
        return 30.0
    return NEVER


def _event_time(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what != "time" or told.of != "row":
        return NEVER
    if told.act and told.act != reading.kind:
        return 34.0 if not reading.kind else NEVER
    vague = 0.0 if column.values.clocked or column.values.since_1970 else 4.0
    # The time of this very act comes before any other, which may be the post's.
    return (8.0 if told.act else 16.0) + vague


def _event_text(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if reading.kind not in _WORDED:
        return NEVER
    if told.what == "bare" and told.of == "comment":
        return 14.0
    if told.what == "text":
        return 12.0 if told.of == "comment" else 16.0
    return 40.0 if told.what == "title" and reading.kind == "comment" else NEVER


_WORDED = frozenset({"", "comment", "repost"})
"""Kinds of events that have words of their own; of others a text is the post's."""


def _event_kind(column: Column, reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if reading.kind:
        return NEVER
    return 14.0 if told.what in {"kind", "bare", "sign"} and told.of not in {"post", *PERSONS} else NEVER


def _post(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told, values = column.sense, column.values
    if told.of == "post":
        code = plain(column.name) in _CODES
        base = 16.0 if code else {"id": 14.0, "bare": 16.0, "link": 20.0}.get(told.what, NEVER)
        repeated = values.rows > 0 and values.distinct < MOSTLY_ONE_EACH * values.filled
        return base + (10.0 if repeated else 0.0)
    if told.what == "id" and told.of == "row":
        # A platform's own ids are long; short ones number the rows of somebody's table.
        return 15.5 if values.unique and values.letters >= LONG_ID else 18.0
    if told.what == "link" and told.of == "row":
        several = 0.0 if values.hosts <= 1 and values.distinct == values.rows else 4.0
        return 24.0 + several
    return NEVER


def _post_author(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    how = _HOW.get(told.what, NEVER)
    if told.what == "name" and told.of == "row":
        return 40.0
    if told.person:
        return NEVER
    return {"author": 12.0, "person": 14.0, "actor": 36.0}.get(told.of, NEVER) + how


def _post_time(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told, values = column.sense, column.values
    if told.what != "time" or told.of != "row" or told.act:
        return NEVER
    whole = bool(values.dated or values.since_1970)
    return 14.0 + (0.0 if values.clocked or values.since_1970 else 4.0) + (0.0 if whole else 20.0)


def _post_text(column: Column, _reading: TableReading, _columns: Columns) -> float:
    return {"text": 14.0, "title": 15.0}.get(column.sense.what, NEVER) if column.sense.of == "row" else NEVER


def _counted(*acts: str) -> Rank:
    def rank(column: Column, _reading: TableReading, _columns: Columns) -> float:
        told = column.sense
        if told.what == "count" and told.of in acts:
            return 14.0
        return 16.0 if told.what == "bare" and told.of in acts else NEVER

    return rank


def _told(what: str, *of: str) -> Rank:
    def rank(column: Column, _reading: TableReading, _columns: Columns) -> float:
        return 14.0 if column.sense.what == what and column.sense.of in of else NEVER

    return rank


def _post_format(column: Column, _reading: TableReading, _columns: Columns) -> float:
    if column.sense.what == "format":
        return 14.0
    formatted = column.values.mostly(column.values.formats)
    return 18.0 if column.sense.what == "kind" and formatted else NEVER


def _account(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what == "id" and told.of == "row":
        return 16.0
    if told.what == "name" and told.of == "row":
        return 30.0
    if told.of in {"person", "author"} and not told.person:
        return 12.0 + 3 * _HOW.get(told.what, NEVER)
    return NEVER


def _account_name(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what == "name" and told.of in {"row", "person", "author"}:
        return 14.0 if told.of == "row" else 15.0
    return 20.0 if told.what == "title" else NEVER


def _account_created(column: Column, _reading: TableReading, _columns: Columns) -> float:
    told = column.sense
    if told.what != "time":
        return NEVER
    return {"account": 12.0, "row": 20.0}.get(told.of, NEVER) if not told.act else NEVER


_RANKS: Mapping[tuple[str, str], Rank] = {
    ("events", "actor"): _actor,
    ("events", "author"): _event_author,
    ("events", "post"): _event_post,
    ("events", "time"): _event_time,
    ("events", "text"): _event_text,
    ("events", "kind"): _event_kind,
    ("events", "dwell_s"): _told("seconds", "watched", "mean"),
    ("events", "completion"): _told("share", "watched"),
    ("posts", "post"): _post,
    ("posts", "author"): _post_author,
    ("posts", "time"): _post_time,
    ("posts", "text"): _post_text,
    ("posts", "format"): _post_format,
    ("posts", "duration_s"): _told("seconds", "row"),
    ("posts", "impressions"): _counted("impression"),
    ("posts", "views"): _counted("view"),
    ("posts", "completion_rate"): _told("share", "watched"),
    ("posts", "avg_watch_s"): _told("seconds", "mean"),
    ("posts", "likes"): _counted("like"),
    ("posts", "comments"): _counted("comment"),
    ("posts", "reposts"): _counted("repost"),
    ("posts", "saves"): _counted("save"),
    ("posts", "new_follows"): _counted("follow"),
    ("accounts", "account"): _account,
    ("accounts", "name"): _account_name,
    ("accounts", "followers"): _counted("followers"),
    ("accounts", "following"): _counted("following"),
    ("accounts", "created"): _account_created,
}
