"""A Jetstream on this machine, for tests and benchmarks: it serves given events from a cursor on, and then waits.

`python -m benchmarks.live.replay FILE RATE` serves the lines of a recording, so many a second or, for 0, as fast as
they are read; it prints its port first.
"""

import asyncio
import json
import sys
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from benchmarks.live.stream import A_SECOND, moment_of
from likewise.sources.live.wire import FIRST_TIME

PATHS = {"v1": "/subscribe", "v2": "/xrpc/network.bsky.jetstream.subscribeEvents"}

STEPS = 100
"""How often a second a server that holds to a rate waits for its time."""

INFO = "network.bsky.jetstream.subscribeEvents#info"
OUTDATED = json.dumps(
    {"$type": "message", "payload": {"$type": INFO, "name": "OutdatedCursor", "message": "resumed later"}}
)
TOO_OLD = json.dumps({"error": "CursorTooOld", "message": "the number is below the floor"})
"""How v2 answers a time that is older than what it has, and a number that is."""


@dataclass
class Replay:
    """What a server has: events as (time µs, message) in order, and how it serves them.

    It no longer has the first `forgotten` events, and begins each connection with the frames `opening`. After `burst`
    messages it pauses for `pause_s`, and at a `rate` it sends no more than so many a second; after `cut_after` messages
    it drops the line, and it refuses the next `refusals` connections. `asked` has the query of each connection.
    """

    events: Sequence[tuple[int, str]]
    burst: int = 0
    pause_s: float = 0.0
    rate: int = 0
    cut_after: int = 0
    refusals: int = 0
    status: int = 503
    forgotten: int = 0
    opening: Sequence[str | bytes] = ()
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    async def answer(self, socket: ServerConnection) -> None:
        """Serve one connection."""
        assert socket.request is not None
        start, numbered = self._start(socket.request), _numbered(socket.request)
        opening = [OUTDATED] * (numbered and start < self.forgotten) + [*self.opening]
        try:
            for frame in opening:
                await socket.send(frame)
            began = time.monotonic()
            for i, (_, message) in enumerate(self.events[max(start, self.forgotten) :], start=1):
                await socket.send(message)
                if self.burst and i % self.burst == 0:
                    await asyncio.sleep(self.pause_s)
                if self.rate and i % (self.rate // STEPS + 1) == 0:
                    await asyncio.sleep(max(0.0, began + i / self.rate - time.monotonic()))
                if i == self.cut_after:
                    socket.transport.abort()
            await socket.wait_closed()
        except ConnectionClosed:
            return

    def judge(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse a connection, or let it be served."""
        self.asked.append(_query(request))
        if self.refusals:
            self.refusals -= 1
            return connection.respond(HTTPStatus(self.status), "not now\n")
        cursor = _cursor(request)
        if _numbered(request) and cursor and cursor < FIRST_TIME and self._start(request) < self.forgotten:
            return connection.respond(HTTPStatus.BAD_REQUEST, TOO_OLD)
        return None

    def _start(self, request: Request) -> int:
        """The position of the first event that is asked for, by time or, on v2, by number."""
        cursor = _cursor(request)
        if cursor is None:
            return self.forgotten
        by_number = _numbered(request) and cursor < FIRST_TIME
        return bisect_left(self._numbers if by_number else self._times, cursor)

    @cached_property
    def _times(self) -> list[int]:
        return [moment for moment, _ in self.events]

    @cached_property
    def _numbers(self) -> list[int]:
        return [json.loads(message)["payload"]["seq"] for _, message in self.events]


def _query(request: Request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.path).query)


def _cursor(request: Request) -> int | None:
    asked = _query(request).get("cursor")
    return int(asked[0]) if asked else None


def _numbered(request: Request) -> bool:
    return urlsplit(request.path).path == PATHS["v2"]


async def opened(replay: Replay) -> tuple[Server, int]:
    """A server on a free port of this machine."""
    server = await serve(
        replay.answer, "127.0.0.1", 0, process_request=replay.judge, compression=None, subprotocols=None
    )
    port: int = server.sockets[0].getsockname()[1]
    return server, port


@contextmanager
def serving(replay: Replay, wire: str = "v1") -> Iterator[str]:
    """The address of a server that runs in a thread for as long as the block does."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    found: list[tuple[Server, int]] = []

    async def begin() -> None:
        found.append(await opened(replay))
        ready.set()

    def run() -> None:
        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield f"ws://127.0.0.1:{found[0][1]}{PATHS[wire]}"
    finally:

        async def end() -> None:
            found[0][0].close()
            await found[0][0].wait_closed()

        asyncio.run_coroutine_threadsafe(end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def recording(path: Path) -> list[tuple[int, str]]:
    """The events of a v1 recording."""
    return [(json.loads(line)["time_us"], line) for line in path.read_text(encoding="utf-8").splitlines()]


async def _serve_file(path: Path, rate: int) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    events = [(moment_of(i, rate or A_SECOND), line) for i, line in enumerate(lines)]
    server, port = await opened(Replay(events, rate=rate))
    print(port, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve_file(Path(sys.argv[1]), int(sys.argv[2])))
