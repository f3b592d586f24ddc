"""How well groups are found and honest people spared, on worlds of generators that the weights were learnt on.

`python -m benchmarks.detection --world elsewhere --seeds 101,102` prints Markdown tables and writes
benchmarks/results/detection-elsewhere.json. `own` is the project's own generator; `elsewhere` another one, written
apart from it; `box` is `own` before an audience that reacts, the platform in a box. The weights were learnt on other
seeds of all three, so these figures compare one state of the detector with another; those to quote are of families
that had no part in the weights (`python -m benchmarks.families --left-out`). With `--among comment` the likes are
left out of each log, so that groups are looked for among comments (results: detection-elsewhere-comment.json).
Figures from simulated worlds are semi-synthetic.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
from sklearn.metrics import average_precision_score

import likewise
from benchmarks import elsewhere, machine
from benchmarks.scores import by_kind, calibration_error, share_error
from benchmarks.weights.gather import FIRST_SEED
from likewise import world
from likewise.answers.simulate import Parameters
from likewise.show.face import tables_alone

RESULTS = Path("benchmarks/results")
WORLDS: dict[str, Callable[..., object]] = {
    "own": world.write,
    "elsewhere": elsewhere.write,
    "box": partial(world.write, mechanism=Parameters()),
}


@dataclass(frozen=True)
class Outcome:
    """What one world showed. Shares are 0..1; `flagged` is the share of each honest habit at 0.5 or above.

    Where nothing is planted, what needs planted accounts is nan.
    """

    seed: int
    views: bool
    average_precision: float
    by_kind: dict[str, float]
    precision: float
    recall: float
    flagged: dict[str, float]
    calibration_error: float
    b_cubed_f1: float
    likes_average_precision: float
    real_share_error: float


def judge(folder: Path, seed: int, views: bool, among: str = "like") -> Outcome:
    """Report on the world in `folder` and hold the result against its truth.

    `among` is the kind of event that groups are looked for among, and that is judged by itself.
    """
    result = tables_alone(folder)
    truth = pd.read_parquet(folder / "truth" / "accounts.parquet")
    # An account that the data hardly shows is none that the result knows: it counts as not found.
    table = truth.merge(result.accounts.to_pandas(), on="account", how="left").fillna({"probability": 0.0})
    # Customers of a farm are neither members of an exchange nor honest: they are left out.
    table = table[table["role"] != "customer"]
    traded = table["kind"].notna()
    honest, p = table[~traded], table["probability"]
    flagged = p >= 0.5
    return Outcome(
        seed,
        views,
        float(average_precision_score(traded, p)) if traded.any() else float("nan"),
        by_kind(table, "probability"),
        float(traded[flagged].mean()),
        float(flagged[traded].mean()),
        {str(role): float((part["probability"] >= 0.5).mean()) for role, part in honest.groupby("role")},
        calibration_error(p.to_numpy(), traded.to_numpy()),
        _b_cubed(result, table) if traded.any() else float("nan"),
        _traded(result, folder, among),
        share_error(result.accounts.to_pandas(), folder) if among == "like" else float("nan"),
    )


def _b_cubed(result: likewise.Result, table: pd.DataFrame) -> float:
    """B-cubed F1 of found groups (each account in its likeliest at 0.5 or above) against the planted ones."""
    members = result.members.to_pandas().query("probability >= 0.5").sort_values("probability")
    found = members.drop_duplicates("account", keep="last").set_index("account")["group"]
    both = table.set_index("account")[["group"]].join(found.rename("found"))
    both = both[both["group"].notna() | both["found"].notna()]
    shared = both.groupby(["group", "found"]).size()
    precision = sum(n * n / (both["found"] == f).sum() for (_, f), n in shared.items()) / max(
        1, both["found"].notna().sum()
    )
    recall = sum(n * n / (both["group"] == g).sum() for (g, _), n in shared.items()) / max(
        1, both["group"].notna().sum()
    )
    return float(2 * precision * recall / max(1e-9, precision + recall))


def _traded(result: likewise.Result, folder: Path, kind: str) -> float:
    truth = pd.read_parquet(folder / "truth" / "events.parquet", filters=[("kind", "==", kind)])
    found = result.events_exchanged.to_pandas()
    found = found[found["kind"] == kind].groupby(["actor", "post"], as_index=False)["probability"].max()
    truth = truth.drop_duplicates(["actor", "post"])
    told = truth.assign(traded=1.0)[["actor", "post", "traded"]]
    both = found.merge(told, on=["actor", "post"], how="outer").fillna({"traded": 0.0, "probability": 0.0})
    return float(average_precision_score(both["traded"], both["probability"])) if len(told) else float("nan")


def show(outcomes: list[Outcome], heads: list[str]) -> str:
    """The outcomes as Markdown, a column a world."""
    lines = [f"| | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in _rows(outcomes))])


def _rows(outcomes: list[Outcome]) -> list[tuple[str, list[str]]]:
    kinds = sorted({kind for one in outcomes for kind in one.by_kind})
    habits = sorted({habit for one in outcomes for habit in one.flagged})
    return [
        ("average precision, all planted kinds", [f"{one.average_precision:.3f}" for one in outcomes]),
        *((f"… {kind} alone", [f"{one.by_kind.get(kind, np.nan):.3f}" for one in outcomes]) for kind in kinds),
        ("precision at 0.5", [f"{one.precision:.3f}" for one in outcomes]),
        ("recall at 0.5", [f"{one.recall:.3f}" for one in outcomes]),
        *(
            (f"flagged: {habit}", [f"{100 * one.flagged.get(habit, np.nan):.2f} %" for one in outcomes])
            for habit in habits
        ),
        ("calibration error above 0.1", [f"{one.calibration_error:.3f}" for one in outcomes]),
        ("groups, B-cubed F1", [f"{one.b_cubed_f1:.3f}" for one in outcomes]),
        ("average precision of traded likes", [f"{one.likes_average_precision:.3f}" for one in outcomes]),
        ("real_share, mean absolute error", [f"{one.real_share_error:.3f}" for one in outcomes]),
    ]


# Figures of which the highest is the worst; of all others it is the lowest.
ERRORS = frozenset({"calibration_error", "real_share_error", "flagged"})


def summary(outcomes: list[Outcome], *, worst: bool = False) -> Outcome:
    """The mean of several worlds, figure by figure, or the worst of each."""

    def told(figure: str, values: list[float]) -> float:
        known = [value for value in values if not np.isnan(value)]
        if not known:
            return float("nan")
        return float((max if figure in ERRORS else min)(known)) if worst else float(np.mean(known))

    def each(figure: str) -> dict[str, float]:
        found: list[dict[str, float]] = [getattr(one, figure) for one in outcomes]
        names = sorted({name for one in found for name in one})
        return {name: told(figure, [one.get(name, np.nan) for one in found]) for name in names}

    plain = {
        figure: told(figure, [getattr(one, figure) for one in outcomes])
        for figure in Outcome.__annotations__
        if figure not in {"seed", "views", "by_kind", "flagged"}
    }
    return Outcome(seed=-1, views=outcomes[0].views, by_kind=each("by_kind"), flagged=each("flagged"), **plain)


def keep(name: str, outcomes: list[Outcome], **said: object) -> None:
    """Write the outcomes to benchmarks/results."""
    machine.keep(RESULTS / f"{name}.json", {**said, "outcomes": [_known(asdict(one)) for one in outcomes]})


def _known(told: dict[str, object]) -> dict[str, object]:
    """JSON knows no nan: what couldn't be measured is null."""
    return {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in told.items()}


