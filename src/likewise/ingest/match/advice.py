"""What to tell a user whose table can't be read as it is: what is missing, which columns could be it, what to type.

A column is proposed only where its values could be what is missing, nothing in its name says that it is something else,
and no other column could be it as well. Otherwise the message says what is missing and leaves the choice to the user.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from likewise.errors import MappingError
from likewise.ingest.match.columns import Column, Columns
from likewise.ingest.match.names import NOTHING
from likewise.ingest.match.other_acts import is_belonged_to
from likewise.ingest.match.reading import TableReading
from likewise.ingest.match.wishes import Wish
from likewise.tables import EVENTS, POSTS, Table
from likewise.tables import KINDS as EVENT_KINDS
from likewise.text import Lang, Sentence

SHOWN_COLUMNS, SHOWN_LETTERS = 30, 40
"""How many columns a message lists, and how many letters of each."""


SHOWN_KINDS = 6
"""How many words of a column a message lists."""

KINDS = ("likes", "reposts", "saves", "views", "comments")
"""What acts of persons on posts can be, where nothing says it."""

FEW = 5
"""Rows; in fewer, that an id repeats or doesn't says nothing, and no column is proposed for one."""


SHORT_CODE = 2.5
"""Mean length up to which words without digits are codes, as of languages and countries, and no ids."""


LEAST_NUMBER = 4.0
"""Mean length from which numbers under an unknown name are proposed as ids, figures; shorter ones may count."""


class UnreadTableError(MappingError):
    """A table that can't be read without more from the user.

    `proposals` are the options that the message proposes, each of which may be typed as it stands; `mapping` is what
    they map, canonical to source column. `events` says that the table looks like events that lack a column.
    """

    proposals: tuple[str, ...] = ()
    mapping: Mapping[str, str] = MappingProxyType({})
    events: bool = False


def lacking_columns(
    reading: TableReading,
    columns: Columns,
    matches: Mapping[str, str],
    wished: Sequence[Wish],
    shown: str,
    *,
    kind_open: bool = False,
    name_it: bool = False,
) -> UnreadTableError:
    """Return the error for a table that would be read as `reading`, but lacks columns for it.

    With `kind_open` nothing says which acts its rows are: the user has to say that, too. With `name_it` the advice
    names the reading, since with its columns mapped the table would be taken for another.
    """
    lacking = lacks(reading, matches)
    if not lacking:
        return nothing_speaks(columns, shown)
    candidates = {name: could_be(reading, name, columns, matches) for name in lacking}
    # A column that alone could be two things is proposed for the first: it can't be both.
    for place, name in enumerate(lacking):
        before = [candidates[one] for one in lacking[:place]]
        if len(candidates[name]) == 1 and candidates[name] in before:
            candidates[name] = []
    said: list[Sentence] = []
    proposals: list[tuple[str, str]] = []
    possible = {name for name in lacking if candidates[name] or _some_might(reading, name, columns, matches)}
    for name, found in candidates.items():
        others = [one for other, several in candidates.items() if other != name for one in several]
        alone = len(found) == 1 and found[0] not in others
        if alone:
            proposals.append((name, found[0]))
        said.append(_missing(name, found, alone, name in possible))
    options = _options(proposals, reading if name_it else None)
    error = UnreadTableError.of(
        "matching.lacking",
        file=shown,
        reading=Sentence(f"matching.are_{reading.name}"),
        known=_already(matches, wished),
        missing=_Sentences(tuple(said)),
        columns=_listed(columns.names),
        remedy=_remedy(options, lacking, whole=len(proposals) == len(lacking), kind_open=kind_open)
        if "actor" not in lacking or "actor" in possible
        else Sentence("matching.of_one_person"),
    )
    # Rows with somebody and a time may be orders as well: they look like acts where something says so.
    error.events = reading.table is EVENTS and not kind_open
    if len(proposals) == len(lacking):
        error.mapping = dict(proposals)
        error.proposals = tuple(f"--as {kind} {options}" for kind in KINDS) if kind_open else (options,)
    return error


def _options(mapping: Sequence[tuple[str, str]], reading: TableReading | None) -> str:
    named = [f"--as {reading.name}"] if reading else []
    return " ".join([*named, *(f"--map {name}={source}" for name, source in mapping)])


@dataclass(frozen=True)
class _Sentences:
    """Sentences that follow each other with a blank between them, or with none in Chinese."""

    every: tuple[Sentence, ...]

    def in_words(self, lang: Lang) -> str:
        """Return them in one language."""
        return ("" if lang == "zh" else " ").join(one.in_words(lang) for one in self.every)


def _already(matches: Mapping[str, str], wished: Sequence[Wish]) -> Sentence | str:
    """What is understood so far, for whoever has mapped something already."""
    if not wished or not matches:
        return ""
    return Sentence("matching.already", {"matches": tuple(f"{name}=`{source}`" for name, source in matches.items())})


