"""From discounted counts to the parts of health, step by step on the engine; linear in events."""

from likewise.answers.estimate import Estimate
from likewise.answers.health.score import combine
from likewise.answers.told import told
from likewise.engine import Engine, sql_text

_SELF = "likewise.answers.health"

# 95 % of a normal distribution lies within so many standard deviations.
Z = 1.959964
# A cell of comparable posts is drawn toward the whole as by so many responses: below it, a cell's rate errs by half.
CELL_RESPONSES = 5.0
# Accounts differ by a tenth at least (0.1 squared): data where they seem not to is too small to tell.
LEAST_SPREAD = 0.01
# A share enters the score as if so many more events, traded as usual, had been seen: Agresti and Coull's number.
PRIOR_EVENTS = 4.0

# What nobody reads any more when audiences are measured, and when accounts are judged; the rest waits for `foresee`.
_MEASURED, _JUDGED = ("reader", "follower", "unit", "expected"), ("part", "standing", "weight", "score")


def judge_accounts(engine: Engine, holds: frozenset[str]) -> None:
    """Make `account_health` and `account_answer` from the ledger, `post_count`, `account_count` and `exchanged`.

    `account_health(account, part, value, low, high, n)`: a row is an account (code) and one of PARTS, for accounts that
    posted or received something. The forecast takes what is organic to stay what it is when a group is left. `holds` is
    the ledger's.
    """
    held = _held(engine)
    _measure_audience(engine, held)
    engine.create("health_share", sql_text(_SELF, "share.sql"), z=Z, unfollows=held["unfollows"])
    engine.create("health_relative", sql_text(_SELF, "relative.sql"), z=Z)
    engine.drop(*(f"health_{name}" for name in _MEASURED))
    _judge(engine, holds, held["unfollows"], (1.0, 1.0, 1.0))


def foresee(engine: Engine, holds: frozenset[str], leaving: Estimate) -> None:
    """Judge the accounts again, once `leaving` says what leaving a group does to organic engagement."""
    _judge(engine, holds, _held(engine)["unfollows"], (1 + leaving.change, 1 + leaving.low, 1 + leaving.high))


def _judge(engine: Engine, holds: frozenset[str], unfollows: bool, leaving: tuple[float, float, float]) -> None:
    """From measured parts to the two tables; `leaving` multiplies what is organic, with the ends of its interval."""
    kept, low, high = leaving
    part = sql_text(_SELF, "part.sql")
    engine.create("health_part", part, unfollows=unfollows, leaving=kept, leaving_low=low, leaving_high=high)
    engine.create("health_standing", sql_text(_SELF, "standing.sql"), prior=PRIOR_EVENTS, z=Z)
    combine(engine)
    engine.create("account_health", sql_text(_SELF, "account_health.sql"))
    engine.create("account_answer", sql_text(_SELF, "account_answer.sql"), **told(holds))
    engine.drop(*(f"health_{name}" for name in _JUDGED))


def _held(engine: Engine) -> dict[str, bool]:
    """What the data holds that decides how a part is measured, for all accounts alike."""
    asked = {
        "deeds": "select 1 from post_count where deep_raw > 0 limit 1",
        "views": "select 1 from post_count where views > 0 limit 1",
        "follows": "select 1 from deed where kind = 'follow' limit 1",
        "unfollows": "select 1 from deed where kind = 'unfollow' limit 1",
    }
    return {name: engine.value(sql) is not None for name, sql in asked.items()}


def _measure_audience(engine: Engine, held: dict[str, bool]) -> None:
    """Make `health_ratio` and `health_usual`: what posts and readers did, against what is usual for their like."""
    for name in ("post", "reader", "follower"):
        engine.create(f"health_{name}", sql_text(_SELF, f"{name}.sql"))
    engine.create("health_unit", sql_text(_SELF, "unit.sql"), **held)
    engine.create("health_expected", sql_text(_SELF, "expected.sql"), prior=CELL_RESPONSES)
    engine.create("health_ratio", sql_text(_SELF, "ratio.sql"))
    engine.create("health_usual", sql_text(_SELF, "usual.sql"), least=LEAST_SPREAD)
