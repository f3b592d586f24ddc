"""The canonical tables as they were read, for `likewise.read`."""

from typing import Any

from likewise.engine import Engine
from likewise.show.frame import Frame
from likewise.sources import Reading
from likewise.tables import TABLES


class Tables:
    """The canonical tables as they were read: `events`, `posts`, `accounts`, `drops`, and `rejected`.

    `assumptions` are what the data did not say, `left_out` the files and tables that were not read; each has
    `.in_words(lang)` or `.text`.
    """

    def __init__(
        self, events: Frame, posts: Frame, accounts: Frame, drops: Frame, rejected: Frame, reading: Reading
    ) -> None:
        self.events = events
        self.posts = posts
        self.accounts = accounts
        self.drops = drops
        self.rejected = rejected
        self.assumptions = reading.assumptions
        self.left_out = reading.ignored

    def __repr__(self) -> str:
        named = {name: len(frame) for name, frame in vars(self).items() if isinstance(frame, Frame)}
        return f"Tables({', '.join(f'{name}: {rows} rows' for name, rows in named.items())})"


def canonical(engine: Engine, name: str) -> Any:
    """A source table with times as timestamps in UTC."""
    made = {column.name for table in TABLES.values() for column in table.made}
    held = [column for column in engine.columns(f"source_{name}") if column not in made]
    utc = {one: f"make_timestamp({one}) at time zone 'UTC' as {one}" for one in ("time", "created")}
    shown = ", ".join(utc.get(one, f'"{one}"') for one in held)
    return engine.arrow(f"select {shown} from source_{name}")