def leave_likes_out(events: Path) -> None:
    """Make the log one that knows nobody's likes."""
    table = pq.read_table(events)
    pq.write_table(table.filter(pc.not_equal(table["kind"], "like")), events)


def main() -> None:
    """Write worlds, report on them, print and keep what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", choices=sorted(WORLDS), default="elsewhere")
    parser.add_argument("--seeds", default="101,102,103,104,105")
    parser.add_argument("--accounts", type=int, default=30_000)
    parser.add_argument("--likes", type=int, default=1_200_000)
    parser.add_argument("--among", choices=("like", "comment"), default="like")
    asked = parser.parse_args()
    seeds = [int(word) for word in asked.seeds.split(",")]
    assert max(seeds) < FIRST_SEED, "the weights were estimated on worlds with these seeds"
    outcomes = []
    for views in (False, True):
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                made = Path(folder) / "world"
                WORLDS[asked.world](made, accounts=asked.accounts, likes=asked.likes, seed=seed, views=views)
                if asked.among == "comment":
                    leave_likes_out(made / "events.parquet")
                outcomes.append(judge(made, seed, views, asked.among))
                print(f"seed {seed}, views {views}: {outcomes[-1].average_precision:.3f}", flush=True)
    for views in (False, True):
        part = [one for one in outcomes if one.views == views]
        heads = [*(f"seed {one.seed}" for one in part), "mean", "worst"]
        print("\nWith views\n" if views else "\nLikes, comments, follows only\n")
        print(show([*part, summary(part), summary(part, worst=True)], heads))
    name = f"detection-{asked.world}" + ("" if asked.among == "like" else f"-{asked.among}")
    keep(name, outcomes, accounts=asked.accounts, likes=asked.likes, world=asked.world)


if __name__ == "__main__":
    main()
