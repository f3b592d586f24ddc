"""The simulation page's curves and break-even charts, drawn and put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.answers.simulate import MEASURES, Study, Swept, bands
from likewise.answers.simulate.effect import Effect, effect_of, effect_on
from likewise.answers.simulate.study import Band
from likewise.answers.simulate.sweep import PAYOFFS, BreakEven
from likewise.show import simulation_charts as draw
from likewise.show.catalogue import text
from likewise.show.numerals import Lang, amount, change, setting
from likewise.show.simulation_charts import Axis, Tick
from likewise.show.simulation_words import mean_count, pays

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mark:
    """An upright line with a word: where the group starts, stops or is banned; in percent from the left."""

    at: float
    word: str


@dataclass(frozen=True)
class Label:
    """A word on an axis, in percent from its beginning."""

    at: float
    word: str


@dataclass(frozen=True)
class Chart:
    """A measure day by day: paths by variant, axes, marks, and the numbers in words."""

    name: str
    title: str
    unit: str
    said: str
    lines: Mapping[str, str]
    bands: Mapping[str, str]
    levels: str
    marks: tuple[Mark, ...]
    mark_lines: str
    y: tuple[Label, ...]
    x: tuple[Label, ...]
    from_zero: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PayoffChart:
    """What the group does to one payoff over a swept parameter."""

    title: str
    said: str
    sentence: str
    line: str
    dots: str
    whiskers: str
    levels: str
    zero: str
    at: float | None
    span: tuple[float, float] | None
    y: tuple[Label, ...]
    x: tuple[Label, ...]


@dataclass(frozen=True)
class SweepSection:
    """A sweep: its charts, and what the rule does at each value."""

    parameter: str
    charts: tuple[PayoffChart, ...]
    rows: tuple[Mapping[str, str | float | None], ...]


def curves(study: Study, lang: Lang) -> list[Chart]:
    """A chart for each measure."""
    held: dict[str, dict[str, Band]] = {}
    for band in bands(study):
        held.setdefault(band.measure, {})[band.variant] = band
    shown = _shown(study)
    return [
        _chart(study, name, {variant: held[name][variant] for variant in shown}, lang)
        for name in MEASURES
        if name in held
    ]


def _shown(study: Study) -> tuple[str, ...]:
    """The variants that differ; the one to compare with is drawn first, and lies beneath."""
    groups = study.given.groups
    if not groups.active:
        return ("content", "group")
    return ("alone", "group") if groups.instead else ("alone", "content", "group")


def _chart(study: Study, name: str, held: Mapping[str, Band], lang: Lang) -> Chart:
    days = study.given.run.days
    x = Axis(0, max(days - 1, 1))
    y, from_zero = draw.axis_over([one for band in held.values() for one in (band.low, band.high)])
    at = np.arange(days, dtype=np.float64)
    levels, marks = draw.ticks_of(y), _marks(study, x, lang)
    measure, unit = text(lang, f"simulate.measure.{name}"), text(lang, f"simulate.measure_unit.{name}")
    values = [
        text(lang, "list.named", name=text(lang, f"simulate.variant.{key}"), value=float(band.mean.mean()))
        for key, band in held.items()
    ]
    return Chart(
        name=name,
        title=measure,
        unit=unit,
        said=text(
            lang, "simulate.curves.drawn", measure=measure, unit=unit, values=text(lang, "list.comma").join(values)
        ),
        lines={key: draw.line(x, y, at, band.mean) for key, band in held.items()},
        bands={key: draw.band(x, y, at, band.low, band.high) for key, band in held.items() if key != "content"},
        levels=draw.levels(levels),
        marks=marks,
        mark_lines=draw.uprights([one.at for one in marks]),
        y=_labels(levels, lang),
        x=_days(draw.ticks_of(x), lang),
        from_zero=from_zero,
        notes=tuple(_notes(study, name, lang)),
    )


def _labels(ticks: Sequence[Tick], lang: Lang) -> tuple[Label, ...]:
    return tuple(Label(one.at, amount(one.value, lang)) for one in ticks)


def _days(ticks: Sequence[Tick], lang: Lang) -> tuple[Label, ...]:
    """Labels of the days: the first says what they are."""
    first, *others = ticks
    return Label(first.at, text(lang, "simulate.curves.day", day=first.value)), *_labels(others, lang)


def _marks(study: Study, x: Axis, lang: Lang) -> tuple[Mark, ...]:
    groups, days = study.given.groups, study.given.run.days
    if not groups.active:
        return ()
    found = {"start": groups.start_day, "stop": groups.stop_day, "ban": groups.ban_day}
    return tuple(
        Mark(x.share(day), text(lang, f"simulate.mark.{name}")) for name, day in found.items() if 0 < day < days
    )


def _notes(study: Study, name: str, lang: Lang) -> list[str]:
    """The effect on one measure, during and after, in words."""
    if not study.given.groups.active:
        return []
    effects = {when: effect_on(study, name, when) for when in ("during", "after")}
    return [
        text(lang, f"simulate.curves.{when}", change=effect.change, low=effect.low, high=effect.high)
        for when, effect in effects.items()
        if effect.change is not None
    ]


def sweeps(swept: Sequence[Swept], lang: Lang) -> list[SweepSection]:
    """A section for each sweep."""
    return [
        SweepSection(one.sweep.name, tuple(_payoff_chart(one, name, lang) for name in PAYOFFS), _rule_rows(one, lang))
        for one in swept
    ]


def _rule_rows(one: Swept, lang: Lang) -> tuple[Mapping[str, str | float | None], ...]:
    return tuple(
        {
            "value": setting(point.value, lang),
            "removed": point.consequence.removed_share,
            "hurt": mean_count(sum(float(hurt.acted_on) for hurt in point.consequence.hurt), lang),
            "completion": point.consequence.completion,
            "without": point.consequence.completion_without_rule,
        }
        for point in one.points
    )


def _payoff_chart(one: Swept, payoff: str, lang: Lang) -> PayoffChart:
    values = [point.value for point in one.points]
    numeric = bool(one.break_even)
    xs = np.asarray([float(value) if numeric else i for i, value in enumerate(values)], dtype=np.float64)
    air = (xs.max() - xs.min()) * (0.03 if numeric else 0.12) or 0.5
    x = Axis(float(xs.min() - air), float(xs.max() + air))
    effects = [effect_of(point.payoff[payoff]) for point in one.points]
    mean = np.asarray([point.payoff[payoff].mean() for point in one.points])
    low, high = (_ends(effects, mean, name) for name in ("low", "high"))
    y = draw.change_axis([mean, low, high])
    ticks = draw.change_ticks(y)
    name = text(lang, f"simulate.payoff.{payoff}")
    line = next((line for line in one.break_even if line.payoff == payoff), None)
    return PayoffChart(
        title=name,
        said=_drawn(one, name, values, mean, lang),
        sentence=pays(line, lang) if line else "",
        line=draw.line(x, y, xs, mean) if numeric else "",
        dots=draw.dots(x, y, xs, mean),
        whiskers=draw.whiskers(x, y, xs, low, high),
        levels=draw.levels([tick for tick in ticks if tick.value]),
        zero=draw.levels([tick for tick in ticks if not tick.value]),
        at=x.share(line.at) if line and line.at is not None else None,
        span=_span(line, x),
        y=tuple(Label(tick.at, change(tick.value, lang).replace(".0", "")) for tick in ticks),
        x=tuple(Label(x.share(at), setting(value, lang)) for at, value in _sparse(xs, values)),
    )


def _ends(effects: Sequence[Effect], mean: Floats, name: str) -> Floats:
    """One end of each interval as a logarithm; the mean itself where there is none."""
    ends = [getattr(effect, name) for effect in effects]
    return np.asarray([at if end is None else np.log1p(end) for end, at in zip(ends, mean, strict=True)])


def _span(line: BreakEven | None, x: Axis) -> tuple[float, float] | None:
    """Where nine crossings in ten lie, from and how wide, in thousandths."""
    if line is None or line.low is None or line.high is None:
        return None
    left, right = x.place(line.low), x.place(line.high)
    return left, max(round(right - left, 1), 4.0)


def _sparse(xs: Floats, values: Sequence[bool | float | str]) -> list[tuple[float, bool | float | str]]:
    """So many labels as have room: all of few, else every so many, from the first."""
    every = -(-len(values) // 6)
    return [(float(at), value) for i, (at, value) in enumerate(zip(xs, values, strict=True)) if i % every == 0]


def _drawn(one: Swept, payoff: str, values: Sequence[bool | float | str], mean: Floats, lang: Lang) -> str:
    said = [
        text(lang, "simulate.sweeps.point", value=setting(value, lang), effect=float(np.expm1(at)))
        for value, at in zip(values, mean, strict=True)
    ]
    return text(
        lang,
        "simulate.sweeps.drawn",
        payoff=payoff,
        parameter=one.sweep.name,
        values=text(lang, "list.comma").join(said),
    )
