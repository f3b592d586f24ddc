"""The tables that everything speaks: what goes in, what comes out, and the kinds of events.

Ground floor: every room may import this, and it imports nothing. Times inside the engine are
whole microseconds UTC (BIGINT); times in results are Arrow timestamps in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Role = Literal["id", "kind", "time", "text", "seconds", "share", "count", "label"]

SQL_TYPES: Mapping[Role, str] = {
    "id": "VARCHAR",
    "kind": "VARCHAR",
    "time": "BIGINT",
    "text": "VARCHAR",
    "seconds": "DOUBLE",
    "share": "DOUBLE",
    "count": "BIGINT",
    "label": "VARCHAR",
}
"""How each role stands on the engine: time in microseconds UTC, seconds in s, share in 0..1."""


@dataclass(frozen=True)
class Column:
    """One canonical column: its name, what it is read as, whether a file needs it, what it means."""

    name: str
    role: Role
    meaning: str
    required: bool = False

    @property
    def sql_type(self) -> str:
        """The column's type on the engine."""
        return SQL_TYPES[self.role]


@dataclass(frozen=True)
class Table:
    """One canonical table: its name in the data, its name on the engine, and its columns in order.

    `made` are columns that no file has: reading makes them, and they stand on the engine after the others.
    """

    name: str
    on_engine: str
    key: str | None
    columns: tuple[Column, ...]
    made: tuple[Column, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def held(self) -> tuple[Column, ...]:
        """The columns that stand on the engine, in order."""
        return (*self.columns, *self.made)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a file of this table can't do without."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]


EVENTS = Table(
    "events",
    "source_event",
    None,
    (
        Column("actor", "id", "the account that acts", required=True),
        Column("author", "id", "the account whose post (or self) is acted on"),
        Column("post", "id", "what is acted on; a follow has none"),
        Column("kind", "kind", "what is done, one of KINDS; like when there is no such column"),
        Column("time", "time", "when, UTC", required=True),
        Column("text", "text", "the comment's words"),
        Column("dwell_s", "seconds", "how long the actor looked, s"),
        Column("completion", "share", "how much of the post the actor saw, 0..1"),
    ),
)

POSTS = Table(
    "posts",
    "source_post",
    "post",
    (
        Column("post", "id", "the post", required=True),
        Column("author", "id", "the account that published it"),
        Column("time", "time", "when it was published, UTC"),
        Column("text", "text", "its title or words"),
        Column("format", "label", "note, video, live or article"),
        Column("duration_s", "seconds", "length of a video, s"),
        Column("impressions", "count", "times shown"),
        Column("views", "count", "times opened or played"),
        Column("completion_rate", "share", "share of views that reached the end, 0..1"),
        Column("avg_watch_s", "seconds", "mean time watched, s"),
        Column("likes", "count", "likes"),
        Column("comments", "count", "comments"),
        Column("reposts", "count", "reposts and shares"),
        Column("saves", "count", "saves and bookmarks"),
        Column("new_follows", "count", "followers won by this post"),
    ),
    made=(Column("bounds", "label", "which of its counts are only lower bounds, as 10+ is; their names, or none"),),
)

ACCOUNTS = Table(
    "accounts",
    "source_account",
    "account",
    (
        Column("account", "id", "the account", required=True),
        Column("name", "label", "the name it shows"),
        Column("followers", "count", "accounts that follow it"),
        Column("following", "count", "accounts that it follows"),
        Column("created", "time", "when it was opened, UTC"),
        Column("category", "label", "its field or topic"),
    ),
)

DROPS = Table(
    "drops",
    "source_drop",
    None,
    (
        Column("member", "id", "the chat's member who dropped the link", required=True),
        Column("link", "id", "the link, or the post's id", required=True),
        Column("time", "time", "when, UTC", required=True),
        Column("chat", "label", "the chat's name"),
    ),
)
"""Links dropped into a group chat: no events, as nobody outside the chat sees them."""

TABLES: Mapping[str, Table] = {table.name: table for table in (EVENTS, POSTS, ACCOUNTS, DROPS)}

PLACE = (("file", "VARCHAR"), ("line", "BIGINT"))
"""Where a row came from: every source table ends with these columns."""

REJECTED = "source_rejected"
"""The engine's table of rows set aside: file, line, table, reason, detail."""

KINDS = ("view", "like", "comment", "repost", "save", "follow", "unfollow", "purchase")
KINDS_ON_A_POST = ("view", "like", "comment", "repost", "save")
KINDS_ON_AN_ACCOUNT = ("follow", "unfollow", "purchase")

PAIR_FACTS = (
    "mutuality",
    "coverage",
    "promptness",
    "balance",
    "strangers",
    "burst",
    "lockstep",
    "follows",
    "words",
    "depth",
    "onset",
)
GROUP_FACTS = (
    *PAIR_FACTS,
    "density",
    "inward",
    "evenness",
    "unison",
    "headcount",
    "all_or_none",
    "wait_spread",
    "border",
)
MEMBER_FACTS = ("fellows", "promptness", "burst", "words", "depth")

_TIME = pa.timestamp("us", tz="UTC")


def _schema(*columns: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns])


