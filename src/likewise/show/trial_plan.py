"""A trial's plan in words and as files: plan.json, order.csv and plan.md, written whole or not at all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from likewise import destination
from likewise.destination import Destination, folder_for, published
from likewise.errors import InputError, OutputError
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.numerals import Lang
from likewise.show.terminal import plain
from likewise.trial import DRAWS, ORDER, PLAN, Leaving, Needed, Plan, Posting, order_file, plan_file, read_plan

PAGE = "plan.md"
WEAK_FROM = 0.3
"""Where no smaller rise than this is seen, the plan says that it shows little."""

_LISTED = 200
"""So many posts are listed on the page; a longer list is in the file alone."""


def plan_place(out: str | Path, read: Iterable[Path] = (), overwrite: bool = False) -> Destination:
    """Return where a plan goes: a folder that is absent, empty, or holds a plan; OutputError for any other."""
    return folder_for(out, destination.PLAN, read=read, overwrite=overwrite)


def write_plan(plan: Plan, out: Destination | Path, lang: Lang) -> dict[str, Any]:
    """Write a plan.

    Parameters
    ----------
    plan
        The plan.
    out
        New, empty, or holding this very plan: what was agreed on is never replaced.
    lang
        The language of plan.md.

    Returns
    -------
    dict[str, Any]
        What plan.json holds.

    Raises
    ------
    OutputError
        When the folder holds another plan or other files, or can't be written.
    """
    held = plan_dict(plan)
    place = out if isinstance(out, Destination) else plan_place(out)
    folder = place.path
    if PLAN not in place.foreign and (folder / PLAN).exists() and _digests(folder) != held["sha256"]:
        raise OutputError.of("trial.holds_plan", folder=place.shown)
    with published(place) as unfinished:
        written = json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        (unfinished / PLAN).write_text(written, encoding="utf-8")
        # Spreadsheets read UTF-8 only with a byte order mark.
        (unfinished / ORDER).write_text(order_file(plan), encoding="utf-8-sig", newline="")
        (unfinished / PAGE).write_text("\n".join(page(plan, lang)) + "\n", encoding="utf-8")
    return held


def plan_dict(plan: Plan) -> dict[str, Any]:
    """Return what plan.json holds, with its sentences in both languages."""
    words = {
        f"{part}_{lang}": text(lang, f"trial.{part}_{plan.name}", **_values(plan))
        for part in ("estimand", "analysis")
        for lang in LANGUAGES
    }
    words |= {f"power_{lang}": " ".join(power_lines(plan, lang)) for lang in LANGUAGES}
    return plan_file(plan, words)


def _digests(folder: Path) -> Any:
    try:
        return read_plan(folder)[1]
    except InputError:
        return None


def power_lines(plan: Plan, lang: Lang) -> Iterator[str]:
    """Say what the plan can show: what comes first in everything that is said of it."""
    power = plan.power
    yield text(lang, "trial.power", rise=power.smallest, fall=power.smallest_fall, outcome=plan.outcome)
    if power.smallest > WEAK_FROM:
        yield text(lang, "trial.power_weak")
    for one in power.needed:
        yield _needed(one, plan, lang)
    spread = plan.spread
    values = {"spread": spread.value, "cells": spread.cells, "filled": spread.filled}
    yield text(lang, f"trial.spread.{spread.known_by}", **values)


def _needed(one: Needed, plan: Plan, lang: Lang) -> str:
    if isinstance(plan.design, Posting):
        key = "trial.needed_never" if one.units is None else "trial.needed_post"
        return text(lang, key, change=one.change, posts=one.units)
    members = text(lang, "trial.members_never" if one.units is None else "trial.members_needed", members=one.units)
    days = text(lang, "trial.days_never" if one.days is None else "trial.days_needed", days=one.days)
    return text(lang, "trial.needed_leave", change=one.change, members=members, days=days)


def page(plan: Plan, lang: Lang) -> Iterator[str]:
    """Give the lines of plan.md."""
    values = _values(plan)
    yield f"# {text(lang, f'trial.title_{plan.name}', **values)}"
    for head, lines in (
        ("power", power_lines(plan, lang)),
        ("what", _what(plan, lang)),
        ("analysis", (text(lang, f"trial.{part}_{plan.name}", **values) for part in ("estimand", "analysis"))),
        ("cautions", (f"- {text(lang, f'trial.caution.{key}')}" for key in cautions_before(plan))),
    ):
        yield ""
        yield f"## {text(lang, f'trial.head.{head}')}"
        in_list = False
        for line in lines:
            # Items of a list stay together; all else is a paragraph of its own.
            if not (in_list and line.startswith("- ")):
                yield ""
            in_list = line.startswith("- ")
            yield line


def cautions_before(plan: Plan) -> Iterator[str]:
    """Name what must be said with the plan."""
    if isinstance(plan.design, Leaving):
        if plan.outcome == "likes":
            yield "traded_likes"
        yield "fewer_partners"
        yield "willing"
    yield "age"
    yield "keep"


def _what(plan: Plan, lang: Lang) -> Iterator[str]:
    yield text(lang, f"trial.what_{plan.name}", **_values(plan))
    if isinstance(plan.design, Leaving):
        days = Counter(one.leave_on for one in plan.design.order)
        for day, members in sorted(days.items()):
            yield "- " + text(lang, "trial.step", day=as_moment(day), members=members)
    elif len(plan.design.order) <= _LISTED:
        several = len(plan.design.accounts) > 1
        for turn in plan.design.order:
            whose = f"{plain(turn.account)} " if several else ""
            yield f"- [ ] {whose}{turn.number}: {'on' if turn.on else 'off'}"


def _values(plan: Plan) -> dict[str, Any]:
    """What fills the placeholders of sentences about a plan."""
    design = plan.design
    told: dict[str, Any] = {
        "outcome": plan.outcome,
        "timezone": plan.timezone,
        "file": ORDER,
        "start": as_moment(design.start),
        "accounts": len(design.accounts),
        "draws": DRAWS,
    }
    if isinstance(design, Leaving):
        ends = {"end": as_moment(design.end), "steps": design.steps, "step_days": design.step_days}
        return told | ends | {"members": len(design.order)}
    return told | {"lever": design.lever, "posts": design.posts, "block": design.block}


def as_moment(day: date) -> datetime:
    """Return a day as the sentences take it."""
    return datetime(day.year, day.month, day.day)
