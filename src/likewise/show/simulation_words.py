"""What a simulation says in words: the answer, each claim, where a group stops paying, and what the rule did."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np
from rich.cells import cell_len

from likewise.answers.simulate import Claimed, Scenario, Study
from likewise.answers.simulate.claims import MATTERS
from likewise.answers.simulate.effect import LEAST_SEEDS, Effect, effect_on
from likewise.answers.simulate.sweep import BreakEven
from likewise.show.catalogue import has, text, word
from likewise.show.numerals import Lang, amount, change, setting
from likewise.show.terminal import plain

if TYPE_CHECKING:
    from likewise.show.simulation import Simulation

Direction = Literal["up", "down", "flat", "unclear"]

# What the group does to raw and to organic engagement, and the headline that says it.
_HEADLINES: Mapping[tuple[Direction, Direction], str] = {
    ("up", "up"): "both_up",
    ("up", "down"): "up_down",
    ("up", "flat"): "up_flat",
    ("up", "unclear"): "up_unclear",
    ("flat", "down"): "none_down",
    ("down", "down"): "none_down",
}


def title(one: Scenario, family: str, lang: Lang) -> str:
    """A scenario's or a ranking's title: the catalogue's for those that come with the package, else its own."""
    if one.packaged and has(f"simulate.{family}.{one.name}"):
        return text(lang, f"simulate.{family}.{one.name}")
    return one.words.get("title") or one.name


def direction(effect: Effect) -> Direction:
    """Which way an effect goes, by the smallest one that matters."""
    if effect.low is None or effect.high is None:
        return "unclear"
    if effect.low > MATTERS:
        return "up"
    if effect.high < -MATTERS:
        return "down"
    return "flat" if effect.low > -MATTERS and effect.high < MATTERS else "unclear"


def headline(study: Study, lang: Lang) -> str:
    """The first sentence: what the group did in this box."""
    groups = study.given.groups
    organic = direction(effect_on(study, "organic", "during"))
    if groups.active and groups.instead:
        return text(lang, f"simulate.headline.content_{'up' if organic == 'up' else 'other'}")
    if not groups.active:
        return text(lang, "simulate.headline.nobody")
    raw = direction(effect_on(study, "raw", "during"))
    fallback = "unclear" if raw == "unclear" else "none"
    return text(lang, f"simulate.headline.{_HEADLINES.get((raw, organic), fallback)}")


def lead(study: Study, lang: Lang) -> str:
    """The sentence that carries the headline's numbers."""
    groups, window = study.given.groups, study.window("during")
    if not groups.active:
        return text(lang, "simulate.lead.nobody")
    values: dict[str, float | None] = {"first": window.start, "last": window.stop}
    for name in ("raw", "organic"):
        effect = effect_on(study, name, "during")
        values |= {name: effect.change, f"{name}_low": effect.low, f"{name}_high": effect.high}
    return text(lang, f"simulate.lead.{'content' if groups.instead else 'group'}", **values)


def notes(made: "Simulation", lang: Lang) -> Iterator[str]:
    """What else belongs to the answer: afterwards, risk control, content, what is compared, and that it is a model."""
    study, groups = made.study, made.given.groups
    if groups.active:
        yield from _afterwards(study, lang) if not groups.instead else ()
        yield from _control(made, lang) if not groups.instead else ()
        yield from _content(study, lang) if not groups.instead else ()
        yield text(lang, "simulate.lead.compared", seeds=len(study.seeds))
    if len(study.seeds) < LEAST_SEEDS:
        yield text(lang, "simulate.lead.few_seeds")


def _afterwards(study: Study, lang: Lang) -> Iterator[str]:
    effect = effect_on(study, "raw", "after")
    if not effect.seeds:
        yield text(lang, "simulate.after.never")
    elif effect.change is not None:
        yield _told(f"simulate.after.{direction(effect)}", effect, lang)


def _control(made: "Simulation", lang: Lang) -> Iterator[str]:
    done = made.consequence
    if not made.given.risk.active:
        yield text(lang, "simulate.control.off")
        return
    effect = effect_on(made.study, "views", "during", "group", "unpoliced")
    key = "none_traded" if not done.traded else "down" if direction(effect) == "down" else "other"
    yield _told(f"simulate.control.{key}", effect, lang, removed=done.removed_share, traded=done.traded)
    yield text(lang, "simulate.honest_hurt", accounts=_honest(made), hurt=mean_count(_hurt(made), lang))


def _content(study: Study, lang: Lang) -> Iterator[str]:
    effect = effect_on(study, "organic", "during", "content", "group")
    if effect.change is not None:
        yield _told("simulate.content", effect, lang)


def _told(key: str, effect: Effect, lang: Lang, **more: float | None) -> str:
    return text(lang, key, change=effect.change, low=effect.low, high=effect.high, **more)


def _honest(made: "Simulation") -> float:
    return float(sum(hurt.accounts for hurt in made.consequence.hurt))


def _hurt(made: "Simulation") -> float:
    return float(sum(hurt.acted_on for hurt in made.consequence.hurt))


def mean_count(number: float, lang: Lang) -> str:
    """A mean over seeds of a count: 0, 0.3, 12, 1,204."""
    return "0" if not number else amount(number, lang) if number < 10 else f"{number:,.0f}"


def claim_text(study: Study, one: Claimed, lang: Lang) -> str:
    """One claim as a sentence: what it says, the verdict, and the number or why there is none."""
    named = {
        "claim": text(lang, f"simulate.claim.{one.claim}"),
        "verdict": text(lang, f"simulate.verdict.{one.verdict}"),
    }
    if one.effect is None:
        return text(lang, "simulate.said_nothing", why=why_nothing(study, one, lang), **named)
    measured = text(lang, f"simulate.measured.{one.claim}")
    numbers = {"effect": one.effect, "low": one.low, "high": one.high, "seeds": one.seeds}
    return text(lang, "simulate.said", measured=measured, **named, **numbers)