def lacks(reading: TableReading, matches: Mapping[str, str]) -> list[str]:
    """Return the canonical columns without which a table can't be read so."""
    table = reading.table
    missing = [name for name in table.required if name not in matches]
    if reading.kind == "follow" and "author" not in matches:
        missing.insert(len(missing) - ("time" in missing), "author")
    elif table is EVENTS and not {"post", "author"} & set(matches):
        missing.insert(len(missing) - ("time" in missing), "post")
    if table is POSTS and "post" in matches and len(set(matches.values())) < 2:
        missing.append("likes")
    return missing


def could_be(reading: TableReading, canonical: str, columns: Columns, matches: Mapping[str, str]) -> list[str]:
    """Return the columns whose values could be a canonical column, and whose names say nothing else."""
    taken = set(matches.values()) | columns.mapped
    left = [one for one in columns.every if one.name not in taken and not one.values.empty]
    return [one.name for one in left if _fits(reading, canonical, one) and not _goes_with(one, matches, columns)]


def _goes_with(column: Column, matches: Mapping[str, str], columns: Columns) -> bool:
    """Whether a column's values go one to one with those of one that is taken, as a person's id with their name."""
    return any(frozenset({column.name, source}) in columns.values.paired for source in matches.values())


def _fits(reading: TableReading, canonical: str, column: Column) -> bool:
    values, told = column.values, column.sense
    if canonical == "time":
        # When something was liked is not when a comment was written.
        then = told.what == "time" and told.of == "row" and (not reading.kind or told.act in {"", reading.kind})
        own = told == NOTHING or then
        return own and values.is_time and not values.constant
    if canonical == "likes":
        return told == NOTHING and values.is_number
    is_id = not (values.is_prose or values.mostly(values.nested) or values.mostly(values.dated))
    decimals = values.is_number and values.whole < values.numbers
    other = values.row_number or values.constant or values.mostly(values.links) or values.flags == values.filled
    coded = values.mostly(values.digits) or values.letters > SHORT_CODE
    # Small numbers may count something.
    other = other or (values.is_number and values.letters < LEAST_NUMBER and "id" not in column.words)
    other = other or is_belonged_to(column)
    if not is_id or decimals or other or told != NOTHING or not coded:
        return False
    its_own = canonical == reading.table.key
    return values.rows >= FEW and (values.unique if its_own else values.repeats)


def _some_might(reading: TableReading, canonical: str, columns: Columns, matches: Mapping[str, str]) -> bool:
    """Whether some column's values alone could be a canonical one, whatever its name says."""
    taken = set(matches.values())
    left = [one for one in columns.every if one.name not in taken and not one.values.empty]
    if canonical == "time":
        return any(one.values.is_time for one in left)
    return any(_no_other_form(one) and (canonical != reading.table.key or one.values.unique) for one in left)


def _no_other_form(column: Column) -> bool:
    """Whether a column's values have no form that no id has: sentences, lists, times, yes and no."""
    values = column.values
    formed = values.is_prose or values.is_packed or values.mostly(values.nested) or values.is_time or values.is_flag
    return not (formed or values.mostly(values.dated) or values.row_number or values.constant)


def _missing(name: str, found: Sequence[str], alone: bool, some_might: bool) -> Sentence:
    what = Sentence(f"matching.no_{name}")
    if alone:
        return Sentence("matching.one_candidate", {"what": what, "column": found[0], "canonical": name})
    if found:
        return Sentence(
            "matching.several_candidates",
            {"what": what, "columns": tuple(f"`{one[:SHOWN_LETTERS]}`" for one in found[:6]), "canonical": name},
        )
    return Sentence("matching.unclear" if some_might else "matching.no_candidate", {"what": what})


def _remedy(options: str, lacking: Sequence[str], *, whole: bool, kind_open: bool) -> Sentence:
    """What to type; `whole` says that the options give all that is lacking."""
    if whole and kind_open:
        first, *others = KINDS
        return Sentence("matching.try_these_as", {"options": f"--as {first} {options}", "others": tuple(others)})
    if whole:
        return Sentence("matching.try_these", {"options": options})
    return Sentence("matching.map_or_name", {"example": " ".join(f"--map {name}=…" for name in lacking)})


def nothing_speaks(columns: Columns, shown: str) -> UnreadTableError:
    """Return the error for a table of which nobody can tell what its rows are."""
    return UnreadTableError.of("matching.nothing_speaks", file=shown, columns=_listed(columns.names))


def _listed(names: Sequence[str]) -> tuple[str, ...] | str:
    return tuple(f"`{name[:SHOWN_LETTERS]}`" for name in names[:SHOWN_COLUMNS]) or "–"


def close_readings(
    shown: str, readings: Sequence[TableReading], matches: Mapping[str, Mapping[str, str]]
) -> UnreadTableError:
    """Return the error for a table that can be read in two ways which are as likely."""
    error = UnreadTableError.of(
        "matching.close",
        file=shown,
        ways=tuple(
            Sentence(
                "matching.way",
                {
                    "reading": Sentence(f"matching.are_{one.name}"),
                    "name": one.name,
                    "matches": tuple(f"{name}=`{source}`" for name, source in matches[one.name].items()),
                },
            )
            for one in readings
        ),
    )
    error.proposals = tuple(f"--as {one.name}" for one in readings)
    return error


