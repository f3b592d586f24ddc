"""Who is compared: each peer's module, settings, and how faithful the run is to its authors' own."""

from dataclasses import dataclass, field
from typing import Final, Literal

AS_IS: Final = "as it is"
AS_PUBLISHED: Final = "as published"
PLAIN: Final = "a plain count"
HOUR_S = 3600
DAY_S = 24 * HOUR_S


@dataclass(frozen=True)
class Peer:
    """One row of the table. `method` is a module in methods, None for likewise; `package` is what requirements pin."""

    name: str
    method: str | None
    said: str
    run: Literal["as it is", "as published", "a plain count"]
    package: str | None = None
    settings: dict[str, float] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """A name for files and arguments."""
        return self.name.lower().replace(" ", "-").replace(",", "").replace("'", "")


TOOLKIT = Peer(
    "coordination-network-toolkit",
    "toolkit",
    "weighted degree; same post within 60 min, weight ≥ 2",
    AS_IS,
    "coordination-network-toolkit",
)
LIKEWISE = Peer("likewise", None, "`likewise report`, whole command", AS_IS)

# Where a method's own settings are for other data, the best found on a world of the project's own generator stand
# beside them: the peers are to be at their best.
PEERS = (
    TOOLKIT,
    Peer("CooRTweet", "coortweet", "its own settings: 10 s, median weight", AS_PUBLISHED),
    Peer(
        "CooRTweet, fitted",
        "coortweet",
        "60 s, 90 % of weights",
        AS_PUBLISHED,
        settings={"time_window": 60, "edge_weight": 0.9},
    ),
    Peer("Fraudar", "fraudar", "10 blocks, who liked whom twice, log weights", AS_IS, "rgmining-fraudar"),
    Peer("SynchroTrap, 1 min", "synchrotrap", "matches within 1 min", AS_PUBLISHED, settings={"window": 60}),
    Peer("SynchroTrap, 60 min", "synchrotrap", "matches within 60 min", AS_PUBLISHED, settings={"window": HOUR_S}),
    Peer("CopyCatch", "copycatch", "StarScout's own settings: 15 days, n 50, m 10, ρ 0.5", AS_PUBLISHED),
    Peer(
        "CopyCatch, fitted",
        "copycatch",
        "1 day, n 10, m 10, ρ 0.5, seeds of 20 likes",
        AS_PUBLISHED,
        settings={"delta_t": DAY_S, "n": 10, "seed_likes": 20},
    ),
    Peer("mutual partners", "mutual", "others with ≥ 2 likes each way", PLAIN),
    Peer("PyOD", "outliers", "isolation forest on egonets (OddBall's features)", AS_IS, "pyod"),
    LIKEWISE,
)
