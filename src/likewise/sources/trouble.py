"""Turns what an engine says about a damaged file into a sentence with the file's name and a remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

from likewise.engine import explained
from likewise.errors import InputError
from likewise.text import Sentence

COPY_AGAIN = Sentence("reading.copy_again")
"""What helps where nothing more is known."""

SHOWN_CHARACTERS = 200
"""How much of an engine's message is passed on."""

# DuckDB's errors are in `_duckdb`, which `duckdb` is made of.
_ENGINES = frozenset({"duckdb", "_duckdb", "pyspark", "py4j"})


@contextmanager
def reading(shown: str | Sentence, remedy: Sentence = COPY_AGAIN) -> Iterator[None]:
    """Anything that an engine can't read inside this block becomes an InputError about the file `shown`."""
    try:
        with explained():
            yield
    except Exception as error:
        # By their module's name: Spark is an extra, and isn't loaded to ask.
        if type(error).__module__.partition(".")[0] not in _ENGINES:
            raise
        said = " ".join(str(error).split())[:SHOWN_CHARACTERS]
        raise InputError.of("reading.damaged", shown=shown, remedy=remedy, said=said) from error
