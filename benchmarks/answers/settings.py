"""What can be asked of a truth world: its ranking, who joins, how strong things are, which claims hold in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

Ranking = Literal["helps", "nothing", "hurts"]
Selection = Literal["random", "eager", "growing", "trouble"]

RANKINGS: tuple[Ranking, ...] = get_args(Ranking)
SELECTIONS: tuple[Selection, ...] = get_args(Selection)

CLAIMS = (
    "bubble",
    "mismatch",
    "lift",
    "cliff",
    "trust",
    "retention",
    "conversion",
    "enforcement",
    "alternatives",
)

STRENGTH: Mapping[Ranking, float] = MappingProxyType({"helps": 0.6, "nothing": 0.0, "hurts": 0.6})
"""Default of `strength`. helps: the power of a post's later distribution in its early likes; hurts: share of the
distribution that a demoted author loses. They move joiners' organic likes by about +30 % and -28 %
(means over 40 worlds of each way to join)."""

CLAIM_STRENGTH: Mapping[str, float] = MappingProxyType(
    {
        "mismatch": 0.5,
        "cliff": 0.35,
        "trust": 0.3,
        "retention": 3.0,
        "conversion": 0.35,
        "enforcement": 0.5,
        "alternatives": 0.5,
    }
)
"""How much a claim does where it is true: share of distribution lost (mismatch, cliff, enforcement), share of response
per view lost (trust), how many times sooner followers leave and how many times less they like (retention), purchases
over the usual (conversion), more comments and saves under a post that asks something (alternatives)."""


@dataclass(frozen=True)
class Settings:
    """All that makes a truth world; `make` says what each means."""

    seed: int
    ranking: Ranking = "helps"
    selection: Selection = "random"
    strength: float = 0.6
    accounts: int = 400
    days: int = 75
    members: int = 80
    from_first_day: int = 10
    group_size: int = 12
    compliance: float = 0.7
    pull: float = 1.2
    carry: float = 0.5
    claims: Mapping[str, bool] = field(default_factory=dict)
    claim_strength: Mapping[str, float] = field(default_factory=lambda: CLAIM_STRENGTH)
    absent: tuple[str, ...] = ()
    views: bool = True
    view_events: bool = False
    follows: bool = True
    purchases: bool = True

    def __post_init__(self) -> None:
        unknown = set(self.claims) - set(CLAIMS)
        if unknown:
            raise ValueError(f"there is no claim {sorted(unknown)[0]!r}; there is {', '.join(CLAIMS)}")
        if self.ranking not in RANKINGS or self.selection not in SELECTIONS:
            raise ValueError(f"no world of ranking {self.ranking!r} and selection {self.selection!r}")
        if "lift" in self.claims and self.claims["lift"] != self.lift:
            raise ValueError("lift follows from the ranking: it is true unless early likes help")
        if self.ranking == "hurts" and not self.holds("enforcement"):
            raise ValueError("a ranking that hurts demotes members: enforcement can't be false there")
        if self.members + self.from_first_day > self.accounts // 2:
            raise ValueError(f"{self.members} + {self.from_first_day} members of {self.accounts}: at most half")

    @property
    def left_out(self) -> frozenset[str]:
        """Columns and kinds of event that the tables lack, as `posts.views` and `events.kind=purchase`."""
        seen = ("impressions", "views", "completion_rate", "avg_watch_s")
        more = [] if self.views else [f"posts.{column}" for column in seen]
        more += [] if self.follows else ["events.kind=follow", "events.kind=unfollow", "posts.new_follows"]
        return frozenset([*self.absent, *more, *([] if self.purchases else ["events.kind=purchase"])])

    @property
    def lift(self) -> bool:
        """Whether joining raises raw numbers but not organic ones."""
        return self.ranking != "helps" or self.strength == 0

    def holds(self, claim: str) -> bool:
        """Whether the claim is true here; left out, traded likes are hollow and all else is false."""
        if claim == "lift":
            return self.lift
        return self.claims.get(claim, claim == "bubble" or (claim == "enforcement" and self.ranking == "hurts"))

    def power(self, claim: str, idle: float) -> float:
        """The strength of a claim that holds, `idle` where it doesn't."""
        return {**CLAIM_STRENGTH, **self.claim_strength}[claim] if self.holds(claim) else idle
