"""What the platform in a box says of every scenario: the nine claims, the effects, what risk control did, break-even.

`python -m benchmarks.scenarios --seeds 8` prints Markdown and writes benchmarks/results/scenarios.json. All of it
follows from the box's default parameters: properties of the model, kept so that a change of the model is seen.
"""

import argparse
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks import machine
from likewise.answers.simulate import (
    CLAIMS,
    Claimed,
    Parameters,
    Study,
    Swept,
    consequence,
    judge_claims,
    load_scenario,
    mixed_parameters,
    read_sweep,
    run_study,
    run_sweep,
    scenario_names,
)
from likewise.answers.simulate.parameters import Value

RESULTS = Path("benchmarks/results/scenarios.json")
MEASURED = ("raw", "organic", "views", "followers", "fan_activity", "conversion")
SWEEPS = ("risk.strength=0..1:5", "risk.completion_threshold=0.02..0.10")
# Against a platform that would like to stop it: no distrust of readers, demotion, a perfect detector.
STRICT: dict[str, Value] = {"readers.distrust": 0.0, "risk.action": "demote", "risk.detector": "perfect"}


def effects(study: Study) -> dict[str, float | None]:
    """Relative effect of the scenario on members while the group trades, against the same accounts without it."""
    told: dict[str, float | None] = {}
    for name in MEASURED:
        alone = float(study.measured("alone", name, "during").mean())
        told[name] = float(study.measured("group", name, "during").mean()) / alone - 1 if alone else None
    return told


def shown(one: Claimed) -> str:
    """A verdict and its effect, in few characters."""
    mark = {"supported": "yes", "contradicted": "no", "not_enough_data": "?"}[one.verdict]
    return mark if one.effect is None else f"{mark} ({one.effect:+.0%})"


def main() -> None:
    """Run every scenario and both sweeps, print and keep what came out."""
    parser = argparse.ArgumentParser(prog="benchmarks.scenarios", description=__doc__)
    parser.add_argument("--seeds", type=int, default=8)
    asked = parser.parse_args()
    claims: dict[str, list[Claimed]] = {}
    changed: dict[str, dict[str, float | None]] = {}
    rules: dict[str, dict[str, object]] = {}
    seconds: dict[str, float] = {}
    for name in scenario_names():
        began = time.perf_counter()
        study = run_study(mixed_parameters([load_scenario(name)]), asked.seeds)
        claims[name], changed[name] = judge_claims(study), effects(study)
        rules[name] = asdict(consequence(study))
        seconds[name] = time.perf_counter() - began
        print(f"{name}: {seconds[name]:.0f} s", flush=True)
    swept = [run_sweep(Parameters().with_values(STRICT), read_sweep(word), asked.seeds) for word in SWEEPS]
    machine.keep(
        RESULTS,
        {
            "seeds": asked.seeds,
            "seconds": seconds,
            "claims": {name: [asdict(one) for one in told] for name, told in claims.items()},
            "effects": changed,
            "rules": rules,
            "break_even": {one.sweep.name: [asdict(line) for line in one.break_even] for one in swept},
        },
    )
    print(_claims_table(claims), _effects_table(changed, rules), *map(_sweep_table, swept), sep="\n\n")


def _claims_table(claims: dict[str, list[Claimed]]) -> str:
    lines = [f"| scenario | {' | '.join(CLAIMS)} |", "|---|" + "---|" * len(CLAIMS)]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(map(shown, told))} |" for name, told in claims.items())])


def _effects_table(changed: dict[str, dict[str, float | None]], rules: dict[str, dict[str, object]]) -> str:
    heads = [*MEASURED, "traded likes uncounted"]
    lines = [f"| scenario | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for name, told in changed.items():
        cells = ["–" if value is None else f"{value:+.1%}" for value in told.values()]
        removed = rules[name]["removed_share"]
        cells.append(f"{removed:.0%}" if isinstance(removed, float) else "–")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _sweep_table(swept: Swept) -> str:
    lines = [
        f"| {swept.sweep.name} | raw | organic | views | followers | uncounted |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for point in swept.points:
        cells = [f"{float(values.mean()):+.3f}" for values in point.payoff.values()]
        removed = point.consequence.removed_share
        lines.append(f"| {point.value} | {' | '.join(cells)} | {'–' if removed is None else f'{removed:.0%}'} |")
    for line in swept.break_even:
        if line.at is not None:
            lines.append(
                f"\n{line.payoff}: breaks even at {line.at:.2f} (nine seeds in ten: {line.low:.2f} to {line.high:.2f})"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
