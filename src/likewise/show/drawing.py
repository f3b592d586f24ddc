"""A group drawn as what it is: members as dots, the likes that went between them as lines.

Members that trade much stand close, as if their ties were springs (Fruchterman & Reingold 1991, "Graph drawing by
force-directed placement"); the same group is always drawn the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from likewise.show.rows import Row, rows
from likewise.show.view import ReportView

Floats = NDArray[np.float64]

WIDTH, HEIGHT = 420, 300
"""Size of a drawing, in its own units."""

_MARGIN = 12
_ROUNDS = 60
_FIRST_STEP = 0.12  # the longest way that a member moves in the first round, as a share of the drawing
_CENTRE = 1.0  # how strongly members are held to the middle, so that parts without ties don't drift off
_PULL = 3.0  # the pull of all its ties on a member, on average, in ties of full strength
_ROW = 26  # room for the row of members without ties
_CLOSEST = 1e-6  # squared distance below which two members count as this far apart
_LARGEST, _SMALLEST = 8.0, 3.2  # radius of a member's dot
_GOLDEN = np.pi * (3 - np.sqrt(5.0))
_STRONG, _MIDDLE = 0.5, 0.15  # of the strongest tie in a group: where a line is drawn thick, and where thin


@dataclass(frozen=True)
class Dot:
    """One member: its place, its size, and its row."""

    x: int
    y: int
    radius: float
    member: Row


@dataclass(frozen=True)
class Drawing:
    """One group: a path of lines a strength (weak, middle, strong), and its members' dots, the largest first."""

    lines: Mapping[str, str]
    dots: tuple[Dot, ...]
    ties: int


def drawings(view: ReportView, columns: Sequence[str]) -> dict[str, Drawing]:
    """Draw every group whose members are known; `columns` are those that a dot's member row needs."""
    members: dict[str, list[Row]] = {}
    for member in rows(view.members, columns):
        if member["group"] is not None and member["account"] is not None:
            members.setdefault(member["group"], []).append(member)
    ties: dict[str, list[Row]] = {}
    for tie in rows(view.ties, ("group", "a", "b", "weight")):
        ties.setdefault(tie["group"], []).append(tie)
    return {group: _draw(found, ties.get(group, [])) for group, found in members.items()}


def _draw(members: list[Row], ties: list[Row]) -> Drawing:
    place = {member["account"]: at for at, member in enumerate(members)}
    known = [tie for tie in ties if tie["weight"] and tie["a"] in place and tie["b"] in place]
    ends = np.array([(place[tie["a"]], place[tie["b"]]) for tie in known], dtype=np.int64).reshape(-1, 2)
    weight = np.array([tie["weight"] for tie in known], dtype=np.float64)
    strength = np.sqrt(weight / weight.max()) if len(weight) else weight
    at = _placed(len(members), ends, strength)
    traded = np.array([(member["given"] or 0) + (member["received"] or 0) for member in members], dtype=np.float64)
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(traded / max(float(traded.max(initial=0.0)), 1.0))
    dots = sorted(
        (
            Dot(round(float(x)), round(float(y)), round(float(size), 1), member)
            for (x, y), size, member in zip(at, radius, members, strict=True)
        ),
        key=lambda dot: -dot.radius,
    )
    return Drawing(_lines(at, ends, strength), tuple(dots), len(known))


def _placed(count: int, ends: NDArray[np.int64], strength: Floats) -> Floats:
    """Place members in the drawing: those with ties as their ties pull them, those without in a row below."""
    tied = np.unique(ends)
    apart = np.setdiff1d(np.arange(count), tied)
    rank = np.zeros(count, dtype=np.int64)
    rank[tied] = np.arange(len(tied))
    at = np.zeros((count, 2))
    room = HEIGHT - (_ROW if len(apart) else 0)
    at[tied] = _fitted(_spring(len(tied), rank[ends], strength), room)
    at[apart, 0] = np.linspace(_MARGIN, WIDTH - _MARGIN, len(apart) + 2)[1:-1]
    at[apart, 1] = HEIGHT - _MARGIN
    return at


def _spring(count: int, ends: NDArray[np.int64], strength: Floats) -> Floats:
    """Place members (count, 2) so that ties pull and members push, from a sunflower's places on."""
    turn = _GOLDEN * np.arange(count)
    reach = np.sqrt((np.arange(count) + 0.5) / max(count, 1)) / 2
    at = np.column_stack([reach * np.cos(turn), reach * np.sin(turn)])
    pull = np.zeros((count, count))
    pull[ends[:, 0], ends[:, 1]] = strength
    pull = np.maximum(pull, pull.T)
    # However many ties a group has, a member is pulled as much: else a dense group is a single point.
    pull *= _PULL / max(float(pull.sum(axis=1).mean()) if count else 0.0, _PULL)
    ideal = 1 / np.sqrt(max(count, 1))
    x, y = at.T
    for step in np.linspace(_FIRST_STEP, 0.002, _ROUNDS):
        across, along = x[:, None] - x, y[:, None] - y
        square = across**2 + along**2 + _CLOSEST
        force = ideal**2 / square - pull * np.sqrt(square) / ideal
        push_x = (across * force).sum(axis=1) - _CENTRE * x
        push_y = (along * force).sum(axis=1) - _CENTRE * y
        # Never farther than the step, which shrinks: the whole comes to rest.
        held = np.minimum(1.0, step / np.maximum(np.hypot(push_x, push_y), _CLOSEST))
        x, y = x + push_x * held, y + push_y * held
    return np.column_stack([x, y])


def _fitted(at: Floats, height: float) -> Floats:
    """Stretch places to the drawing, its longer side along the longer side of the group."""
    if not len(at):
        return at
    centred = at - at.mean(axis=0)
    # The direction of the eigenvectors has no sign of its own: the first member stands left and above.
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    turned = turned * np.where(turned[0] > 0, -1.0, 1.0)
    span = np.maximum(np.ptp(turned, axis=0), 1e-9)
    room = np.array([WIDTH, height]) - 2 * _MARGIN
    fitted: Floats = (turned - turned.min(axis=0)) / span * room + _MARGIN
    return fitted


def _lines(at: Floats, ends: NDArray[np.int64], strength: Floats) -> dict[str, str]:
    """One path a strength, weak ones first so that strong ones lie on top."""
    drawn: dict[str, str] = {}
    whole = np.rint(at).astype(int)
    for (a, b), strong in zip(ends, strength**2, strict=True):
        name = "strong" if strong >= _STRONG else "middle" if strong >= _MIDDLE else "weak"
        drawn[name] = drawn.get(name, "") + f"M{whole[a, 0]} {whole[a, 1]}L{whole[b, 0]} {whole[b, 1]}"
    return {name: drawn[name] for name in ("weak", "middle", "strong") if name in drawn}
