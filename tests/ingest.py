"""Follows a stream into a window until it is heard up to a time; light to load, for processes that are killed."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from likewise.sources.live.stream import Pace, follow
from likewise.sources.live.window import Window, open_window

QUICK = Pace(messages=50, seconds=0.01)
"""Many small commits, so that what happens between them happens often."""


def later() -> int:
    """A clock of 2027, after all that the tests' streams say."""
    return 1_800_000_000_000_000


async def until_heard(window: Window, moment: int, stop: asyncio.Event) -> None:
    while (window.heard or 0) < moment:
        await asyncio.sleep(0.01)
    stop.set()


def followed(
    url: str,
    window: Window,
    until: int,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    say: Callable[..., None] = lambda *_, **__: None,
) -> None:
    """Follow a stream until it is heard up to a time (µs)."""

    async def run() -> None:
        stop = asyncio.Event()
        ending = asyncio.create_task(until_heard(window, until, stop))
        await asyncio.wait_for(
            follow(url, window, stop, random.Random(3), pace=QUICK, sleep=sleep, say=say), timeout=300
        )
        ending.cancel()

    asyncio.run(run())


def ingest(url: str, path: Path, until: int, days: float) -> None:
    """What the processes do that are killed, with many checkpoints beside many commits."""
    window = open_window(path, days, later)
    window.connection.execute("set wal_autocheckpoint = '256KB'")
    followed(url, window, until)
    window.close()
