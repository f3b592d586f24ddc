"""Grow and prune candidates until they fit: who trades with a group belongs to it, wherever it was first put.

Each round weighs, for every account that gives to and gets from members, the number of its partners inside
under the group's own medians against what chance makes of its activity (Poisson), and asks for more bits
than it takes to pick one account out of all for a group of this size.
"""

from likewise.engine import Engine, sql_text
from likewise.groups.communities import SMALLEST

_SELF = "likewise.groups"

# Rounds of growing and pruning; after three hardly anyone moves.
ROUNDS = 3
# Fewer partners inside than this, both directions added, prove nothing.
PARTNERS = 3
# Candidates that share this part of their members are one.
ALIKE = 0.98
# A member of a lockstep group acts together with at least this part of the others that its median member does.
IN_STEP = 0.34


def weigh_partners(engine: Engine) -> None:
    """Make `partner`: each account that gives to members of a group in `member`, and the bits for belonging to it."""
    engine.create("partner", sql_text(_SELF, "partners.sql"), partners=PARTNERS)


def grow(engine: Engine) -> None:
    """Grow and prune `member(grp, account)` in place; groups that come out alike are kept once.

    A lockstep candidate isn't held together by ties: it stays as it is, and what grows from it comes
    beside it as a candidate of its own.
    """
    engine.create("still", sql_text(_SELF, "in_step.sql"), part=IN_STEP, smallest=SMALLEST)
    for _ in range(ROUNDS):
        weigh_partners(engine)
        engine.create("member", sql_text(_SELF, "grown.sql"), smallest=SMALLEST)
        engine.create("member", sql_text(_SELF, "distinct_member.sql"), alike=ALIKE)
    engine.run("insert into member select grp + (select max(grp) + 1 from candidate), account from still")
    engine.create("candidate", sql_text(_SELF, "grown_candidate.sql"))
    engine.drop("still", "partner")