def _raw_and_real(*kinds: str) -> list[tuple[str, pa.DataType]]:
    return [
        (f"{kind}_{side}", pa.int64() if side == "raw" else pa.float64()) for kind in kinds for side in ("raw", "real")
    ]


OUTPUTS: Mapping[str, pa.Schema] = {
    "groups": _schema(
        ("group", pa.string()),
        ("size", pa.int64()),
        ("probability", pa.float64()),
        ("kind", pa.string()),
        ("first_seen", _TIME),
        ("last_seen", _TIME),
        ("likes_exchanged", pa.int64()),
        ("core", pa.int64()),
        ("bits", pa.float64()),
        ("prior_bits", pa.float64()),
        *((fact, pa.float64()) for fact in GROUP_FACTS),
        *((f"bits_{fact}", pa.float64()) for fact in GROUP_FACTS),
    ),
    "campaigns": _schema(
        ("group", pa.string()),
        ("post", pa.string()),
        ("author", pa.string()),
        ("members", pa.int64()),
        ("people", pa.int64()),
        ("first_seen", _TIME),
        ("last_seen", _TIME),
        ("days", pa.int64()),
    ),
    "members": _schema(
        ("account", pa.string()),
        ("group", pa.string()),
        ("probability", pa.float64()),
        ("joined", _TIME),
        ("given", pa.int64()),
        ("received", pa.int64()),
        ("bits", pa.float64()),
        ("prior_bits", pa.float64()),
        *((f"bits_{fact}", pa.float64()) for fact in MEMBER_FACTS),
    ),
    "pairs": _schema(
        ("a", pa.string()),
        ("b", pa.string()),
        ("a_to_b", pa.int64()),
        ("b_to_a", pa.int64()),
        ("probability", pa.float64()),
        ("bits", pa.float64()),
        ("prior_bits", pa.float64()),
        *((f"bits_{fact}", pa.float64()) for fact in PAIR_FACTS),
    ),
    "events_exchanged": _schema(
        ("actor", pa.string()), ("post", pa.string()), ("kind", pa.string()), ("probability", pa.float64())
    ),
    "posts": _schema(
        ("post", pa.string()),
        ("author", pa.string()),
        ("time", _TIME),
        *_raw_and_real("likes", "comments", "reposts", "saves"),
        ("views_raw", pa.int64()),
        ("mismatch", pa.float64()),
        ("why", pa.string()),
    ),
    "accounts": _schema(
        ("account", pa.string()),
        ("name", pa.string()),
        ("probability", pa.float64()),
        ("likes_given", pa.int64()),
        *_raw_and_real("likes"),
        ("posts_without_likes", pa.int64()),
        *_raw_and_real("comments"),
        ("posts_without_comments", pa.int64()),
        ("real_share", pa.float64()),
        ("real_share_low", pa.float64()),
        ("real_share_high", pa.float64()),
        ("health", pa.float64()),
        ("depth", pa.float64()),
        ("dependence", pa.float64()),
        ("rests_on", pa.string()),
    ),
    "effects": _schema(
        *((name, pa.string()) for name in ("event", "outcome", "part", "what", "unit")),
        ("period", pa.int64()),
        *((name, pa.float64()) for name in ("days", "change", "low", "high", "p", "level")),
        ("treated", pa.int64()),
        ("controls", pa.int64()),
        ("share", pa.float64()),
        ("needed", pa.int64()),
        ("group", pa.string()),
        ("breakdown", pa.float64()),
    ),
    "health": _schema(
        ("account", pa.string()),
        ("part", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n", pa.int64()),
    ),
    "levers": _schema(
        ("lever", pa.string()),
        ("outcome", pa.string()),
        ("change", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("p", pa.float64()),
        ("posts", pa.int64()),
        ("accounts", pa.int64()),
        ("minutes", pa.float64()),
        ("an_hour", pa.float64()),
        ("an_hour_low", pa.float64()),
        ("an_hour_high", pa.float64()),
        ("advice", pa.bool_()),
    ),
    "rejected": _schema(
        ("file", pa.string()),
        ("line", pa.int64()),
        ("table", pa.string()),
        ("reason", pa.string()),
        ("detail", pa.string()),
    ),
}
"""The Arrow schema of each table that a report writes, in column order.

- `posts`, `accounts`: a count that nothing in the data tells is null, raw and real; where nobody is known to have given
  it, the real one is null. An account's counts are the sums over its posts that have them; `posts_without_likes` and
  `posts_without_comments` say of how many posts they aren't known.
- `effects`: a row is an estimate. `event` is join or leave; `part` raw or organic (traded events taken out); `what` is
  `effect` (the 28 days after the event, on the typical member; the interval holds those of all hypotheses below that
  the data don't rule out), `together` (on all that members received), `step` (one `period` before or after it; `days`
  from the event), `pretrend` (whether the past already differed: a p-value alone), `placebo` (a date at which nothing
  happened), `uncertain` (membership probabilities taken into account), `second` (another estimator), `missed` (had one
  in ten traded likes not been found), `rivalry` (had others lost what members won), `detectable` (the smallest fall,
  `low`, and rise, `high`, that the data show four times in five), `honest` (had members' path gone on moving against
  the others' from fortnight to fortnight by as much as it ever did before; `breakdown` is up to how many times as much
  the effect is told from none), `groups` (the main effect without `group`, on which it rests most; `low` and `high` are
  the lowest and highest without any one large group), `dose` (what a member with twice the traded likes a post has over
  another of its size), `dose_share` (the same with twice the traded likes over the readers'), `in_group` (after
  leaving, against the last weeks in the group; `share` that things went back to what they'd be without it, rather than
  stayed), or a hypothesis on when members joined with its `share`: `parallel` (at no particular moment), `growth`
  (while they grew anyway), `passing` (in a passing high or low), `both`. `needed`, at `growth`: how many members would
  tell it from none. `change`, `low`, `high` are relative (0.1 is 10 % more), 95 %. `level` is what a treated account
  would have had a day (unit day) or a post (unit post) without the group.
- `health`: a row is an account and a part of its health, 0..1 but for `score` (0..100) and `forecast` (the level after
  the group stops over the level now), with its 95 % interval; `n` is how many events or posts it rests on.
- `levers`: a row is an honest habit and a deep outcome; `change` relative, 95 %; `minutes` of work a post it is assumed
  to take; `an_hour` the change an hour of work, the group's own in the row of the lever `group`.
"""

_REACHED = (
    ("account", pa.string()),
    ("group", pa.string()),
    ("kind", pa.string()),
)
_WEIGHED = (
    ("rule", pa.string()),
    ("probability", pa.float64()),
    ("group_probability", pa.float64()),
    ("given", pa.int64()),
    ("received", pa.int64()),
    ("real_share", pa.float64()),
    ("likes", pa.int64()),
    ("likes_traded", pa.float64()),
    ("likes_honest", pa.float64()),
    ("discounted", pa.bool_()),
    ("evidence", pa.string()),
    ("honest_reading", pa.string()),
    ("evidence_json", pa.string()),
)

POLICY_OUTPUTS: Mapping[str, pa.Schema] = {
    "actions": _schema(*_REACHED, ("action", pa.string()), *_WEIGHED),
    "queue": _schema(
        *_REACHED,
        ("proposed", pa.string()),
        *_WEIGHED,
        ("decision", pa.string()),
        ("decided_by", pa.string()),
        ("decided_at", _TIME),
        ("note", pa.string()),
        ("appeal", pa.string()),
    ),
}
"""The Arrow schema of each table that a policy writes; what a person fills in stands last, and empty."""

_INTERVAL = (("low", pa.float64()), ("high", pa.float64()))

SIMULATION_OUTPUTS: Mapping[str, pa.Schema] = {
    "curves": _schema(
        ("measure", pa.string()), ("variant", pa.string()), ("day", pa.int64()), ("mean", pa.float64()), *_INTERVAL
    ),
    "sweep": _schema(
        ("parameter", pa.string()),
        ("value", pa.string()),
        ("number", pa.float64()),
        ("payoff", pa.string()),
        ("effect", pa.float64()),
        *_INTERVAL,
        ("seeds", pa.int64()),
        ("break_even", pa.float64()),
        ("break_even_low", pa.float64()),
        ("break_even_high", pa.float64()),
        ("removed_share", pa.float64()),
        ("honest_acted_on", pa.float64()),
        ("completion", pa.float64()),
        ("completion_without_rule", pa.float64()),
    ),
}
"""The Arrow schema of each table that a simulation writes; `low` and `high` of a curve hold eight seeds in ten."""
