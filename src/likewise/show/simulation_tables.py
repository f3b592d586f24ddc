"""The tables of a simulation: curves, claims and sweeps as rows."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from likewise.answers.simulate import SWITCHES, Claimed, Study, Swept, bands
from likewise.answers.simulate.effect import effect_of
from likewise.show.catalogue import text
from likewise.show.simulation_words import claim_text
from likewise.tables import SIMULATION_OUTPUTS


def curve_table(study: Study) -> pa.Table:
    """A row is a measure of a variant on a day: mean over seeds, and the band that holds eight in ten."""
    parts = []
    for band in bands(study):
        days = len(band.mean)
        parts.append(
            pa.table(
                [[band.measure] * days, [band.variant] * days, range(days), band.mean, band.low, band.high],
                schema=SIMULATION_OUTPUTS["curves"],
            )
        )
    return pa.concat_tables(parts)


def claim_rows(study: Study, judged: Sequence[Claimed]) -> list[dict[str, Any]]:
    """A row is a claim: its verdict, effect and interval, how it was measured, and a sentence in each language."""
    return [
        {
            "id": one.claim,
            "verdict": one.verdict,
            "effect": one.effect,
            "low": one.low,
            "high": one.high,
            "n": one.seeds,
            "method": text("en", f"simulate.measured.{one.claim}"),
            "switch": SWITCHES[one.claim].parameter,
            "text_en": claim_text(study, one, "en"),
            "text_zh": claim_text(study, one, "zh"),
        }
        for one in judged
    ]


def sweep_table(swept: Sequence[Swept]) -> pa.Table:
    """A row is a payoff at one value of a swept parameter, with what the rule did there."""
    return pa.Table.from_pylist([*_sweep_rows(swept)], schema=SIMULATION_OUTPUTS["sweep"])


def _sweep_rows(swept: Sequence[Swept]) -> Iterator[dict[str, Any]]:
    for one in swept:
        lines = {line.payoff: line for line in one.break_even}
        for point in one.points:
            number = isinstance(point.value, int | float) and not isinstance(point.value, bool)
            for payoff, values in point.payoff.items():
                effect, line = effect_of(values), lines.get(payoff)
                yield {
                    "parameter": one.sweep.name,
                    "value": str(point.value),
                    "number": float(point.value) if number else None,
                    "payoff": payoff,
                    "effect": effect.change,
                    "low": effect.low,
                    "high": effect.high,
                    "seeds": effect.seeds,
                    "break_even": line and line.at,
                    "break_even_low": line and line.low,
                    "break_even_high": line and line.high,
                    "removed_share": point.consequence.removed_share,
                    "honest_acted_on": sum(float(hurt.acted_on) for hurt in point.consequence.hurt),
                    "completion": point.consequence.completion,
                    "completion_without_rule": point.consequence.completion_without_rule,
                }
