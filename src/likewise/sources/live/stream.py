"""Listens to a stream, commits what it hears to a window, and connects again when the line is cut.

Every connection asks for the stream from a little before the last committed event; what is heard twice is known by
the window. Clock, chance and speech are passed in.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from likewise.addresses import hidden, secrets_in, without_secrets
from likewise.errors import EngineError, InputError, first_line
from likewise.sources.live.window import News, Window
from likewise.sources.live.wire import Wire, wire_of

try:
    from websockets.asyncio.client import ClientConnection, connect
    from websockets.exceptions import InvalidStatus, WebSocketException
except ImportError as error:
    raise EngineError.of("stream.needs_websockets") from error

FIRST_WAIT_S = 0.5
"""How long the first try to connect again waits at most, s; each further one waits twice as long."""

LONGEST_WAIT_S = 60.0
"""No try waits longer than this, s: a server that is back is found within a minute."""

OPEN_FRAMES = 1024
"""Messages that may wait unread in memory before the network is asked to slow down."""

LARGEST_MESSAGE = 4 << 20
"""Bytes that a message may have; a record has at most 1 MiB, and JSON makes it larger."""

REFUSED, TRY_LATER = range(400, 500), (408, 425, 429)
"""HTTP codes with which a server says that it won't serve the address, and those among them that pass with time."""

BAD_REQUEST = 400
"""The HTTP code with which v2 refuses to go on from a number that it doesn't have any more."""

Say = Callable[..., None]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Pace:
    """When what was heard is committed: after so many messages, or so many seconds, whichever is first."""

    messages: int = 4000
    seconds: float = 1.0


def waits(chance: random.Random) -> Iterator[float]:
    """How long to wait before each try to connect again, s: doubling, and each between half and all of its step.

    Chance keeps clients that were cut off together from coming back together.
    """
    step = FIRST_WAIT_S
    while True:
        yield step * chance.uniform(0.5, 1.0)
        step = min(2 * step, LONGEST_WAIT_S)


async def follow(
    url: str,
    window: Window,
    stop: asyncio.Event,
    chance: random.Random,
    *,
    pace: Pace | None = None,
    sleep: Sleep = asyncio.sleep,
    say: Say = lambda *_, **__: None,
) -> None:
    """Keep the window up with the stream at `url` until `stop` is set.

    `say` is called with `connected`, with `cut` and how long is waited, and with what is heard beside events: `notice`
    (what the server says), `gap` and `future`. Raises InputError when the address is none of a stream, its server
    refuses it at first, or sends what can't be read; EngineError when the disk is full.
    """
    wire, secrets = wire_of(url), secrets_in(url)
    delays = waits(chance)
    served = False
    while not stop.is_set():
        heard, cursor = window.heard, window.resume(url, wire)
        try:
            async with _connected(wire.address(url, cursor), wire) as socket:
                served = True
                say("connected", url=without_secrets(url))
                await _listen(socket, wire, window, stop, pace or Pace(), say)
            reason = ""
        except InvalidStatus as error:
            code, said = error.response.status_code, error.response.body[:200].decode(errors="replace").strip()
            if code == BAD_REQUEST and cursor is not None and cursor == window.seq:
                say("notice", said=said)
                window.forget_number()
                continue
            if not served and code in REFUSED and code not in TRY_LATER:
                raise InputError.of(
                    "stream.refused", url=without_secrets(url), code=code, said=hidden(said, secrets)
                ) from error
            reason = hidden(first_line(error), secrets)
        except (OSError, WebSocketException) as error:
            reason = hidden(first_line(error), secrets)
        if window.heard != heard:
            delays = waits(chance)
        if not stop.is_set():
            wait = next(delays)
            say("cut", seconds=wait, reason=reason)
            await _unless(stop, sleep(wait))


@asynccontextmanager
async def _connected(address: str, wire: Wire) -> AsyncIterator[ClientConnection]:
    """A connection without compression, which would take more time here than the network saves."""
    async with connect(
        address,
        subprotocols=[*wire.subprotocols] or None,  # type: ignore[list-item]
        compression=None,
        max_size=LARGEST_MESSAGE,
        max_queue=OPEN_FRAMES,
    ) as socket:
        yield socket


async def _listen(
    socket: ClientConnection, wire: Wire, window: Window, stop: asyncio.Event, pace: Pace, say: Say
) -> None:
    """Commit what the connection brings until it ends, or `stop` is set; all that was received is committed."""
    batch: list[str] = []
    tell = _teller(say)

    def commit() -> None:
        if batch:
            tell(window.append(batch, wire))
            batch.clear()

    async def keep_time() -> None:
        while True:
            await asyncio.sleep(pace.seconds)
            commit()

    async def hang_up() -> None:
        await stop.wait()
        await socket.close()

    timer, ending = asyncio.create_task(keep_time()), asyncio.create_task(hang_up())
    try:
        async for message in socket:
            if not isinstance(message, str):
                raise InputError.of("stream.compressed")
            batch.append(message)
            if len(batch) >= pace.messages:
                commit()
            if timer.done():
                timer.result()
    finally:
        timer.cancel()
        ending.cancel()
        commit()


def _teller(say: Say) -> Callable[[News], None]:
    """What tells the news of a connection; of times that can't be it tells once, for they may come with every batch."""
    told: list[int] = []

    def tell(news: News) -> None:
        for notice in news.notices:
            say("notice", said=notice)
        if news.gap:
            say("gap", since=_written(news.gap.since), until=_written(news.gap.until), why=news.gap.why)
        if news.future and not told:
            told.append(news.future)
            say("future", events=news.future)

    return tell


def _written(moment: int) -> str:
    """A time (µs) to the second, UTC."""
    return f"{datetime.fromtimestamp(moment / 1_000_000, UTC):%Y-%m-%d %H:%M:%S}"


async def _unless(stop: asyncio.Event, waiting: Awaitable[None]) -> None:
    """Wait, but not past `stop`."""
    tasks = [asyncio.ensure_future(waiting), asyncio.ensure_future(stop.wait())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
