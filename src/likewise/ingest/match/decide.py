"""What a table is read as, and which column is which; or why that can't be said.

A table that the user calls something (`--as`, a mapping of one table's columns) is that. For any other the readings
that the columns allow are compared by the signs for them (`evidence`); where two are close, or where the likeliest
lacks a column that it can't do without, the table is refused, with what the user can say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from likewise.ingest.match.advice import (
    UnreadTableError,
    close_readings,
    decided_on,
    lacking_columns,
    mapped_twice,
    nothing_speaks,
    only_ratings,
    other_acts,
    said_so,
    several_tables,
    tied_columns,
    unknown_kinds,
)
from likewise.ingest.match.aliases import plain
from likewise.ingest.match.assign import Assigned, assign
from likewise.ingest.match.columns import Columns
from likewise.ingest.match.evidence import HINT, NAMED_SO, Sign, points
from likewise.ingest.match.helping import tells_direction, tells_rating
from likewise.ingest.match.hints import name_of
from likewise.ingest.match.names import words_of
from likewise.ingest.match.other_acts import other_act, says_when_else, tells_other_act, tells_vote_against
from likewise.ingest.match.reading import READINGS, TableReading
from likewise.ingest.match.uncounted import refuse_uncounted
from likewise.ingest.match.wishes import Wish, wished_column, wished_of, wishes
from likewise.tables import EVENTS, POSTS, TABLES

MARGIN = 2.0
"""Points by which a reading must lead over others, so that it isn't chosen by a hint."""

LEAST = 1.0
"""Points that a reading must have at least: with fewer nothing speaks for it."""

LEAST_OF_POSTS = 2.0
"""The same for posts in a file alone: a text and an id of its own may be a comment just as well."""

SPOKEN_FOR = 3.0
"""Points from which it is worth saying what a table looks like that lacks columns for it."""

MAPPED_SO = 6.0
"""Points of each column that the user maps to a canonical one which only one table has, or to one of a named table."""

MAY_TIE = frozenset({"text", "name", "category", "format", "chat"})
"""Canonical columns of which the first of several will do: nothing is counted by them."""


@dataclass(frozen=True)
class Decision:
    """A table's reading.

    Parameters
    ----------
    reading
        What its rows are.
    matches
        Canonical column to source column.
    by
        `given` (the user said so), `name` (its name says it) or `columns`.
    because
        The columns that showed it.
    by_values
        Canonical columns whose source column was told by its values alone.
    """

    reading: TableReading
    matches: Mapping[str, str]
    by: str
    because: tuple[str, ...] = ()
    by_values: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """What is known of a table besides its columns.

    Parameters
    ----------
    shown
        The table's name in messages.
    read_as
        The reading that the user has named, for this file or for all.
    given
        The canonical table that it must be, as its caller says (a dict of frames by table).
    hint
        The reading that its name suggests.
    wished
        The user's mapping.
    beside
        Whether it stands beside others, in a folder or a database.
    """

    shown: str
    read_as: TableReading | None = None
    given: str | None = None
    hint: TableReading | None = None
    wished: Sequence[Wish] = field(default_factory=tuple)
    beside: bool = False


def decide(columns: Columns, asked: Asked) -> Decision:
    """Decide what a table is and which column is which.

    Raises
    ------
    MappingError
        Where it can't be told: the message says what is missing or which readings are close, and what to type.
    """
    _refuse_mapped_twice(columns, asked)
    allowed = _allowed(asked)
    if mixed := next((one for one in columns.free if one.names_models), None):
        raise several_tables(columns, mixed, asked.shown)
    canonical = _canonical(columns, asked)
    other = _other_act(columns, asked)
    hint = asked.hint.name if asked.hint and not other else None
    score, signs = points(columns, canonical, hint, other=bool(other))
    score = {name: _with_wishes(READINGS[name], score[name], columns, asked) for name in allowed}
    tried = {name: _assigned(READINGS[name], columns, asked, _says(name, signs, asked)) for name in allowed}
    # Acts of persons on posts are likes, unless something speaks for another kind.
    plain_acts = {"reposts", "saves", "views", "follows"} - {name for name in allowed if _own(name, signs)}
    order = sorted(
        (name for name in allowed if name not in plain_acts or len(allowed) == 1), key=lambda name: -score[name]
    )
    whole = [name for name in order if suffices(READINGS[name], tried[name].matches)]
    rated = next((one for one in columns.free if tells_rating(one)), None)
    if rated is not None and _are_ratings((whole or order)[0], score, tried, asked):
        raise only_ratings(rated, asked.shown)
    if other and (not whole or score[whole[0]] < LEAST):
        raise other_acts(columns, other, asked.shown)
    if not whole:
        if score[order[0]] < SPOKEN_FOR and len(allowed) > 1:
            raise nothing_speaks(columns, asked.shown)
        raise _lacking(order[0], signs, tried, columns, asked)
    best = whole[0]
    if READINGS[best].table is EVENTS and "actor" not in canonical and _tells_recipients(columns, asked):
        raise nothing_speaks(columns, asked.shown)
    _refuse_unlikely(best, order, score, signs, tried, columns, asked)
    _refuse_unknown_kinds(best, signs, tried, columns, asked)
    reading, assigned = READINGS[best], tried[best]
    if asked.read_as is None and not asked.given:
        refuse_uncounted(reading, assigned.matches, columns, asked.shown, beside=asked.beside)
    ties = {name: several for name, several in assigned.tied.items() if name not in MAY_TIE}
    if ties:
        raise tied_columns(reading.table, next(iter(ties.items())), asked.shown)
    because = dict.fromkeys(name for sign in _for(best, signs) for name in sign.columns)
    by = "given" if asked.read_as or asked.given else "name" if _named(best, score, asked) else "columns"
    return Decision(reading, assigned.matches, by, tuple(because), assigned.by_values)


