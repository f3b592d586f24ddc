"""`likewise watch`: a stream kept in a live window, and a report on the window again and again.

The report runs in a process of its own, on a copy of the window, so that the stream never waits for it. That process
ends with the watch, however the watch ends, so that no report of an earlier watch comes after those of a later one.
"""

import asyncio
import ctypes
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from likewise.destination import REPORT, folder_for
from likewise.errors import LikewiseError
from likewise.show.numerals import Lang
from likewise.sources.live.stream import follow
from likewise.sources.live.window import Window, open_window
from likewise.sources.live.wire import wire_of

WINDOW_FILE, REPORT_FOLDER, WORK_PREFIX = "window.duckdb", "report", ".window."
RANDOM_PART = "[a-z0-9_]" * 8
"""How the names of folders end that `tempfile` makes."""
COPY = "copy"
"""What a report reads, in the folder that each has of its own; what it spills lies beside it."""

PR_SET_PDEATHSIG = 1
"""The number by which Linux is asked for a signal when a process's parent ends (prctl(2))."""

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals at which a watch ends cleanly."""

REPORT_NICENESS = 10
"""How much the report gives way to the stream on a busy machine (nice levels)."""

Say = Callable[..., None]


@dataclass(frozen=True)
class Watch:
    """What is watched: the stream's address, the folder, the window's days, the time between reports in s."""

    url: str
    out: Path
    days: float
    every_s: float
    memory: str | None = None
    lang: Lang = "en"
    overwrite: bool = False


def watch(asked: Watch, say: Say) -> int:
    """Follow the stream until the process is told to end; returns how many events the window holds then.

    `say` is called with a key of the catalogue and its values. Raises LikewiseError for an address that can't be
    meant, a folder that can't be used, or a full disk.
    """
    wire_of(asked.url)
    # What the reports can't be written to is said before anything is heard.
    folder_for(asked.out / REPORT_FOLDER, REPORT, overwrite=asked.overwrite)
    window = open_window(asked.out / WINDOW_FILE, asked.days, now_us, asked.memory)
    try:
        _tidy(asked.out)
        asyncio.run(run(asked, window, say))
        return window.rows
    finally:
        window.close()


def now_us() -> int:
    """This machine's time, µs since 1970."""
    return time.time_ns() // 1000


def _tidy(out: Path) -> None:
    """Remove what a watch that was killed has left half done; the window's lock says that no other one runs."""
    for name in (WORK_PREFIX, f".{REPORT_FOLDER}."):
        for left in out.glob(f"{name}{RANDOM_PART}"):
            shutil.rmtree(left, ignore_errors=True)


async def run(asked: Watch, window: Window, say: Say) -> None:
    """Follow the stream into an open window, and make reports beside, until the process is told to end."""
    stop = asyncio.Event()
    for ending in ENDINGS:
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    refreshing = asyncio.create_task(_refresh_every(asked, window, say))
    refreshing.add_done_callback(lambda _: stop.set())
    try:
        # Chance only spreads clients over time; no result depends on it.
        await follow(asked.url, window, stop, random.Random(), say=say)
    finally:
        refreshing.cancel()
        with suppress(asyncio.CancelledError):
            await refreshing


async def _refresh_every(asked: Watch, window: Window, say: Say) -> None:
    while True:
        await asyncio.sleep(asked.every_s)
        if window.rows:
            await _refresh(asked, window, say)


async def _refresh(asked: Watch, window: Window, say: Say) -> None:
    """Write a report on what the window holds now; an earlier one stays until the new one is whole."""
    work = Path(tempfile.mkdtemp(prefix=WORK_PREFIX, dir=asked.out))
    process = multiprocessing.get_context("spawn").Process(
        target=_report,
        args=(str(work), str(asked.out / REPORT_FOLDER), asked.memory, asked.lang, asked.overwrite),
        daemon=True,
    )
    try:
        await asyncio.to_thread(window.snapshot, work / COPY)
        process.start()
        await _ended(process)
        if process.exitcode == 0:
            say("refreshed", path=str(asked.out / REPORT_FOLDER / "report.html"))
        else:
            say("not_refreshed", code=process.exitcode)
    finally:
        if process.pid is not None and process.is_alive():
            process.terminate()
            process.join()
        shutil.rmtree(work, ignore_errors=True)


async def _ended(process: BaseProcess) -> None:
    """Wait until a process has ended, without a thread that a clean stop would have to wait for."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(process.sentinel, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()


def _report(work: str, out: str, memory: str | None, lang: Lang, overwrite: bool) -> None:
    """The report's process: exit code 2 and a sentence for what the data or the machine doesn't allow."""
    _end_with_the_watch()
    from likewise.show.face import report  # noqa: PLC0415  (the analysis loads slowly, and the stream needn't it)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(REPORT_NICENESS)
    try:
        # What spills lies in the report's own folder, so that nothing is left elsewhere when it is killed.
        report(f"bluesky:{Path(work, COPY)}", out, memory=memory, lang=lang, scratch=work, overwrite=overwrite)
    except LikewiseError as error:
        print(error.in_words(lang), file=sys.stderr)
        raise SystemExit(2) from None


def _end_with_the_watch() -> None:
    """End this process as soon as its parent has ended, killed or not.

    Linux does it at once. Elsewhere, and if the parent ended before Linux was asked, the pipe between the two closes.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
