"""Which source column each canonical column is, for one way to read a table.

Every column is ranked for every canonical column that it could be, by its name and its values; the lowest rank is
taken. What the user said comes first, then a canonical name itself, then a usual alias, then what the words of the name
say, then a loose alias. Values can only speak against: a count that holds words is no count, a time that is the same in
all rows is when the file was made, an id of the row itself is not whom or what the row is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from likewise.ingest.match.aliases import CLAIMS, EXACT_RANK, LOOSE_RANK, plain
from likewise.ingest.match.columns import FEW_IDS, Column, Columns
from likewise.ingest.match.contradict import contradicted
from likewise.ingest.match.helping import (
    CLOCK,
    HELPING,
    OWNER,
    TAKEN,
    alone,
    clock_of,
    direction_of,
    object_of,
    original_of,
    owner_of,
    taken_of,
)
from likewise.ingest.match.names import NOTHING, tags_of, words_of
from likewise.ingest.match.other_acts import is_belonged_to
from likewise.ingest.match.ranks import (
    FEW_PEOPLE,
    LONG_ID,
    NEVER,
    SEVERAL_EACH,
    WORDED,
    by_words,
)
from likewise.ingest.match.reading import TableReading
from likewise.ingest.match.senses import DONE_TO
from likewise.ingest.match.values import HALF
from likewise.tables import ACCOUNTS, DROPS, EVENTS, POSTS, Table

EXACT, USUAL, LOOSE = 0.0, 10.0, 60.0
"""Ranks of a canonical name, of a usual alias and of a loose one; what words say stands between the last two."""

DAYS = 17.0
"""Rank of a usual alias for a time whose column holds mere days: a moment of the row itself comes before it."""

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


@dataclass(frozen=True)
class Assigned:
    """The outcome for one reading.

    Parameters
    ----------
    matches
        Canonical column to source column.
    tied
        Canonical columns that several source columns could be, with these.
    by_values
        Canonical columns whose source column has a name that says nothing, told by its values alone.
    """

    matches: Mapping[str, str]
    tied: Mapping[str, tuple[str, ...]]
    by_values: frozenset[str] = frozenset()


def assign(reading: TableReading, columns: Columns, wished: Mapping[str, str], *, plainly: bool = False) -> Assigned:
    """Give each canonical column of a reading its source column.

    Parameters
    ----------
    reading
        What the rows are taken for.
    columns
        The table's columns.
    wished
        Canonical column to source column, as the user said.
    plainly
        Whether something says of the rows that they are this, so that a column may be told by its values alone.

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
        every = ((rank_of(table, canonical, one, reading, columns), one) for one in left)
        ranked = [(rank, one) for rank, one in every if rank < NEVER]
        if canonical == "author" and table is EVENTS and reading.kind != "follow":
            actor = columns.by_name().get(matches.get("actor", ""))
            ranked = [(rank, one) for rank, one in ranked if actor is None or not _is_again(actor, one, columns)]
        if ranked:
            best = min(rank for rank, _ in ranked)
            chosen = _best_of([one for rank, one in ranked if rank == best], columns)
            if canonical == "actor" and len(chosen) == 1:
                chosen = _id_of(chosen[0], left, columns)
            matches[canonical] = chosen[0].name
            if len(chosen) > 1:
                tied[canonical] = tuple(one.name for one in chosen)
    if "post" not in wished:
        matches |= owner_of(columns, matches)
    if table is EVENTS:
        for name in _refuted(matches, wished, columns):
            del matches[name]
    by_values = _told_by_values(reading, columns, matches, plainly)
    matches |= by_values
    if table is POSTS and "post" not in matches and "text" in matches:
        matches |= alone("post", columns, matches, could_number_posts) or {"post": matches["text"]}
    _add_helping(reading, columns, matches, wished)
    named = {name: matches[name] for name in (*table.names, *HELPING) if name in matches}
    return Assigned(named, tied, frozenset(by_values))


def _add_helping(reading: TableReading, columns: Columns, matches: dict[str, str], wished: Mapping[str, str]) -> None:
    """Add the columns that help to read those that are matched."""
    matches |= clock_of(columns, matches)
    if reading.table is EVENTS and reading.kind in {"", "like"}:
        matches |= direction_of(columns, matches)
    if reading.table is EVENTS and "post" in matches:
        matches |= object_of(columns, matches)
    if reading.table is POSTS:
        matches |= original_of(columns, matches)
    if reading.table in {POSTS, ACCOUNTS}:
        matches |= taken_of(columns, matches, dated="time" in wished or not matches.keys().isdisjoint({CLOCK, OWNER}))
        if matches.get(TAKEN) == matches.get("time"):
            matches.pop("time", None)