def why_nothing(study: Study, one: Claimed, lang: Lang) -> str:
    """Why a claim has no number."""
    groups = study.given.groups
    key = "seeds"
    if not groups.active or groups.instead:
        key = "group"
    elif one.claim in {"retention", "conversion"} and not groups.follow:
        key = one.claim
    elif one.claim == "cliff" and not one.seeds:
        key = "cliff"
    elif one.claim == "mismatch" and len(study.seeds) >= LEAST_SEEDS:
        key = "mismatch"
    return text(lang, f"simulate.nothing.{key}", **({"parameter": "groups.follow"} if key in _NAMING else {}))


_NAMING = frozenset({"retention", "conversion"})


def pays(line: BreakEven, lang: Lang) -> str:
    """Where a group stops paying, in one sentence."""
    if line.at is None:
        both = {(True, True): "always", (False, False): "never", (True, False): "fades", (False, True): "grows"}
        key = both[line.before, line.after]
        return text(lang, f"simulate.pays.{key}", payoff=text(lang, f"simulate.payoff.{line.payoff}"))
    crossing = {(True, False): "stops", (False, True): "begins"}
    key = crossing.get((line.before, line.after), "crosses")
    at, low, high = (amount(value, lang) for value in (line.at, line.low, line.high))
    return text(
        lang, f"simulate.pays.{key}", payoff=text(lang, f"simulate.payoff.{line.payoff}"), at=at, low=low, high=high
    )


def in_words(made: "Simulation", lang: Lang) -> str:
    """The whole answer for a terminal."""
    names = text(lang, "list.comma").join(plain(title(one, "scenario", lang)) for one in made.scenarios)
    lines = [text(lang, "simulate.term.scenario", names=names), "", headline(made.study, lang), lead(made.study, lang)]
    lines += [*notes(made, lang), "", text(lang, "simulate.term.claims"), *_claim_lines(made, lang)]
    lines += [*_sweep_lines(made, lang), "", text(lang, "simulate.term.rule"), *_rule_lines(made, lang)]
    if made.fitted is not None:
        fits = sum(row.fits for row in made.fitted.rows)
        lines += ["", text(lang, "simulate.term.fit", fits=fits, all=len(made.fitted.rows))]
    return "\n".join([*lines, "", text(lang, "simulate.model")])


def _claim_lines(made: "Simulation", lang: Lang) -> Iterator[str]:
    rows = []
    for one in made.judged:
        verdict = text(lang, f"simulate.verdict.{one.verdict}")
        interval = "" if one.effect is None else text(lang, "simulate.interval", low=one.low, high=one.high)
        effect = change(one.effect, lang)
        rows.append((verdict, effect, interval, text(lang, f"simulate.claim.{one.claim}")))
    widths = [max((cell_len(row[i]) for row in rows), default=0) for i in range(3)]
    for row in rows:
        cells = [_padded(cell, width, i == 1) for i, (cell, width) in enumerate(zip(row, widths, strict=False))]
        yield "  " + "  ".join([*cells, row[3]])


def _padded(cell: str, width: int, right: bool) -> str:
    gap = " " * (width - cell_len(cell))
    return gap + cell if right else cell + gap


def _sweep_lines(made: "Simulation", lang: Lang) -> Iterator[str]:
    for one in made.swept:
        low, high = (setting(one.sweep.values[at], lang) for at in (0, -1))
        yield ""
        yield text(lang, "simulate.term.sweep", parameter=one.sweep.name, low=low, high=high)
        if one.break_even:
            yield from ("  " + pays(line, lang) for line in one.break_even)
        else:
            yield from ("  " + _points(made, one.sweep.name, payoff, lang) for payoff in one.points[0].payoff)


def _points(made: "Simulation", parameter: str, payoff: str, lang: Lang) -> str:
    """A payoff at each value, where the values are no numbers and nothing is crossed."""
    swept = next(one for one in made.swept if one.sweep.name == parameter)
    said = [
        text(lang, "simulate.sweeps.point", value=setting(point.value, lang), effect=_mean(point.payoff[payoff]))
        for point in swept.points
    ]
    values = text(lang, "list.comma").join(said)
    name = text(lang, f"simulate.payoff.{payoff}")
    return text(lang, "simulate.sweeps.drawn", payoff=name, parameter=parameter, values=values)


def _mean(logs: "np.typing.NDArray[np.float64]") -> float:
    return float(np.expm1(logs.mean()))


def _rule_lines(made: "Simulation", lang: Lang) -> Iterator[str]:
    done = made.consequence
    if made.given.risk.active:
        yield "  " + text(lang, "simulate.rule.removed_text", share=done.removed_share, traded=done.traded)
    else:
        yield "  " + text(lang, "simulate.control.off")
    for hurt in done.hurt:
        yield "  " + text(
            lang,
            "simulate.term.hurt",
            kind=word(lang, "simulate.kind", hurt.kind),
            hurt=mean_count(float(hurt.acted_on), lang),
            accounts=float(hurt.accounts),
            days=mean_count(days_each(hurt.days, hurt.acted_on), lang),
            reach=-hurt.reach_lost,
        )
    yield "  " + text(lang, "simulate.term.quality", completion=done.completion, without=done.completion_without_rule)


def days_each(days: float, acted_on: float) -> float:
    """Days under an action for each account acted on."""
    return float(days) / float(acted_on) if acted_on else 0.0