def _refuse_mapped_twice(columns: Columns, asked: Asked) -> None:
    """Raise MappingError where the user says that one column is who acts and on what, or whose it is."""
    wished = wished_of(EVENTS, columns.names, asked.wished)
    sources = [wished[name] for name in ("actor", "post", "author") if name in wished]
    if twice := next((one for one in sources if sources.count(one) > 1), None):
        raise mapped_twice(twice, [name for name in ("actor", "post", "author") if wished.get(name) == twice])


def _refuse_unknown_kinds(
    best: str, signs: Sequence[Sign], tried: Mapping[str, Assigned], columns: Columns, asked: Asked
) -> None:
    """Raise MappingError where a column says of rows that would be likes what they are, in words that nobody knows."""
    if best != "likes" or asked.read_as is not None:
        return
    free = [one for one in columns.free if one.name not in tried[best].matches.values()]
    unknown = [one for one in free if (one.says_unknown_kinds or one.says_refusals) and not tells_direction(one)]
    surely = any(one.is_coded or (one.says_refusals and one.speaks_of_likes) for one in unknown[:1])
    if unknown and (surely or not _says(best, signs, asked)):
        if unknown[0].says_refusals and not unknown[0].says_unknown_kinds:
            raise decided_on(columns, unknown[0], asked.shown, said_so(READINGS[best], asked.shown, asked.beside))
        raise unknown_kinds(columns, unknown[0], asked.shown)


def _other_act(columns: Columns, asked: Asked) -> str:
    """The word or the column that says that the rows are acts that aren't read; nothing where the user says more."""
    if asked.read_as is not None or asked.given:
        return ""
    named = other_act(name_of(asked.shown))
    # A file that is called likes is none of other acts for the verb of its time.
    called_likes = asked.hint is not None and asked.hint.kind == "like"
    only_time = all(says_when_else(one) for one in columns.free if one.values.is_time) and not called_likes
    told = (one.name for one in columns.free if tells_vote_against(one) or tells_other_act(one, only_time=only_time))
    return named or next(told, "")


def _are_ratings(best: str, score: Mapping[str, float], tried: Mapping[str, Assigned], asked: Asked) -> bool:
    """Whether nothing but their ratings says what the rows of a table that has them are."""
    of_acts, matches = READINGS[best].table is EVENTS, tried[best].matches
    if asked.read_as is not None:
        return asked.read_as.name == EVENTS.name and "kind" not in matches
    return score[best] < SPOKEN_FOR or (of_acts and not suffices(READINGS[best], matches))


_NOTICES = frozenset({"notification", "notifications", "notice", "notices", "alert", "alerts", "通知", "消息提醒"})


def _tells_recipients(columns: Columns, asked: Asked) -> bool:
    """Whether a table is called notifications, whose people are those who are told, and names nobody who acted."""
    called = _NOTICES & set(words_of(name_of(asked.shown)))
    acting = any(one.is_person and one.sense.of == "actor" for one in columns.free)
    return bool(called) and not acting and asked.read_as is None


def suffices(reading: TableReading, matches: Mapping[str, str]) -> bool:
    """Return whether a file with these canonical columns can be read so."""
    found, table = set(matches), reading.table
    if table is EVENTS:
        object_of = {"author"} if reading.kind == "follow" else {"post", "author"}
        there = found.issuperset(table.required) and bool(found & object_of)
        return there and bool(reading.kind or "kind" in found)
    if table is POSTS:
        # What has only a text and a time may be anything: posts without an id must at least have been counted.
        counted = {one.name for one in POSTS.columns if one.role in {"count", "share", "seconds"}} & found
        return (
            "post" in found
            and len(set(matches.values())) > 1
            and bool(matches["post"] != matches.get("text") or counted)
        )
    return found.issuperset(table.required) and len(found) > 1


def _allowed(asked: Asked) -> list[str]:
    """The readings that come into question."""
    if asked.read_as is not None and asked.read_as.name != EVENTS.name:
        return [asked.read_as.name]
    if asked.read_as is not None:
        return [name for name, one in READINGS.items() if one.table is EVENTS]
    return [name for name, one in READINGS.items() if asked.given in {None, one.table.name}]