def _told_by_values(
    reading: TableReading, columns: Columns, matches: Mapping[str, str], plainly: bool
) -> Mapping[str, str]:
    """A time, and of rows that are plainly acts on posts the post, where one column alone could be it by its values."""
    found: dict[str, str] = {}
    if reading.table in {EVENTS, POSTS} and "time" not in matches:
        found |= alone("time", columns, matches, _could_be_when)
    if reading.kind == "like" and "time" not in {*matches, *found} and direction_of(columns, matches):
        # Where a flag says which showings were liked, they were liked while shown.
        found |= alone("time", columns, matches, lambda one: one.is_time and one.sense.act == "view")
    if reading.kind == "comment" and "text" not in matches:
        found |= alone("text", columns, matches, lambda one: one.sense == NOTHING and one.values.is_prose)
    if reading.table is EVENTS and "actor" not in matches and reading.kind not in {"", "follow"}:
        # Beside nobody else, `liked_user_id` is who liked.
        found |= alone("actor", columns, matches, _is_done_to)
    needs_post = (
        reading.table is EVENTS and reading.kind not in {"", "follow"} and not {"post", "author"} & set(matches)
    )
    if needs_post and (plainly or reading.kind == "like"):
        actor = {**matches, **found}.get("actor", "")
        found |= alone("post", columns, matches, lambda one: _could_be_post(one, actor, columns))
    if reading.table is EVENTS and {"actor", "post"} <= set(matches) and "author" not in matches:
        found |= alone("author", columns, matches, lambda one: _could_be_whose(one, matches, columns))
    return found


def _could_be_whose(column: Column, matches: Mapping[str, str], columns: Columns) -> bool:
    """Whether a person beside who acts is the same in all rows on a post, and so whose it is."""
    person = column.is_person and column.sense.of in {"person", "row"} and column.values.distinct > 1
    determines = columns.values.determines
    return person and determines(matches["post"], column.name) and not determines(matches["actor"], column.name)


def _is_done_to(column: Column) -> bool:
    """Whether a column names a person by a participle, as `liked_user_id`, which may be who acts or to whom."""
    return column.sense.of == "target" and bool(DONE_TO & set(words_of(column.called)[:1]))


def _could_be_when(column: Column) -> bool:
    """Whether a column without a known name holds moments that differ."""
    values = column.values
    return column.sense == NOTHING and values.mostly(values.dated) and not values.constant


def _could_be_post(column: Column, actor: str, columns: Columns) -> bool:
    """Whether a column of ids without a known name may tell what was acted on: several rows share it, of many people.

    What goes with the person, as an account of the service does, is theirs.
    """
    values = column.values
    of_person = columns.values.determines(actor, column.name)
    plain_ids = not (values.is_link or values.is_prose or values.dated or values.mostly(values.nested))
    several = values.repeats and values.distinct > FEW_IDS
    nameless = column.sense == NOTHING and "id" in column.words and not is_belonged_to(column)
    return nameless and several and plain_ids and not of_person


def _refuted(matches: Mapping[str, str], wished: Mapping[str, str], columns: Columns) -> list[str]:
    """The columns of events that the other columns' values speak against, and that the user hasn't mapped."""
    named = columns.by_name()
    post, author, when, actor = (named.get(matches.get(name, "")) for name in ("post", "author", "time", "actor"))
    found: list[str] = []
    # What is called `author` is it, whatever else is wrong with it.
    # Of ids that are numbered for each owner, several owners have the same.
    checked = "author" not in wished and OWNER not in matches
    if post and author and checked and plain(author.called) != "author":
        if columns.values.at_odds(post.name, author.name):
            # Whoever differs among rows on one post is nobody whose post it is; unless a mere text stands for the post.
            # Where the author is called the post's, it is the post that is told too roughly, as by its topic.
            of_post = any("thing" in tags_of(word) for word in author.words)
            found.append("post" if post.sense.what == "text" or of_post else "author")
        elif _is_post_again(author, post, columns):
            found.append("author")
    if post and when and "time" not in wished and _is_of_post(when, post, actor, columns):
        found.append("time")
    return found


def _is_post_again(column: Column, post: Column, columns: Columns) -> bool:
    """Whether what acts are aimed at is the post once more, as a `target_id` that goes one to one with its address."""
    told = column.sense
    return told.of == "target" and not told.person and frozenset({column.name, post.name}) in columns.values.paired


def _is_of_post(when: Column, post: Column, actor: Column | None, columns: Columns) -> bool:
    """Whether a time is the same in all rows on a post: it is the post's, or when its rows were fetched.

    Where hardly a post has several people, only a name that speaks of posts says so.
    """
    named = any("thing" in tags_of(word) for word in when.words)
    again = post.values.filled - post.values.distinct
    several = again >= _NEVER_BY_CHANCE or again >= (SEVERAL_EACH - 1) * post.values.distinct
    several = several and post.values.distinct > 1
    several = several and actor is not None and columns.values.at_odds(post.name, actor.name)
    # Times such as `3d ago` are rough: acts on one post may well share them.
    exact = bool(when.values.clocked or when.values.since_1970) and not when.values.relative
    return (named or several) and exact and columns.values.determines(post.name, when.name)


_NEVER_BY_CHANCE = 30
"""So many acts on posts that have others, all at the very same moment as those, and not one apart."""


