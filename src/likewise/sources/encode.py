"""From validated rows to the ledger: ids become small codes, doubles are set aside.

The last step of the doors. What it leaves on the engine is what every later room reads:

- `account(code, id, name, followers, posts, given, received)`
- `post(code, id, author, time, born, ...)`: `time` as declared, `born` the same or else the first event on it, but for
  posts on which events have estimated times
- `like(actor, author, post, time)`: one row a person and post, nobody's own posts
- `deed(actor, author, post, kind, time, text, dwell_s, completion)`: every other kind
- `favour(actor, author, post, time)`: what groups are looked for among. Likes; where nobody's like is known, comments,
  a person's first on each post; where nobody's comment is known either, reposts in the same way

Codes follow what accounts and posts did (first event, number of events, sum of their times), never their
names, so that renaming changes nothing that comes after. Where an earlier run has kept its rows, its codes stay and
new ids come after them: the order is the same but for ids whose first events share a microsecond.
"""

from dataclasses import dataclass
from typing import Literal

from likewise.engine import Engine, sql_text
from likewise.errors import InputError
from likewise.sources.kept import Kept, nothing_kept
from likewise.sources.reasons import AUTHOR_AT_ODDS, DONE_AGAIN, SAID_ALREADY

_SELF = "likewise.sources"

Favour = Literal["like", "comment", "repost"]

# What groups are looked for among where nobody's like is known: the first kind of which there is anything.
_INSTEAD: tuple[Favour, ...] = ("comment", "repost")

# Kinds that a person can do once per post; a second row is a double. Others are doubles when all is the same.
ONCE_PER_POST = ("like", "save", "repost")


@dataclass(frozen=True)
class Ledger:
    """How many rows the ledger holds, and how many were doubles, of one's own posts, or at odds.

    `holds` names what evidence can build on, whichever table it came from: `events.author`, `events.post`,
    `events.time` (unless times of what groups are looked for among are estimates), `posts.time`, `events.text`, and
    `events.kind=like` and so on for each kind of event there is. `favour` is the kind of event that groups are looked
    for among; None where there is none to look among.
    """

    accounts: int
    posts: int
    likes: int
    deeds: int
    doubles: int
    own: int
    conflicts: int
    holds: frozenset[str]
    favour: Favour | None


def encode(engine: Engine, kept: Kept | None = None) -> Ledger:
    """Make the ledger from the tables `source_event`, `source_post`, `source_account`, and what earlier runs have kept.

    Doubles and events that name another author than their post has are added to `source_rejected`. `account_id`,
    `post_id`, `like_once`, `like_again` and `deed_once` stay for whoever keeps this run's rows.

    Raises InputError when a post has another author than kept events say.
    """
    if kept is None:
        nothing_kept(engine)
        kept = Kept()
    engine.create("account_id", sql_text(_SELF, "account_id.sql"))
    engine.create("post_id", sql_text(_SELF, "post_id.sql"))
    _require_same_authors(engine)
    engine.view("coded_event", sql_text(_SELF, "coded_event.sql"))
    doubled, own = _encode_likes(engine, kept)
    again = _encode_deeds(engine, kept)
    conflicts = _set_conflicts_aside(engine)
    doubles = _set_doubles_aside(engine, doubled + again)
    engine.create("estimated_post", sql_text(_SELF, "estimated_post.sql"))
    engine.create("post", sql_text(_SELF, "post.sql"))
    favour = _find_favours(engine)
    engine.create("account", sql_text(_SELF, "account.sql"))
    engine.drop("coded_event")
    return Ledger(
        accounts=engine.count("account"),
        posts=engine.count("post"),
        likes=engine.count("like"),
        deeds=engine.count("deed"),
        doubles=kept.doubles + doubles,
        own=own,
        conflicts=kept.conflicts + conflicts,
        holds=_holdings(engine, favour),
        favour=favour,
    )


def _require_same_authors(engine: Engine) -> None:
    moved = engine.value("select id from post_id where moved order by id limit 1")
    if moved is not None:
        raise InputError.of("state.other_author", post=moved)