def _first_words(columns: Columns, column: Column) -> list[str]:
    """The first of the different words in a column, each as long as a message shows it."""
    return [word[:SHOWN_LETTERS] for word in words_in(columns, column)[:SHOWN_KINDS]]


def _quoted(columns: Columns, column: Column) -> tuple[str, ...]:
    """The same words as a message names them."""
    return tuple(f"`{word}`" for word in _first_words(columns, column))


def words_in(columns: Columns, column: Column) -> list[str]:
    """Return the different words in a column of the sample, sorted."""
    sample = columns.values.sample
    return sorted(set(sample.column(column.name).drop_null().to_pylist())) if sample is not None else []


def several_tables(columns: Columns, column: Column, shown: str) -> UnreadTableError:
    """Return the error for a list whose rows are from several tables, as a column says."""
    return _of_rows("several_tables", column, shown, names=_quoted(columns, column))


def only_ratings(column: Column, shown: str) -> UnreadTableError:
    """Return the error for a table whose rows say how much somebody likes something."""
    return _of_rows("only_ratings", column, shown)


def other_acts(columns: Columns, word: str, shown: str) -> UnreadTableError:
    """Return the error for a table whose name, or a column of which, says that its rows are acts that aren't read."""
    key = "matching.other_flag" if word in columns.names else "matching.other_acts"
    return UnreadTableError.of(key, file=shown, word=word)


def unknown_kinds(columns: Columns, column: Column, shown: str) -> UnreadTableError:
    """Return the error for acts whose kind a column tells in words, or numbers, that nobody knows."""
    said = _first_words(columns, column)
    if column.values.distinct == 1 and said:
        error = UnreadTableError.of(
            "matching.unknown_kind", file=shown, column=column.name, word=said[0], others=KINDS[1:]
        )
        error.proposals = tuple(f"--as {kind}" for kind in KINDS)
    else:
        error = UnreadTableError.of(
            "matching.unknown_kinds",
            file=shown,
            column=column.name,
            words=_quoted(columns, column),
            kinds=EVENT_KINDS,
            ways=KINDS,
        )
    error.events = True
    return error


def decided_on(columns: Columns, column: Column, shown: str, option: str) -> UnreadTableError:
    """Return the error for rows of which a column says what was decided: some of them are no likes."""
    return _of_rows("decided", column, shown, words=_quoted(columns, column), option=option)


def said_so(reading: TableReading, shown: str, beside: bool) -> str:
    """Return the option that says what a table is: by its name where it stands beside others."""
    name = shown.replace("\\", "/").rpartition("/")[2]
    name = name.rpartition(":")[2] or name
    return f"--as {name}={reading.name}" if beside else f"--as {reading.name}"


def rows_that_count(columns: Columns, column: Column, shown: str, option: str) -> UnreadTableError:
    """Return the error for rows of which a column says what became of them: not every one may count."""
    return _of_rows("rows_that_count", column, shown, words=_quoted(columns, column), option=option)


def rows_of_several(column: Column, shown: str, option: str) -> UnreadTableError:
    """Return the error for rows that say how often somebody did something, and not each time."""
    return _of_rows("rows_of_several", column, shown, option=option)


def rows_of_two_acts(column: Column, shown: str, option: str) -> UnreadTableError:
    """Return the error for rows that say when something began and when it ended: a row says one thing."""
    return _of_rows("rows_of_two_acts", column, shown, option=option)


def rows_of_people(column: Column, shown: str) -> UnreadTableError:
    """Return the error for rows that say what each person did with a post."""
    return _of_rows("rows_of_people", column, shown)


def numbers_by_day(column: str, day: str, shown: str) -> UnreadTableError:
    """Return the error for numbers of posts that are those of each day, and no totals."""
    return UnreadTableError.of("matching.numbers_by_day", file=shown, column=column, day=day)


def _of_rows(key: str, column: Column, shown: str, **more: object) -> UnreadTableError:
    """The error for a table whose rows are acts that can't be read as they are, as a column says."""
    error = UnreadTableError.of(f"matching.{key}", file=shown, column=column.name, **more)
    error.events = True
    return error


def mapped_twice(column: str, names: Sequence[str]) -> MappingError:
    """Return the error for a mapping by which one column would be who acts and on what, or whose it is."""
    return MappingError.of("matching.mapped_twice", column=column, names=tuple(names))


def tied_columns(table: Table, tie: tuple[str, tuple[str, ...]], shown: str) -> UnreadTableError:
    """Return the error for a canonical column that two columns could be as well as each other."""
    canonical, several = tie
    error = UnreadTableError.of(
        "matching.tied",
        file=shown,
        names=tuple(f"`{name}`" for name in several),
        canonical=canonical,
        table=table.name,
    )
    error.proposals = tuple(f"--map {canonical}={name}" for name in several)
    return error
