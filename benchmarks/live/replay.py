"""A Jetstream on this machine, for tests and benchmarks: it serves given events from a cursor on, and then waits.

`python -m benchmarks.live.replay FILE` serves the lines of a file by their position; it prints its port first.
"""

import asyncio
import json
import sys
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

PATHS = {"v1": "/subscribe", "v2": "/xrpc/network.bsky.jetstream.subscribeEvents"}


@dataclass
class Replay:
    """What a server has: events as (time µs, message) in order, and how it serves them.

    After `burst` messages it pauses for `pause_s`; after `cut_after` messages it drops the line, and it refuses the
    next `refusals` connections. `asked` has the query of each connection.
    """

    events: Sequence[tuple[int, str]]
    burst: int = 0
    pause_s: float = 0.0
    cut_after: int = 0
    refusals: int = 0
    status: int = 503
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    async def answer(self, socket: ServerConnection) -> None:
        """Serve one connection."""
        assert socket.request is not None
        asked = parse_qs(urlsplit(socket.request.path).query)
        times = [time for time, _ in self.events]
        start = bisect_left(times, int(asked["cursor"][0])) if "cursor" in asked else 0
        try:
            for i, (_, message) in enumerate(self.events[start:], start=1):
                await socket.send(message)
                if self.burst and i % self.burst == 0:
                    await asyncio.sleep(self.pause_s)
                if i == self.cut_after:
                    socket.transport.abort()
            await socket.wait_closed()
        except ConnectionClosed:
            return

    def judge(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse a connection, or let it be served."""
        self.asked.append(parse_qs(urlsplit(request.path).query))
        if self.refusals:
            self.refusals -= 1
            return connection.respond(HTTPStatus(self.status), "not now\n")
        return None


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


async def _serve_file(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    server, port = await opened(Replay(list(enumerate(lines))))
    print(port, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve_file(Path(sys.argv[1])))
