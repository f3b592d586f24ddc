"""From the run with the groups and the run without them to the effects, account by account and day by day.

The two come from two runs of one seed that differ in the group alone, so their difference is the effect on this
account, not an estimate. Kept are all who ever belong to a group, and some others who post, since a group also moves
those outside (the feed's places are scarce).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa

from likewise.answers.simulate.acts import COMMENTED, FOLLOWED, LIKED, SAVED, SHARED, VIEWED
from likewise.answers.simulate.box import DAILY
from likewise.answers.simulate.parameters import every_parameter
from likewise.world.assemble import PERIOD_START, Ids
from likewise.world.clock import DAY
from likewise.world.deeds import Deeds, traded
from likewise.world.effects import Effects, MeanEffect
from likewise.world.following import Follows
from likewise.world.groups import Groups
from likewise.world.platform import Passed, Platform
from likewise.world.ragged import Bools, Ints, lasting
from likewise.world.stage import Stage

COUNTED = {"likes": LIKED, "comments": COMMENTED, "saves": SAVED, "reposts": SHARED, "new_follows": FOLLOWED}
"""Outcomes that are counted in the log, by day."""

STANDING = ("views", "followers", "purchases")
"""Outcomes that the platform alone counts: all views, logged or not; followers at the end of the day (who has left
doesn't count); purchases."""

_MOST_OTHERS = 1000
_SAMPLE = 51  # salt


def watched_accounts(stage: Stage) -> Ints:
    """Accounts whose effects are kept: all who ever belong to a group, and as many others who post, up to 1,000."""
    members = np.unique(stage.pods.account)
    outside = np.diff(stage.posts.begin) > 0
    outside[members] = False
    others = np.flatnonzero(outside)
    most = min(_MOST_OTHERS, max(len(members), 1))
    drawn = others[np.argsort(lasting(others, _SAMPLE), kind="stable")[:most]]
    return np.sort(np.concatenate([members, drawn]))


@dataclass(frozen=True)
class _Panel:
    """Arrays of (days, accounts), by name; and who trades when."""

    columns: dict[str, Ints]
    trading: Bools
    after: Bools


def true_effects(
    stage: Stage,
    pods: Groups,
    platform: Platform,
    deeds: tuple[Deeds, Deeds],
    watched: Ints,
    ids: Ids,
    follows: Follows,
) -> Effects:
    """Effects on the accounts watched; `deeds` are all acts with the group and without it, `follows` those planned."""
    passed = platform.with_group, platform.without
    panel = _panel(stage, pods, passed, deeds, watched, follows)
    kinds = np.full(len(stage.people), "", dtype="<U12")
    kinds[pods.account] = pods.kind[pods.group]
    names = np.full(len(stage.people), "", dtype="<U24")
    names[pods.account] = np.asarray([*pods.names(), ""])[pods.group]
    posts = np.diff(stage.posts.begin)[watched] > 0
    return Effects(
        _table(panel, watched, names[watched], kinds[watched], ids),
        tuple(_means(panel, kinds[watched], posts)),
        _parameters(platform, stage.setting.seed),
    )


def _panel(
    stage: Stage,
    pods: Groups,
    passed: tuple[Passed, Passed],
    deeds: tuple[Deeds, Deeds],
    watched: Ints,
    follows: Follows,
) -> _Panel:
    columns: dict[str, Ints] = {}
    given, without = deeds
    for name, bit in COUNTED.items():
        columns[name] = _counts(stage, given.having(bit), watched)
        columns[f"{name}_traded"] = _counts(stage, given.where(given.has(bit) & traded(given)), watched)
        columns[f"{name}_without"] = _counts(stage, without.having(bit), watched)
    # A circle that begins inside the period makes follows, too; they are there in both runs.
    inside = follows.time > 0
    for name in ("new_follows", "new_follows_without"):
        columns[name] = columns[name] + _by_day(stage, follows.author[inside], follows.time[inside], watched)
    daily = passed[0].daily.astype(np.int64), passed[1].daily.astype(np.int64)
    columns["views_traded"] = _counts(stage, given.where(given.has(VIEWED) & traded(given)), watched)
    for name in STANDING:
        columns[name], columns[f"{name}_without"] = (one[:, :, DAILY.index(name)] for one in daily)
    return _Panel(columns, *_when(stage, pods, watched))


def _counts(stage: Stage, deeds: Deeds, watched: Ints) -> Ints:
    """Acts by others on each account's posts, by day."""
    author = stage.posts.author[deeds.post]
    others = deeds.actor != author
    return _by_day(stage, author[others], deeds.time[others], watched)


def _by_day(stage: Stage, author: Ints, time: np.ndarray, watched: Ints) -> Ints:
    days = stage.setting.days
    place = np.full(len(stage.people), -1)
    place[watched] = np.arange(len(watched))
    at = place[author]
    day = (time // DAY).astype(np.int64)
    keep = at >= 0
    counted = np.bincount(day[keep] * len(watched) + at[keep], minlength=days * len(watched))
    return counted.reshape(days, len(watched))


def _when(stage: Stage, pods: Groups, watched: Ints) -> tuple[Bools, Bools]:
    """Whether each account trades on each day, and whether it no longer does."""
    n, days = len(stage.people), np.arange(stage.setting.days)[:, None]
    joined, left = np.full(n, np.inf), np.full(n, np.inf)
    joined[pods.account], left[pods.account] = pods.joined / DAY, pods.left / DAY
    trading: Bools = (joined[watched] < days + 1) & (days < left[watched])
    after: Bools = days >= left[watched]
    return trading, after


def _table(panel: _Panel, watched: Ints, group: np.ndarray, kind: np.ndarray, ids: Ids) -> pa.Table:
    days, n = panel.trading.shape
    start = PERIOD_START.date()
    dates = pa.array([start + timedelta(days=day) for day in range(days)], pa.date32())
    account = np.tile(np.arange(n), days)
    none = group[account] == ""
    table = pa.table(
        {
            "account": ids.account.take(pa.array(watched[account])),
            "day": dates.take(pa.array(np.repeat(np.arange(days), n))),
            "group": pa.array(group[account], mask=none),
            "kind": pa.array(kind[account], mask=none),
            "trading": pa.array(panel.trading.ravel()),
            **{name: pa.array(counted.ravel().astype(np.int32)) for name, counted in panel.columns.items()},
        }
    )
    return table.sort_by([("account", "ascending"), ("day", "ascending")])


def _means(panel: _Panel, kind: np.ndarray, posts: Bools) -> list[MeanEffect]:
    """Effects on members during and after, on each kind, and on those outside."""
    traded_by_then = np.maximum.accumulate(panel.trading.any(axis=1))
    later = np.broadcast_to(traded_by_then[:, None], panel.trading.shape)
    inside = (kind != "") & posts
    among = {"members": inside, **{str(one): inside & (kind == one) for one in np.unique(kind[inside])}}
    found = []
    for of, who in among.items():
        for when, mask in (("during", panel.trading & who), ("after", panel.after & who)):
            found += _mean(panel, of, when, mask)
    return found + _mean(panel, "others", "during", later & (kind == ""))


def _mean(panel: _Panel, of: str, when: str, mask: Bools) -> list[MeanEffect]:
    days = int(mask.sum())
    if not days:
        return []
    accounts = int(mask.any(axis=0).sum())
    found = []
    for name in (*COUNTED, *STANDING):
        raw, without = (float(panel.columns[one][mask].sum()) / days for one in (name, f"{name}_without"))
        found.append(MeanEffect(name, "raw", of, when, accounts, days, raw, without))
        if f"{name}_traded" in panel.columns:
            bought = float(panel.columns[f"{name}_traded"][mask].sum()) / days
            found.append(MeanEffect(name, "organic", of, when, accounts, days, raw - bought, without))
    return found


def _parameters(platform: Platform, seed: int) -> dict[str, bool | float | int | str]:
    return {"seed": seed} | {one.name: platform.given.value(one.name) for one in every_parameter()}
