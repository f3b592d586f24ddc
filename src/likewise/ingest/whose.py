"""Whose posts these are, where the user says it: `--me NAME`."""

from collections.abc import Sequence

from likewise.engine import Engine, sql_text
from likewise.errors import InputError
from likewise.tables import POSTS

_SELF = "likewise.ingest"


def name_posts(engine: Engine, me: str) -> int:
    """Make `me` the author of posts whose file names no author at all; how many there were.

    Reads `source_post` and `source_met`, and puts the named posts in place of `source_post`. A post whose author the
    events name keeps it. Where nothing at all names an author, posts that only events name are `me`'s, too.
    """
    columns = engine.columns(POSTS.on_engine)
    said = ", ".join(
        "coalesce(item.author, nobody.author) as author" if name == "author" else f"item.{name}" for name in columns
    )
    missing = ", ".join({"post": "post", "author": "author"}.get(name, "null") for name in columns)
    engine.create("unnamed_post", sql_text(_SELF, "unnamed_post.sql"), me=me)
    found = engine.count("unnamed_post")
    if found:
        engine.create(
            "named_post",
            f"select {said} from {POSTS.on_engine} as item left join unnamed_post as nobody on nobody.post = item.post "
            f"union all select {missing} from unnamed_post where not declared",
        )
        engine.drop(POSTS.on_engine)
        engine.view(POSTS.on_engine, "select * from named_post")
    engine.drop("unnamed_post")
    return found


def account_of(engine: Engine, me: str) -> str:
    """Return the id of the account that `me` names, by its id or else by a name that it alone shows.

    Reads `account`. Raises InputError, with the nearest names, when there is none, or when several show this name.
    """
    for condition in ("id = $me", "name = $me"):
        found: list[str] = engine.arrow(f"select id from account where {condition} order by id limit 2", me=me)[
            "id"
        ].to_pylist()
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError.of("whose.several", me=me, ids=found)
    near = tuple(nearest(engine, me))
    raise InputError.of("whose.nobody" if near else "whose.no_names", me=me, nearest=near)


def nearest(engine: Engine, asked: str) -> Sequence[str]:
    """Return the ids of the accounts whose id or name is spelled most like this."""
    found: list[str] = engine.arrow(sql_text(_SELF, "nearest.sql"), asked=asked)["id"].to_pylist()
    return found
