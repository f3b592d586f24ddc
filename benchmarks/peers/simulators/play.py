"""T-RECS' social filtering, as it is, in its own environment.

`python -m benchmarks.peers.simulators.play --users 1000 --creators 50 --steps 60` prints JSON: agents, steps, seconds
(of building the world and running it, imports apart), peak_mb (of the whole process) and interactions. Everyone follows
FOLLOWED others at random, is shown SHOWN items a step, those that most of the followed took, and takes the best by an
own taste over TOPICS. Each creator posts with probability POSTING a step; without creators the items stay as given.
"""

import argparse
import importlib
import json
import os
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy import sparse

FOLLOWED = 20
SHOWN = 10
TOPICS = 20
POSTING = 0.2
GIB = 1024**3
MAXRSS_PER_MB = 1024**2 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """What one run was and cost: wall time (s), the process's peak resident memory (MiB), items taken in all."""

    agents: int
    creators: int
    items: int
    steps: int
    seed: int
    seconds: float
    peak_mb: float
    interactions: int


def built(users: int, creators: int, items: int, seed: int, sampled: bool) -> Any:
    """A model of `users` accounts, sparse wherever T-RECS takes sparse matrices."""
    models, components = importlib.import_module("trecs.models"), importlib.import_module("trecs.components")
    rng = np.random.default_rng(seed)
    np.random.seed(seed)  # lists sampled by rank draw from NumPy's global state
    followers = np.repeat(np.arange(users), FOLLOWED)
    followed = rng.integers(0, users, users * FOLLOWED)
    graph = sparse.csr_matrix((np.ones(users * FOLLOWED), (followers, followed)), shape=(users, users))
    authors = components.Creators(rng.random((creators, TOPICS)), POSTING, seed=seed) if creators else None
    return models.SocialFiltering(
        user_representation=graph.sign(),
        item_representation=sparse.csr_matrix((users, items)),
        actual_user_representation=rng.random((users, TOPICS)),
        actual_item_representation=rng.integers(0, 2, (TOPICS, items)).astype(float),
        creators=authors,
        probabilistic_recommendations=sampled,
        num_items_per_iter=SHOWN,
        seed=seed,
    )


def run(model: Any, steps: int, keep_history: bool) -> int:
    """Run `steps` steps; how many items were taken.

    T-RECS copies everyone's score of every item each time something is posted and reads none of the copies again:
    unless they are to be kept, they are dropped, so that the peer is at its best.
    """
    taken = 0
    for _ in range(steps):
        model.run(timesteps=1, disable_tqdm=True)
        taken += int(model.interactions.size)
        if not keep_history:
            model.users.actual_user_scores.state_history.clear()
    return taken


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What `work` gave, and the seconds it took."""
    started = time.perf_counter()
    given = work()
    return given, time.perf_counter() - started


def main() -> None:
    """Simulate and say what it cost."""
    asked = _arguments()
    if asked.memory_gb:
        most = int(asked.memory_gb * GIB)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    warnings.filterwarnings("ignore", message="No measurements")
    # T-RECS writes a log where it stands.
    os.chdir(tempfile.gettempdir())
    importlib.import_module("trecs.models")
    worlds = []

    def simulate() -> int:
        worlds.append(built(asked.users, asked.creators, asked.items, asked.seed, asked.sampled))
        return run(worlds[0], asked.steps, asked.keep_history)

    interactions, seconds = timed(simulate)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS_PER_MB
    told = Run(
        agents=asked.users,
        creators=asked.creators,
        items=int(worlds[0].num_items),
        steps=asked.steps,
        seed=asked.seed,
        seconds=round(seconds, 2),
        peak_mb=round(peak, 1),
        interactions=interactions,
    )
    print(json.dumps(asdict(told)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.peers.simulators.play", description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--creators", type=int, default=0, help="who posts; 0 for items that stay as given")
    parser.add_argument("--items", type=int, default=1250, help="at the start (1250 is T-RECS' own default)")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sampled", action="store_true", help="lists sampled by rank, not the best: much faster there")
    parser.add_argument("--keep-history", action="store_true", help="as T-RECS does by itself")
    parser.add_argument("--memory-gb", type=float, default=0, help="the most it may ask for; 0 for no limit")
    return parser.parse_args()


if __name__ == "__main__":
    main()
