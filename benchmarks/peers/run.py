"""Runs one peer on one world in a process of its own, and has another judge what it said."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.child import OutOfTimeError, measure
from benchmarks.peers.roster import Peer

WORK = Path("build/peers/work")
LIKEWISE = Path(sys.executable).with_name("likewise")
NICENESS = 5


@dataclass(frozen=True)
class Row:
    """A peer's figures: wall time (s) and peak memory (MiB) of its process, and its Ranking as a dict.

    `failure` says why there are none. Memory is that of the largest of a peer's processes.
    """

    peer: Peer
    version: str
    seconds: float | None = None
    peak_mb: float | None = None
    ranking: dict[str, Any] | None = None
    failure: str | None = None


def work_of(peer: Peer) -> Path:
    """Where a peer leaves what it wrote."""
    return WORK / peer.slug


def run(peer: Peer, folder: Path, interpreter: Path, version: str, limit_s: float) -> Row:
    """Run `peer` on the world in `folder`, within `limit_s` seconds."""
    work = work_of(peer)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    if peer.method is None:
        command, scores = (
            [str(LIKEWISE), "report", str(folder), "--out", str(work / "report"), "--quiet"],
            "report/accounts.parquet",
        )
    else:
        settings = json.dumps(peer.settings)
        command = [str(interpreter), "-m", "benchmarks.peers.play", peer.method, str(folder), str(work), settings]
        scores = "scores.csv"
    try:
        usage = measure(command, limit_s)
    except OutOfTimeError:
        return Row(peer, version, failure=f"did not finish in {limit_s / 60:.0f} min")
    except SystemExit as failed:
        print(failed, file=sys.stderr)
        return Row(peer, version, failure="failed")
    judged = measure([sys.executable, "-m", "benchmarks.peers.judge", str(work / scores), str(folder)])
    return Row(peer, version, usage.seconds, usage.peak_mb, json.loads(judged.output))


def be_nice() -> None:
    """Let other work on the machine go first; whatever is measured inherits it."""
    os.nice(NICENESS)