def _encode_likes(engine: Engine, kept: Kept) -> tuple[int, int]:
    """Make `like`; how many rows said again what another said, and how many likes were of one's own posts.

    Likes are by far the most rows, so they are copied only where it must be: doubles are put together where there are
    any, and `like` is a view that leaves out those of one's own posts.
    """
    engine.drop("like", "like_once")
    engine.create("like_said", sql_text(_SELF, "like_said.sql"))
    doubles = engine.count("like_said") - int(engine.value(sql_text(_SELF, "like_different.sql")))
    if doubles:
        engine.create("like_once", sql_text(_SELF, "like_once.sql"))
    else:
        engine.view("like_once", "select actor, author, post, time from like_said")
    engine.create("like_again", sql_text(_SELF, "like_again.sql"))
    own = kept.own + int(engine.value("select count(*) from like_said where actor = author"))
    ledger = "like_once"
    if kept.likes:
        ledger = "like_ledger"
        engine.create(ledger, sql_text(_SELF, "like_ledger.sql"))
        own += int(engine.value(sql_text(_SELF, "own_named_late.sql")))
    others = " where author is distinct from actor" if own else ""
    engine.view("like", f"select actor, author, post, time from {ledger}{others}")
    return doubles + engine.count("like_again"), own


def _encode_deeds(engine: Engine, kept: Kept) -> int:
    """Make `deed`; how many rows said again what another said."""
    engine.drop("deed")
    engine.view("deed_said", sql_text(_SELF, "deed_said.sql"))
    engine.create("deed_once", sql_text(_SELF, "deed.sql"), once=ONCE_PER_POST)
    engine.create("deed_again", sql_text(_SELF, "deed_again.sql"), once=ONCE_PER_POST)
    again = engine.count("deed_again")
    if not kept.deeds:
        engine.view("deed", "select * from deed_once")
    elif again + kept.deeds_again:
        whole = sql_text(_SELF, "deed.sql").replace("deed_said", f"({sql_text(_SELF, 'deed_ledger.sql')})")
        engine.create("deed", whole, once=ONCE_PER_POST)
    else:
        engine.create("deed", sql_text(_SELF, "deed_ledger.sql"))
    return again + int(engine.value("select coalesce(sum(copies - 1), 0) from deed_once"))


def _find_favours(engine: Engine) -> Favour | None:
    """Make `favour`, and say which kind of event it holds."""
    engine.drop("favour")
    if engine.value('select 1 from "like" limit 1'):
        engine.view("favour", 'select actor, author, post, time from "like"')
        return "like"
    for kind in _INSTEAD:
        engine.create("favour", sql_text(_SELF, "favour.sql"), kind=kind)
        if engine.count("favour"):
            return kind
    return None


def _holdings(engine: Engine, favour: Favour | None) -> frozenset[str]:
    """What there is for evidence to build on."""
    asked = {
        "events.author": "select 1 from favour where author is not null limit 1",
        "events.post": "select 1 from favour where post is not null limit 1",
        "posts.time": "select 1 from post where time is not null limit 1",
        "events.text": "select 1 from deed where text is not null limit 1",
        "events.kind=like": 'select 1 from "like" limit 1',
    }
    kinds = engine.arrow("select distinct kind from deed").column("kind").to_pylist()
    there = {name for name, sql in asked.items() if engine.value(sql)}
    estimates = "select 1 from source_event join source_estimated using (file) where kind = $favour limit 1"
    if favour and not engine.value(estimates, favour=favour):
        there.add("events.time")
    return frozenset(there | {f"events.kind={kind}" for kind in kinds})


def _set_conflicts_aside(engine: Engine) -> int:
    """Events whose author isn't the author of their post: only looked for where a post has two authors."""
    if not engine.value("select count(*) from post_id where contested"):
        return 0
    before = engine.count("source_rejected")
    engine.run("insert into source_rejected " + sql_text(_SELF, "conflict.sql"), reason=AUTHOR_AT_ODDS)
    return engine.count("source_rejected") - before


def _set_doubles_aside(engine: Engine, doubles: int) -> int:
    """Rows that say or do again what an earlier row said: only looked for where there are any."""
    if doubles:
        engine.run(
            "insert into source_rejected " + sql_text(_SELF, "double.sql"),
            once=ONCE_PER_POST,
            said=SAID_ALREADY,
            done=DONE_AGAIN,
        )
    return doubles
