"""Posts and comments of Reddit, as its API lists them and as dumps (Pushshift's and their like) hold them.

People are known by their names. What a post or comment shows is its votes for less those against, so that one below
zero says nothing of its likes. A listing that is too long ends in a stub (`more`) that only counts what follows.
"""

from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import NO_ACT

_PAGE = "https://www.reddit.com/dev/api"

COMMENTS = Known(
    name="reddit-comments",
    title="Reddit comments",
    signatures=(
        Signature(("author", "body", "link_id", "parent_id", "created_utc")),
        Signature(("envelope.kind", "children", "parent_id", "count", "depth")),
    ),
    fields={
        "person": ("author",),
        "post": ("link_id",),
        "post_author": ("link_author",),
        "created": ("created_utc",),
        "words": ("body",),
        "stub": ("children",),
    },
    parts=(
        Part(
            "events",
            columns={"actor": "person", "author": "post_author", "post": "post", "time": "created", "text": "words"},
            aside={NO_ACT: "stub is not null"},
            kind="comment",
        ),
    ),
    zone="UTC",
    cannot=("no_likers",),
    page=_PAGE,
)

_OF_POST = "case when regexp_full_match(id, '[0-9a-z]{5,8}') then 't3_' || id else id end"
"""A post's id as comments name it: with its kind before the number, which Reddit writes to the base of 36."""

POSTS = Known(
    name="reddit-posts",
    title="Reddit posts",
    signatures=(
        Signature(("author", "title", "created_utc", "num_comments", "score")),
        Signature(("author", "title", "created_utc", "num_comments", "permalink")),
    ),
    fields={
        "name": ("name",),
        "id": ("id",),
        "person": ("author",),
        "created": ("created_utc",),
        "words": ("title",),
        "liked": ("ups", "score"),
        "commented": ("num_comments",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "author": "person",
                "time": "created",
                "text": "words",
                "likes": "liked",
                "comments": "commented",
            },
            made={
                "post": f"coalesce(case when starts_with(name, 't3_') then name end, {_OF_POST})",
                "likes": "case when try_cast(liked as double) >= 0 then liked end",
            },
        ),
    ),
    zone="UTC",
    cannot=("no_likers",),
    page=_PAGE,
)

SOURCES = (COMMENTS, POSTS)
