"""What a trial found, in words and for JSON: the finding, then what to do, then the evidence."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from likewise.destination import TRIAL, Destination, folder_for, published
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.numerals import Lang
from likewise.show.terminal import plain
from likewise.show.trial_plan import as_moment
from likewise.text import COMMA, first_few
from likewise.trial import Asked, Leaving, Left, Posting, Trial

RESULT = TRIAL.mark

SMALL = 10.0
"""Below this median of the outcome, log(1 + outcome) tells a relative change a tenth too small, or more."""


EARLY = 0.5
"""Where the last post came before this share of the last period was left, the data were probably taken too early."""


def in_words(trial: Trial, lang: Lang) -> str:
    """The finding, what to do, and the evidence, as text."""
    outcome = {"outcome": trial.plan.outcome, **_lever(trial)}
    change = {"low": trial.low, "high": trial.high}
    way = direction(trial)
    told = trial.change if way == "none" else abs(trial.change)
    lines = [
        text(lang, f"trial.found.{trial.plan.name}_{way}", change=told, **change, **outcome),
        text(lang, f"trial.do.{advice(trial)}"),
        "",
        *_evidence(trial, lang),
        *(one[f"text_{lang}"] for one in cautions(trial)),
    ]
    return "\n".join(lines)


def direction(trial: Trial) -> str:
    """Whether the interval lies above no change, below it, or holds it: `up`, `down` or `none`."""
    return "up" if trial.estimate.low > 0 else "down" if trial.estimate.high < 0 else "none"


def advice(trial: Trial) -> str:
    """Which advice goes with the finding."""
    name = f"{trial.plan.name}_{direction(trial)}"
    return f"{name}_likes" if name == "leave_down" and trial.plan.outcome == "likes" else name


def _lever(trial: Trial) -> dict[str, str]:
    return {"lever": trial.plan.design.lever} if isinstance(trial.plan.design, Posting) else {}


def _evidence(trial: Trial, lang: Lang) -> Iterator[str]:
    counted, estimate = trial.counted, trial.estimate
    yield text(
        lang,
        "trial.evidence",
        p=estimate.p,
        draws=estimate.draws,
        posts=counted.posts,
        accounts=counted.accounts,
        planned=counted.planned_accounts,
    )
    if math.isinf(estimate.low):
        yield text(lang, "trial.open_low")
    if math.isinf(estimate.high):
        yield text(lang, "trial.open_high")
    yield text(lang, "trial.planned_power", rise=trial.plan.power.smallest)
    yield followed_in_words(trial, lang)


def followed_in_words(trial: Trial, lang: Lang) -> str:
    """Who did what the plan says, in one sentence; that it can't be seen, where it can't."""
    found = trial.followed
    if isinstance(found, Asked):
        return text(lang, "trial.followed.asked", **vars(found))
    if not isinstance(found, Left):
        return text(lang, "trial.followed.post_unseen")
    if not found.by_person:
        return text(lang, "trial.followed.unseen")
    return text(
        lang,
        "trial.followed.left",
        late=len(found.late),
        early=len(found.early),
        unseen=found.unseen,
        late_names=_names(found.late, lang),
        early_names=_names(found.early, lang),
    )


def _names(accounts: Sequence[str], lang: Lang) -> str:
    if not accounts:
        return ""
    return text(lang, "list.trial_names", names=COMMA[lang].join(map(plain, first_few(accounts))))


def cautions(trial: Trial) -> list[dict[str, Any]]:
    """What must be said with the finding, as a key and in both languages."""
    return [
        {"key": key, **{f"text_{lang}": text(lang, f"trial.caution.{key}", **values) for lang in LANGUAGES}}
        for key, values in _cautions(trial)
    ]


def _cautions(trial: Trial) -> Iterator[tuple[str, dict[str, Any]]]:
    counted, outcome = trial.counted, trial.plan.outcome
    if trial.plan.name == "leave":
        if outcome == "likes":
            yield "traded_likes", {}
        yield "fewer_partners", {}
        if missing := counted.planned_accounts - counted.accounts:
            yield "missing_accounts", {"missing": missing, "planned": counted.planned_accounts}
    elif missing := counted.planned_cells - counted.cells:
        yield "missing_posts", {"missing": missing, "planned": counted.planned_cells}
    if (early := _ends_early(trial)) is not None:
        yield "ends_early", early
    if counted.median < SMALL:
        yield "small_counts", {"median": counted.median, "outcome": outcome}
    if counted.bounds:
        yield "bounds", {"posts": counted.bounds}
    if counted.without_time:
        yield "without_time", {"posts": counted.without_time}
    if counted.everyone and counted.planned_accounts == 1:
        yield "everyone", {}


def _ends_early(trial: Trial) -> dict[str, Any] | None:
    """The days to name where the last post came long before a trial of leaving was over; None elsewhere."""
    plan, design = trial.plan, trial.plan.design
    if not isinstance(design, Leaving):
        return None
    last = datetime.fromtimestamp(trial.counted.until / 1e6, ZoneInfo(plan.timezone)).date()
    if (design.end - last).days <= EARLY * design.step_days:
        return None
    return {"until": as_moment(last), "end": as_moment(design.end)}


def trial_dict(trial: Trial) -> dict[str, Any]:
    """Return what trial.json holds."""
    plan, estimate = trial.plan, trial.estimate
    followed = None if trial.followed is None else vars(trial.followed)
    return {
        "version": version("likewise"),
        "design": plan.name,
        "outcome": plan.outcome,
        **_lever(trial),
        "direction": direction(trial),
        "change": trial.change,
        "low": None if math.isinf(estimate.low) else trial.low,
        "high": trial.high,
        "p": estimate.p,
        "draws": estimate.draws,
        "method": "randomisation inference, intention to treat",
        "counted": vars(trial.counted),
        "followed": followed,
        "smallest_rise_planned": plan.power.smallest,
        "plan_version": plan.version,
        "plan_sha256": dict(trial.digests),
        "cautions": cautions(trial),
        **{f"text_{lang}": in_words(trial, lang) for lang in LANGUAGES},
    }


def trial_place(out: str | Path, read: Iterable[Path] = (), overwrite: bool = False) -> Destination:
    """Return where a result goes: a folder that is absent, empty, or holds a result; OutputError for any other."""
    return folder_for(out, TRIAL, read=read, overwrite=overwrite)


def write_trial(trial: Trial, out: Destination | Path) -> Path:
    """Write trial.json into a folder that is new, empty or holds an earlier one; return the file.

    Raises
    ------
    OutputError
        When the folder holds other files, or can't be written.
    """
    place = out if isinstance(out, Destination) else trial_place(out)
    with published(place) as unfinished:
        held = json.dumps(trial_dict(trial), ensure_ascii=False, indent=1, allow_nan=False)
        (unfinished / RESULT).write_text(held + "\n", encoding="utf-8")
    return place.shown / RESULT
