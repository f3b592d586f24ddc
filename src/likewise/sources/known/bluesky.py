"""What Bluesky's API answers: who liked a post and when (getLikes), and posts with their numbers.

Of likes, the post stands once, beside the list; its address begins with the id of its author. In a feed, posts are
wrapped, and some are there because the feed's owner reposted them: that is a repost by whom `reason` names.
"""

from collections.abc import Sequence

from likewise.sources.known.expressions import in_link
from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import NO_ACT, NOT_A_POST

LIKES = Known(
    name="bluesky-likes",
    title="Bluesky getLikes",
    signatures=(
        Signature(("actor", "createdAt", "indexedAt", "envelope.uri")),
        Signature(("actor", "createdAt", "indexedAt", "post.uri")),
    ),
    fields={
        "liker": ("actor.did", "actor.handle"),
        "uri": ("envelope.uri", "post.uri"),
        "created": ("createdAt",),
        "indexed": ("indexedAt",),
    },
    parts=(
        Part(
            "events",
            columns={"actor": "liker", "author": "uri", "post": "uri", "time": "created"},
            made={"author": in_link("uri", "^at://([^/]+)/"), "time": "coalesce(created, indexed)"},
            kind="like",
        ),
    ),
    page="https://docs.bsky.app/docs/api/app-bsky-feed-get-likes",
)

_TARGET = "coalesce(of_post, case when not starts_with(subject, '{') then subject end)"
_OF_POST = f"contains({_TARGET}, '/app.bsky.feed.post/')"
_ACTS = {"feed.like": "like", "feed.repost": "repost", "graph.follow": "follow"}
_KIND = " ".join(f"when contains(uri, '/app.bsky.{name}/') then '{kind}'" for name, kind in _ACTS.items())
_TIMES = ("createdAt", "indexedAt")


def _records(name: str, title: str, signatures: Sequence[Signature], target: str) -> Known:
    """Records as they stand in accounts' repositories: the address tells who did what, the subject on what."""
    return Known(
        name=name,
        title=title,
        signatures=tuple(signatures),
        fields={
            "uri": ("uri",),
            "of_post": (target,),
            "subject": ("subject",),
            "created": ("createdAt", "created_at", "indexedAt", "indexed_at"),
        },
        parts=(
            Part(
                "events",
                columns={"actor": "uri", "author": "subject", "post": "subject", "kind": "uri", "time": "created"},
                made={
                    "actor": in_link("uri", "^at://([^/]+)/"),
                    "author": f"coalesce({in_link(_TARGET, '^at://([^/]+)/')}, {_TARGET})",
                    "post": f"case when {_OF_POST} then {_TARGET} end",
                    "kind": f"case {_KIND} end",
                },
                aside={
                    NO_ACT: f"(case {_KIND} end) is null",
                    NOT_A_POST: f"starts_with({_TARGET}, 'at://') and not {_OF_POST}",
                },
            ),
        ),
        zone="UTC",
        page="https://atproto.com/guides/lexicon",
    )


RECORDS = _records(
    "bluesky-records",
    "Bluesky records of likes, reposts and follows",
    (
        *(Signature(("did", "uri", "subject", time)) for time in _TIMES),
        Signature(("uri", "cid", "subject", "createdAt")),
    ),
    "subject.uri",
)

TABLE = _records(
    "bluesky-table",
    "Bluesky records in a table",
    tuple(Signature(("did", "uri", "subject_uri", time)) for time in _TIMES),
    "subject_uri",
)

_PAGE = "https://docs.bsky.app/docs/api"


def _posts(name: str, title: str, signature: Signature, inside: str, page: str, *more: Part) -> Known:
    """Posts that stand under `inside` in their row."""
    return Known(
        name=name,
        title=title,
        signatures=(signature,),
        fields={
            "uri": (f"{inside}uri",),
            "person": (f"{inside}author.did",),
            "created": (f"{inside}record.createdAt",),
            "words": (f"{inside}record.text",),
            "liked": (f"{inside}likeCount",),
            "commented": (f"{inside}replyCount",),
            "reposted": (f"{inside}repostCount",),
            **({"reposter": ("reason.by.did",), "repost_time": ("reason.indexedAt",)} if more else {}),
        },
        parts=(
            *more,
            Part(
                "posts",
                columns={
                    "post": "uri",
                    "author": "person",
                    "time": "created",
                    "text": "words",
                    "likes": "liked",
                    "comments": "commented",
                    "reposts": "reposted",
                },
            ),
        ),
        zone="UTC",
        cannot=("no_likers",),
        page=f"{_PAGE}/{page}",
    )


POSTS = _posts(
    "bluesky-posts",
    "Bluesky getPosts",
    Signature(("uri", "cid", "author", "record", "indexedAt")),
    "",
    "app-bsky-feed-get-posts",
)

FEED = _posts(
    "bluesky-feed",
    "Bluesky getAuthorFeed",
    Signature(("post",)),
    "post.",
    "app-bsky-feed-get-author-feed",
    Part(
        "events",
        columns={"actor": "reposter", "author": "person", "post": "uri", "time": "repost_time"},
        select="bluesky_repost",
        kind="repost",
    ),
)
"""A table with a column `post` alone isn't one: `post.uri` must be there."""

SOURCES = (LIKES, POSTS, FEED, RECORDS, TABLE)
