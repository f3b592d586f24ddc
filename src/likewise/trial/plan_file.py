"""A plan as two files: plan.json (what was agreed on) and order.csv (who does what when), held together by a digest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, cast

from likewise.errors import InputError, first_line
from likewise.trial.design import (
    ALPHA,
    DRAWS,
    Leaver,
    Leaving,
    Plan,
    Posting,
    Turn,
    checked_lever,
    checked_outcome,
)
from likewise.trial.precision import Needed, Power
from likewise.trial.spread import Spread

PLAN, ORDER = "plan.json", "order.csv"

_FORMAT = 1

_LEAVING = ("account", "step", "leave_on", "stratum")
_POSTING = ("account", "post", "lever", "block")

_FORMULA = frozenset("=+-@＝＋－＠'\t")
"""Signs that begin a formula, in ASCII and in full width, and the sign that guards against it."""


def order_file(plan: Plan) -> str:
    """Return order.csv: a row a member, or a row a post; lines end as RFC 4180 has it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    if isinstance(plan.design, Leaving):
        writer.writerow(_LEAVING)
        writer.writerows((_cell(one.account), one.step, one.leave_on, one.stratum) for one in plan.design.order)
    else:
        writer.writerow(_POSTING)
        turns = plan.design.order
        writer.writerows((_cell(one.account), one.number, "on" if one.on else "off", one.block) for one in turns)
    return written.getvalue()


def _cell(account: str) -> str:
    """An id that no spreadsheet takes for a formula (CWE-1236); reading takes one leading apostrophe off."""
    return f"'{account}" if account.lstrip()[:1] in _FORMULA else account


def plan_file(plan: Plan, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what plan.json holds.

    Parameters
    ----------
    plan
        The plan.
    words
        Sentences for a reader, as `estimand_en`; they stand beside the rest and under the same digest.
    """
    design = {name: value for name, value in vars(plan.design).items() if name not in {"order", "start"}}
    held = {
        "format": _FORMAT,
        "version": plan.version,
        "design": plan.name,
        "start": plan.design.start.isoformat(),
        **({"end": plan.design.end.isoformat()} if isinstance(plan.design, Leaving) else {}),
        **design,
        "accounts": len(plan.design.accounts),
        "timezone": plan.timezone,
        "outcome": plan.outcome,
        "seed": plan.seed,
        "alpha": ALPHA,
        "draws": DRAWS,
        "variation": asdict(plan.spread),
        "power": {**asdict(plan.power), "needed": [asdict(one) for one in plan.power.needed]},
        **words,
    }
    return {**held, "sha256": {ORDER: digest(_lines(order_file(plan))), PLAN: _of_itself(held)}}


def read_plan(folder: Path) -> tuple[Plan, Mapping[str, str]]:
    """Read a plan, and check that nobody has changed it.

    Parameters
    ----------
    folder
        Holds plan.json and order.csv.

    Returns
    -------
    tuple[Plan, Mapping[str, str]]
        The plan, and the digests of its two files.

    Raises
    ------
    InputError
        When a file is missing or damaged, or differs from what was planned.
    """
    written, order = _text(folder / PLAN), _text(folder / ORDER)
    try:
        said: dict[str, Any] = json.loads(written)
        digests = dict(said.pop("sha256"))
        if said["format"] != _FORMAT:
            raise InputError.of("trial.other_format", file=folder / PLAN, version=said["version"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError.of("trial.damaged", file=folder / PLAN, said=first_line(error)) from error
    for file, now in ((ORDER, digest(_lines(order))), (PLAN, _of_itself(said))):
        if digests.get(file) != now:
            raise InputError.of("trial.edited", file=folder / file)
    try:
        return _plan(said, list(csv.DictReader(io.StringIO(order, newline="")))), digests
    except (ValueError, KeyError, TypeError) as error:
        raise InputError.of("trial.damaged", file=folder / PLAN, said=first_line(error)) from error


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _lines(text: str) -> str:
    """A text without its way of ending lines, which editors change."""
    return "\n".join(text.splitlines())


def _of_itself(held: Mapping[str, Any]) -> str:
    """The digest of what plan.json says, whatever its layout."""
    return digest(json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputError.of("trial.no_plan", file=file) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError.of("trial.damaged", file=file, said=first_line(error)) from error


def _plan(said: Mapping[str, Any], rows: list[dict[str, str]]) -> Plan:
    start = date.fromisoformat(said["start"])
    design = _leaving(said, start, rows) if said["design"] == "leave" else _posting(said, start, rows)
    power = {**said["power"], "needed": tuple(Needed(**one) for one in said["power"]["needed"])}
    return Plan(
        design,
        checked_outcome(said["outcome"]),
        said["seed"],
        said["timezone"],
        Spread(**said["variation"]),
        Power(**cast(dict[str, Any], power)),
        said["version"],
    )


def _account(row: Mapping[str, str]) -> str:
    return row["account"].removeprefix("'")


def _leaving(said: Mapping[str, Any], start: date, rows: list[dict[str, str]]) -> Leaving:
    order = tuple(
        Leaver(_account(row), int(row["step"]), date.fromisoformat(row["leave_on"]), int(row["stratum"]))
        for row in rows
    )
    return Leaving(start, said["steps"], said["step_days"], order)


def _posting(said: Mapping[str, Any], start: date, rows: list[dict[str, str]]) -> Posting:
    order = tuple(Turn(_account(row), int(row["post"]), row["lever"] == "on", int(row["block"])) for row in rows)
    return Posting(start, checked_lever(said["lever"]), said["posts"], said["block"], order)