def _is_again(actor: Column, column: Column, columns: Columns) -> bool:
    """Whether a column tells who acts once more, as a handle beside an id: their values go with each other one to one.

    Of follows that isn't asked: each may follow one other.
    """
    if plain(column.called) == "author":
        return False
    if actor.sense.of == "author" == column.sense.of and not column.sense.person:
        return True  # Of comments the author is who wrote them, told by an id and a name.
    if column.values.distinct < FEW_PEOPLE:
        return False
    both = frozenset({column.name, actor.name}) in columns.values.paired
    return both or (column.sense.what in {"name", "bare"} and columns.values.determines(actor.name, column.name))


def _id_of(named: Column, left: Sequence[Column], columns: Columns) -> list[Column]:
    """The columns that could be the id of the person whom a column names; that column where there is none.

    An id goes with one name, while several people may have the same: it tells them apart, so it is as fine or finer.
    """
    if named.sense.what not in {"name", "bare"} or named.values.is_link:
        return [named]
    a_name = named.sense.what == "name"

    def could_be(one: Column) -> bool:
        told, values = one.sense, one.values
        person = told.of in {"author", "person", "actor"} and (told.what == "id" or (a_name and told.what == "bare"))
        coded = values.mostly(values.digits) or (values.distinct > named.values.distinct and not values.spaced)
        unknown = a_name and told == NOTHING and coded and not values.mostly(values.dated)
        if not (person or unknown) or values.mostly(values.nested) or values.filled < HALF * named.values.filled:
            return False
        alike = (a_name or told.what == "id") and values.distinct == named.values.distinct
        finer = values.distinct > named.values.distinct or alike
        return finer and columns.values.determines(one.name, named.name)

    found = [one for one in left if one is not named and could_be(one)]
    return _best_of(found, columns) if found else [named]


def could_number_posts(column: Column) -> bool:
    """Return whether a column whose name nobody knows has an id of its own in every row."""
    values = column.values
    plain_id = not (values.spaced or values.dated or values.links or values.nested or values.row_number)
    count = values.is_number and (values.whole < values.numbers or values.letters < LONG_ID / 2)
    return column.sense == NOTHING and values.unique and plain_id and not count


def _best_of(chosen: Sequence[Column], columns: Columns) -> list[Column]:
    """Of columns with one rank those that could be meant: the fuller, and one of those that say the same."""
    fullest = max(one.values.filled for one in chosen)
    left = [one for one in chosen if one.values.filled >= HALF * fullest or fullest == 0]
    # Of columns that go with each other one to one, any tells the same.
    if len(left) > 1 and all(frozenset({left[0].name, one.name}) in columns.values.paired for one in left[1:]):
        left = [min(left, key=lambda one: (one.values.is_link, "id" not in one.words))]
    # A time that many rows share is the post's, or that of the tool which made the file.
    finest = max((one.values.distinct for one in left if one.sense.what == "time"), default=0)
    left = [one for one in left if one.sense.what != "time" or one.values.distinct >= HALF * finest]
    # Of ids of which one says less than another, as a folder's beside a file's, the finer is meant.
    coarse = {b.name for a in left for b in left if a is not b and _is_finer(a, b, columns)}
    left = [one for one in left if one.name not in coarse] or left
    kept: list[Column] = []
    for one in left:
        if not any(frozenset({one.name, other.name}) in columns.values.same for other in kept):
            kept.append(one)
    return kept


def _is_finer(one: Column, other: Column, columns: Columns) -> bool:
    ids = one.sense.what == other.sense.what == "id"
    coarser = other.values.constant or columns.values.determines(one.name, other.name)
    return ids and one.values.distinct > other.values.distinct and coarser


def rank_of(table: Table, canonical: str, column: Column, reading: TableReading, columns: Columns) -> float:
    """Return how far a column is from being a canonical one: 0 for its own name, NEVER where it can't be."""
    rank, claimed = CLAIMS[table.name].get(plain(column.called), (LOOSE_RANK, ""))
    if plain(column.called) == plain(canonical):
        by_alias = EXACT
    elif claimed == canonical and not (claimed in table.names and plain(column.called) in map(plain, table.names)):
        by_alias = {EXACT_RANK: EXACT, LOOSE_RANK: LOOSE}.get(rank, USUAL)
    else:
        by_alias = NEVER
    # A text of its own comes before a title, if there is one.
    a_title = by_alias == USUAL and column.sense.what == "title"
    if canonical == "text" and (a_title or (table is EVENTS and reading.kind not in WORDED)):
        by_alias = NEVER
    # A day comes behind a moment, whatever either is called.
    if canonical == "time" and by_alias == USUAL and not (column.values.clocked or column.values.since_1970):
        by_alias = DAYS
    best = min(by_alias, by_words(table, canonical, column, reading, columns))
    if (canonical == "post" and column.says_state) or best == NEVER:
        return NEVER
    if contradicted(table, canonical, column, columns, exact=by_alias == EXACT):
        return NEVER
    # An empty column, or an object, stands for what it is called, but gives way to any other that could be it.
    unusable = column.values.empty or column.values.mostly(column.values.nested)
    return best + EMPTY if unusable and columns.rows else best
