"""What the groups did to each account: with them, without them, and the mean over accounts.

Known where the audience reacts, from two runs of the same world (`comparison`).
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class MeanEffect:
    """The mean effect on an account and day: what the group brought, over what there would have been.

    `part` is raw (all that was counted), or organic (without what was traded). `of` is members (those who post), a
    kind of group, or others; `when` is during or after the account's own time in its group; for others, from the
    first trade on. `relative` is null where nothing would have been there.
    """

    outcome: str
    part: str
    of: str
    when: str
    accounts: int
    account_days: int
    with_group: float
    without: float

    @property
    def effect(self) -> float:
        """With the group less without it."""
        return self.with_group - self.without

    @property
    def relative(self) -> float | None:
        """The effect over what would have been there."""
        return self.effect / self.without if self.without else None


@dataclass(frozen=True)
class Effects:
    """`table` holds a row an account and day; `mean` the effects over accounts; `parameters` what they rest on."""

    table: pa.Table
    mean: tuple[MeanEffect, ...]
    parameters: dict[str, bool | float | int | str]

    def to_dict(self) -> dict[str, object]:
        """As JSON says it."""
        mean = [
            {
                "outcome": one.outcome,
                "part": one.part,
                "of": one.of,
                "when": one.when,
                "accounts": one.accounts,
                "account_days": one.account_days,
                "with": round(one.with_group, 6),
                "without": round(one.without, 6),
                "effect": round(one.effect, 6),
                "relative": None if one.relative is None else round(one.relative, 6),
            }
            for one in self.mean
        ]
        return {**{name: value for name, value in self.parameters.items() if "." not in name}, "effects": mean,
                "parameters": {name: value for name, value in self.parameters.items() if "." in name}}  # fmt: skip
