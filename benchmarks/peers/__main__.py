"""Every peer on one world: `python -m benchmarks.peers --seed 1`, from the project's root.

Prints Markdown and writes benchmarks/results/peers.json. With `--family NAME` the world is one of benchmarks/families,
and the file is peers-NAME.json; `likewise` has the weights that ship, which have seen all families. This process
imports only the standard library, because the kernel carries its memory over into those it measures (see
benchmarks/child.py).
"""

import argparse
import json
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.child import measure
from benchmarks.machine import hold_to, keep, versions
from benchmarks.peers import environment, worlds
from benchmarks.peers.roster import LIKEWISE, PEERS, TOOLKIT
from benchmarks.peers.run import WORK, Row, be_nice, run, work_of
from benchmarks.peers.table import beaten, legend, markdown

RESULTS = Path("benchmarks/results")
WORLD = Path("build/peers/world")
MINUTE_S = 60


@dataclass(frozen=True)
class SameNetwork:
    """Seconds for one network: the toolkit's two commands and one join; and in how many edges the two differ."""

    preprocess_seconds: float
    compute_seconds: float
    join_seconds: float
    edges: int
    different: int

    @property
    def ratio(self) -> float:
        """How many times as long the toolkit took."""
        return (self.preprocess_seconds + self.compute_seconds) / self.join_seconds


def same_network(folder: Path) -> SameNetwork:
    """Build the toolkit's network (which it has just built itself) by one join, and compare."""
    edges, toolkit = WORK / "edges.parquet", work_of(TOOLKIT)
    module = [sys.executable, "-m", "benchmarks.peers.network"]
    built = json.loads(measure([*module, "build", str(folder / "events.parquet"), str(edges)]).output)
    compared = json.loads(measure([*module, "same", str(edges), str(toolkit / "network.db")]).output)
    took = json.loads((toolkit / "seconds.json").read_text())
    return SameNetwork(took["preprocess"], took["compute"], built["seconds"], compared["edges"], compared["different"])


def said(network: SameNetwork, rows: list[Row]) -> str:
    """The network's figures in a sentence, and the whole report's beside them."""
    report = next((row.seconds for row in rows if row.peer is LIKEWISE), None)
    return (
        f"The same network ({network.edges:,} edges, {network.different} different): the toolkit's preprocessing "
        f"{network.preprocess_seconds:.1f} s and computing {network.compute_seconds:.1f} s; one join "
        f"{network.join_seconds:.2f} s, {network.ratio:.0f} times as fast"
        + (f"; the whole report {report:.1f} s." if report is not None else ".")
    )


def main() -> None:
    """Write the world, run the peers one after the other, print and keep what came out."""
    asked = _arguments()
    be_nice()
    hold_to(asked.cores)
    interpreter, pinned = environment.python(), environment.pinned()
    generator = f"{worlds.FAMILY}{asked.family}" if asked.family else asked.world
    world = {"accounts": asked.accounts, "seed": asked.seed, "views": asked.views}
    if not asked.family:
        # A family draws these itself.
        world |= {"likes": asked.likes, "days": asked.days, "grouped": asked.grouped}
    shutil.rmtree(WORLD, ignore_errors=True)
    measure([sys.executable, "-m", "benchmarks.peers.worlds", generator, str(WORLD), json.dumps(world)])
    chosen = [peer for peer in PEERS if not asked.peers or peer.slug in asked.peers.split(",")]
    rows = []
    for peer in chosen:
        print(f"running {peer.name}", file=sys.stderr, flush=True)
        version = pinned.get(peer.package or "", versions()["likewise"] if peer is LIKEWISE else "")
        rows.append(run(peer, WORLD, interpreter, version, asked.limit * MINUTE_S))
    finished = any(row.peer is TOOLKIT and row.failure is None for row in rows)
    network = same_network(WORLD) if finished else None
    document = {
        "peer_versions": pinned,
        "world": {"generator": generator} | world,
        "rows": [asdict(row) for row in rows],
        "network": asdict(network) | {"ratio": network.ratio} if network else None,
    }
    named = f"peers-{asked.family}.json" if asked.family else "peers.json"
    keep(asked.results or RESULTS / named, document)
    print("\n\n".join([markdown(rows), legend(rows), *([said(network, rows)] if network else [])]))
    if lost := beaten(rows, LIKEWISE.name):
        print(f"\nAnother is better on {', '.join(lost)}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description=__doc__)
    parser.add_argument("--world", choices=("own", "elsewhere"), default=worlds.default(), help="whose generator")
    parser.add_argument("--family", help="a world of this family of benchmarks/families instead, 5,000 accounts or so")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--accounts", type=int, default=30_000)
    parser.add_argument("--likes", type=int, default=1_200_000)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--grouped", type=float, default=0.08, help="share of accounts in planted groups")
    parser.add_argument("--views", action="store_true", help="a world whose views are logged")
    parser.add_argument("--peers", default="", help=f"some of {','.join(peer.slug for peer in PEERS)}")
    parser.add_argument("--limit", type=float, default=20, help="minutes a peer may take")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--results", type=Path, help="where the JSON goes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
