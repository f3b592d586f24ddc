"""What YouTube's Data API answers: threads of comments on a video, replies in them, and videos with their numbers.

A thread holds its first comment, and the first few replies. Whose the video is stands in a comment's `channelId`.
"""

from likewise.sources.known.face import Known, Part, Signature

_PAGE = "https://developers.google.com/youtube/v3/docs"
_TOP = "snippet.topLevelComment.snippet"


def _comments(name: str, title: str, snippet: str, *more: str) -> Known:
    """Comments whose text, writer and time stand in `snippet`; `more` are other places of the video's id."""
    return Known(
        name=name,
        title=title,
        signatures=(Signature(("id", "snippet"), lacks=("statistics",)),),
        fields={
            "person": (f"{snippet}.authorChannelId.value", f"{snippet}.authorDisplayName"),
            "channel": ("snippet.channelId", f"{snippet}.channelId"),
            "video": ("snippet.videoId", f"{snippet}.videoId", *more),
            "published": (f"{snippet}.publishedAt",),
            "words": (f"{snippet}.textOriginal", f"{snippet}.textDisplay"),
        },
        parts=(
            Part(
                "events",
                columns={
                    "actor": "person",
                    "author": "channel",
                    "post": "video",
                    "time": "published",
                    "text": "words",
                },
                kind="comment",
            ),
        ),
        zone="UTC",
        cannot=("no_likers",),
        page=f"{_PAGE}/comments",
    )


THREADS = _comments("youtube-threads", "YouTube Data API commentThreads", _TOP)
REPLIES = _comments("youtube-comments", "YouTube Data API comments", "snippet", "parent.snippet.videoId")

VIDEOS = Known(
    name="youtube-api-videos",
    title="YouTube Data API videos",
    signatures=(Signature(("kind", "id", "snippet", "statistics")),),
    fields={
        "id": ("id",),
        "channel": ("snippet.channelId",),
        "published": ("snippet.publishedAt",),
        "title": ("snippet.title",),
        "lasts": ("contentDetails.duration",),
        "seen": ("statistics.viewCount",),
        "liked": ("statistics.likeCount",),
        "commented": ("statistics.commentCount",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "author": "channel",
                "time": "published",
                "text": "title",
                "duration_s": "lasts",
                "views": "seen",
                "likes": "liked",
                "comments": "commented",
            },
        ),
    ),
    zone="UTC",
    cannot=("only_numbers",),
    page=f"{_PAGE}/videos",
)

SOURCES = (THREADS, REPLIES, VIDEOS)
