"""What Bluesky's API answers: who liked a post and when (getLikes), and posts with their numbers.

Of likes, the post stands once, beside the list; its address begins with the id of its author. In a feed, posts are
wrapped, and some are there because the feed's owner reposted them: that is a repost by whom `reason` names.
"""

from likewise.sources.known.expressions import in_link
from likewise.sources.known.face import Known, Part, Signature

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

SOURCES = (LIKES, POSTS, FEED)
