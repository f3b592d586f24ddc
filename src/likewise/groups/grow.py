"""Grow and prune candidates until they fit: who trades with a group belongs to it, wherever it was first put.

Each round weighs, for every account that gives to and gets from members, the number of its partners inside. (Who
never gets may belong all the same, when it hardly posts: `measure_belonging` looks at those, too. A candidate isn't
built on them, or every popular circle would draw in its readers.) A member's numbers are like the other members'
(negative binomial, as wide as theirs); a stranger's are what chance makes of its activity (Poisson); and some
outsiders are acquainted with a few members (geometric).

What steps grow with: weighing with the ties of members of candidates that still change, once for each candidate that
a member is in; telling candidates that are all but the same with those that share one of their rarest members, which
an account that is in every candidate isn't; acting in step with pairs in lockstep, as candidates of that graph hold
nobody twice.
"""

from likewise.engine import Engine, sql_text
from likewise.groups.communities import SMALLEST

_SELF = "likewise.groups"

# Rounds of growing and pruning at most; wide groups found by a corner need several.
ROUNDS = 8
# Fewer partners inside than this, both directions added, prove nothing.
PARTNERS = 3
# Members' numbers differ at least by this much more than counting noise (1 / shape of the negative binomial).
SPREAD = 0.2
# Outsiders acquainted with a group, per member; and how many members such a one gives to, or gets from, on average.
ACQUAINTED = 5.0
FRIENDS = 2.0
# A candidate keeps whoever is at least this likely to belong: as log2 of the odds. The last word is `membership`.
KEEPS = -3.0
# Where chance alone makes this part of a candidate's members partners of the median member, likes count, not partners.
CROWDED = 0.5
# Candidates that share this part of their members are one.
ALIKE = 0.98
# A candidate of so many members that still grows takes in partners of partners and finds no edge: it grows no more.
WIDE = 1_000
# A member of a lockstep group acts together with at least this part of the others that its median member does.
IN_STEP = 0.34


def weigh_partners(engine: Engine, *, gets: int) -> None:
    """Make `partner`: each account with partners in a group of `member`, and the odds of its belonging.

    Only those who get likes from at least `gets` members are looked at.
    """
    engine.create(
        "partner",
        sql_text(_SELF, "partners.sql"),
        partners=PARTNERS,
        gets=gets,
        spread=SPREAD,
        acquainted=ACQUAINTED,
        friends=FRIENDS,
        crowded=CROWDED,
    )


def grow(engine: Engine) -> None:
    """Grow and prune `member(grp, account)` in place; groups that come out alike are kept once.

    A group that a round leaves as it was is done, and so is one that grows beyond any edge; the others go on. A
    lockstep candidate isn't held together by ties: it stays as it is, and what grows from it comes beside it as a
    candidate of its own.
    """
    engine.create("still", sql_text(_SELF, "in_step.sql"), part=IN_STEP, smallest=SMALLEST)
    engine.create("done", "select * from member limit 0")
    for _ in range(ROUNDS):
        weigh_partners(engine, gets=1)
        engine.create("grown", sql_text(_SELF, "grown.sql"), keeps=KEEPS, smallest=SMALLEST)
        engine.create("settled", sql_text(_SELF, "settled.sql"), alike=ALIKE, wide=WIDE)
        engine.run("insert into done select grown.* from grown semi join settled on settled.grp = grown.grp")
        engine.create("member", "select grown.* from grown anti join settled on settled.grp = grown.grp")
        engine.create("member", sql_text(_SELF, "distinct_member.sql"), alike=ALIKE)
        if not engine.count("member"):
            break
    engine.create("member", "select * from member union all select * from done")
    engine.create("member", sql_text(_SELF, "distinct_member.sql"), alike=ALIKE)
    engine.run("insert into member select grp + (select max(grp) + 1 from candidate), account from still")
    engine.create("candidate", sql_text(_SELF, "grown_candidate.sql"))
    engine.drop("still", "partner", "grown", "settled", "done")
