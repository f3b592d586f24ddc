"""Turns what an engine says about a damaged file into a sentence with the file's name and a remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from likewise.engine import explained
from likewise.errors import InputError

SHOWN_CHARACTERS = 200
"""How much of an engine's message is passed on."""


@contextmanager
def reading(shown: str, remedy: str = "export or copy it again") -> Iterator[None]:
    """Anything DuckDB can't read inside this block becomes an InputError about the file `shown`."""
    try:
        with explained():
            yield
    except duckdb.Error as error:
        said = " ".join(str(error).split())[:SHOWN_CHARACTERS]
        raise InputError(f"{shown}: the file is damaged or not what it seems; {remedy} ({said})") from error
