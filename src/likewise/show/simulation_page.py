"""The page of a simulation: one HTML file that holds everything and asks nothing of the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from likewise.answers.simulate import SWITCHES, Claimed, described, every_parameter
from likewise.answers.simulate.effect import Effect, effect_on
from likewise.show.catalogue import text, word
from likewise.show.method import Stage
from likewise.show.numerals import Lang, setting
from likewise.show.report import asset, environment
from likewise.show.simulation_curves import curves, sweeps
from likewise.show.simulation_list import meaning, origin
from likewise.show.simulation_words import (
    days_each,
    headline,
    lead,
    mean_count,
    notes,
    title,
    why_nothing,
)

if TYPE_CHECKING:
    from likewise.show.simulation import Simulation


@dataclass(frozen=True)
class ClaimRow:
    """One claim on the page; `why` stands where there is no number."""

    claim: Claimed
    sentence: str
    measured: str
    why: str
    switch: str
    holds: str
    within: tuple[str, ...]


@dataclass(frozen=True)
class ParameterRow:
    """One parameter on the page."""

    name: str
    meaning: str
    default: str
    used: str
    changed: bool
    source: str


def render(made: "Simulation", lang: Lang) -> str:
    """Return the whole page as HTML; nothing of the user's files is trusted, every value is escaped."""
    page = environment(lang).get_template("simulate.html.j2")
    study = made.study
    return page.render(
        made=made,
        given=made.given,
        done=made.consequence,
        version=version("likewise"),
        more_style=Markup(asset("simulate.css")),
        headline=headline(study, lang),
        lead=lead(study, lang),
        notes=list(notes(made, lang)),
        titles=[title(one, "scenario", lang) for one in made.scenarios],
        feed=made.feed and title(made.feed, "feed", lang),
        keys=dict(_keys(made)),
        raw=effect_on(study, "raw", "during"),
        charts=curves(study, lang),
        variants=_variants(made),
        claims=[_claim_row(made, one, lang) for one in made.judged],
        sweeps=sweeps(made.swept, lang),
        hurt=[_hurt_row(made, i, lang) for i in range(len(made.consequence.hurt))],
        fit=made.fitted,
        parts_of_box=_parts(made, lang),
        stages=_stages(made, lang),
        setting=lambda value: setting(value, lang),
        mean_count=lambda number: mean_count(float(number), lang),
    )


def _keys(made: "Simulation") -> Iterator[tuple[str, Effect]]:
    """The figures under the answer."""
    groups = made.given.groups
    if groups.active:
        yield "raw", effect_on(made.study, "raw", "during")
        yield "organic", effect_on(made.study, "organic", "during")
        if not groups.instead:
            yield "after", effect_on(made.study, "raw", "after")


def _variants(made: "Simulation") -> dict[str, str]:
    """What the curves' legend calls each variant that differs from the others."""
    groups = made.given.groups
    if not groups.active:
        return {"group": "simulate.variant_declared.honest", "content": "simulate.variant.content"}
    if groups.instead:
        return {"group": "simulate.variant_declared.content", "alone": "simulate.variant.alone"}
    return {name: f"simulate.variant.{name}" for name in ("group", "alone", "content")}


def _claim_row(made: "Simulation", one: Claimed, lang: Lang) -> ClaimRow:
    switch = SWITCHES[one.claim]
    within = tuple(f"{name}={setting(value, 'en')}" for name, value in switch.within.items())
    return ClaimRow(
        claim=one,
        sentence=text(lang, f"simulate.claim.{one.claim}"),
        measured=text(lang, f"simulate.measured.{one.claim}"),
        why=why_nothing(made.study, one, lang) if one.effect is None else "",
        switch=switch.parameter,
        holds=text(lang, "simulate.claims.switch", on=switch.on, off=switch.off),
        within=within,
    )


def _hurt_row(made: "Simulation", at: int, lang: Lang) -> dict[str, Any]:
    hurt = made.consequence.hurt[at]
    return {
        "kind": word(lang, "simulate.kind", hurt.kind),
        "accounts": float(hurt.accounts),
        "acted_on": float(hurt.acted_on),
        "days": days_each(hurt.days, hurt.acted_on),
        "reach": -float(hurt.reach_lost),
    }


def _parts(made: "Simulation", lang: Lang) -> dict[str, list[ParameterRow]]:
    """All parameters, part by part."""
    found: dict[str, list[ParameterRow]] = {}
    for one in every_parameter():
        used = made.given.value(one.name)
        row = ParameterRow(
            one.name,
            meaning(described(one.name), lang),
            setting(one.default, lang),
            setting(used, lang),
            used != one.default,
            origin(one, lang),
        )
        found.setdefault(text(lang, f"simulate.part.{one.name.partition('.')[0]}"), []).append(row)
    return found


def _stages(made: "Simulation", lang: Lang) -> list[Stage]:
    longest = max(made.seconds.values(), default=0.0) or 1.0
    return [Stage(text(lang, f"simulate.step.{name}"), took, took / longest) for name, took in made.seconds.items()]