def _canonical(columns: Columns, asked: Asked) -> frozenset[str]:
    """Canonical columns that the user has mapped, or that are there by their own names."""
    wished = {name for table in TABLES.values() for name in wished_of(table, columns.names, asked.wished)}
    own = {plain(one.called) for one in columns.free if not one.values.empty or columns.rows == 0}
    named = {name for table in TABLES.values() for name in table.names if plain(name) in own}
    return frozenset(wished | (named & _TELLING))


_TELLING = frozenset({"actor", "kind", "member", "chat", "dwell_s"})
"""Canonical names that are hardly ever called anything else."""


def _with_wishes(reading: TableReading, score: float, columns: Columns, asked: Asked) -> float:
    """The points of a reading with what the user's mapping says: a canonical column that only one table has decides."""
    for wish in asked.wished:
        there = wish.is_for(reading.table) and wished_column(wish, columns.names) is not None
        if there and (wish.table or len(wish.tables) == 1):
            score += MAPPED_SO
    return score


def _assigned(reading: TableReading, columns: Columns, asked: Asked, plainly: bool) -> Assigned:
    return assign(reading, columns, wished_of(reading.table, columns.names, asked.wished), plainly=plainly)


def _says(name: str, signs: Sequence[Sign], asked: Asked) -> bool:
    """Whether something says that the rows are this, more than that nothing says otherwise."""
    return asked.read_as is not None or any(one.reading == name and one.points > HINT for one in signs)


def _refuse_unlikely(
    best: str,
    order: Sequence[str],
    score: Mapping[str, float],
    signs: Sequence[Sign],
    tried: Mapping[str, Assigned],
    columns: Columns,
    asked: Asked,
) -> None:
    """Raise MappingError where another reading is as likely, or likelier and lacks something."""
    if asked.read_as is not None and asked.read_as.name != EVENTS.name:
        return
    first = order[0]
    if first != best and score[first] >= score[best] + MARGIN:
        raise _lacking(first, signs, tried, columns, asked)
    alone = READINGS[best].table is POSTS and not asked.beside
    if score[best] < (LEAST_OF_POSTS if alone else LEAST) and not asked.given:
        raise nothing_speaks(columns, asked.shown)
    rivals = [
        name
        for name in order
        if name != best and score[name] > score[best] - MARGIN and _differs(name, best, tried) and _own(name, signs)
    ]
    if rivals:
        matches = {name: one.matches for name, one in tried.items()}
        raise close_readings(asked.shown, [READINGS[name] for name in (best, *rivals[:1])], matches)


def _lacking(
    name: str, signs: Sequence[Sign], tried: Mapping[str, Assigned], columns: Columns, asked: Asked
) -> UnreadTableError:
    """The error for a table that would be read so, but lacks columns for it."""
    _refuse_unknown_kinds(name, signs, tried, columns, asked)
    error = partial(lacking_columns, READINGS[name], columns, tried[name].matches, asked.wished, asked.shown)
    if name == "likes" and not _says(name, signs, asked):
        return error(kind_open=True)
    found = error()
    return found if _leads_to(name, found.mapping, columns, asked) else error(name_it=True)


def _leads_to(name: str, mapping: Mapping[str, str], columns: Columns, asked: Asked) -> bool:
    """Whether the table, with some columns mapped, would be read as `name`; also where nothing is mapped."""
    if not mapping or asked.read_as is not None:
        return True
    wished = (*asked.wished, *wishes(mapping))
    mapped = replace(columns, mapped=columns.mapped | set(mapping.values()))
    try:
        return decide(mapped, replace(asked, wished=wished)).reading.name == name
    except UnreadTableError as error:
        return any(option.startswith(f"--as {name}") for option in error.proposals)


def _differs(name: str, best: str, tried: Mapping[str, Assigned]) -> bool:
    """Whether another reading of the table would be another result: events of several kinds hold those of one."""
    one, other = READINGS[name], READINGS[best]
    if not suffices(one, tried[name].matches):
        return False
    if one.table is other.table:
        return one.kind != other.kind and bool(one.kind) and bool(other.kind)
    return True


def _own(name: str, signs: Sequence[Sign]) -> bool:
    """Whether something speaks for this very reading, and not for acts of any kind, which are likes if nothing does."""
    return any(one.reading == name and one.points > 0 for one in signs)


def _for(best: str, signs: Sequence[Sign]) -> list[Sign]:
    acts = {"likes", "reposts", "saves", "views"}
    found = [
        one for one in signs if one.points > 0 and (one.reading == best or (one.reading == "acts" and best in acts))
    ]
    return sorted(found, key=lambda one: -one.points)


def _named(best: str, score: Mapping[str, float], asked: Asked) -> bool:
    """Whether the table's name was needed to tell."""
    if asked.hint is None or asked.hint.name != best:
        return False
    others = [value for name, value in score.items() if name != best]
    return score[best] - NAMED_SO < max(others, default=0.0) + MARGIN
